import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PracticeS3, startS3 } from '../../fixtures/s3.ts';
import { refusalOf, sdkClient } from '../../fixtures/s3-client.ts';

const Bucket = 'sessions';
let s3: PracticeS3;

beforeAll(async () => {
  s3 = await startS3();
  await s3.createBucket(Bucket);
});
afterAll(() => s3.stop());

const whenRequired = {
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
} as const;

describe.each<{ mode: string; config: S3ClientConfig }>([
  { mode: 'default checksums', config: {} },
  { mode: 'checksums when required', config: whenRequired },
])('with $mode', ({ mode, config }) => {
  const Key = `telegram/${mode}/session.txt`;

  test('an object comes back byte for byte, with its type, metadata, ETag and time', async () => {
    const client = sdkClient(s3, config);
    const Body = Buffer.from('1session ✓\n');
    const put = await client.send(
      new PutObjectCommand({ Bucket, Key, Body, ContentType: 'text/plain', Metadata: { sha256: 'abc' } }),
    );
    const got = await client.send(new GetObjectCommand({ Bucket, Key }));
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? [])).toEqual(Body);
    const etag = `"${createHash('md5').update(Body).digest('hex')}"`;
    expect([put.ETag, got.ETag]).toEqual([etag, etag]);
    expect(got).toMatchObject({
      ContentType: 'text/plain',
      ContentLength: Body.length,
      Metadata: { sha256: 'abc' },
    });
    expect(Math.abs((got.LastModified?.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
    const head = await client.send(new HeadObjectCommand({ Bucket, Key }));
    expect(head).toMatchObject({ ETag: etag, ContentLength: Body.length, Metadata: { sha256: 'abc' } });
  });

  test('an empty object is an object', async () => {
    const client = sdkClient(s3, config);
    await client.send(new PutObjectCommand({ Bucket, Key, Body: '' }));
    const got = await client.send(new GetObjectCommand({ Bucket, Key }));
    expect(await got.Body?.transformToString()).toBe('');
    expect(got.ContentLength).toBe(0);
  });

  test('a body of 3 MB is taken', async () => {
    const client = sdkClient(s3, config);
    const Body = Buffer.alloc(3 * 1024 * 1024, 'x');
    await client.send(new PutObjectCommand({ Bucket, Key, Body }));
    expect(Body.equals((await s3.getObject(Bucket, Key)) ?? Buffer.alloc(0))).toBe(true);
  });

  test('a deleted object is gone, and deleting it again succeeds', async () => {
    const client = sdkClient(s3, config);
    await client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    await client.send(new DeleteObjectCommand({ Bucket, Key }));
    await client.send(new DeleteObjectCommand({ Bucket, Key }));
    const refused = await refusalOf(client.send(new GetObjectCommand({ Bucket, Key })));
    expect(refused).toMatchObject({ name: 'NoSuchKey', status: 404 });
  });
});

test('a streamed body arrives through aws-chunked with its trailing checksum', async () => {
  const client = sdkClient(s3);
  const Key = 'telegram/streamed/session.txt';
  const Body = Readable.from([Buffer.from('first '), Buffer.from('second')]);
  await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentLength: 12 }));
  const got = await client.send(new GetObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
  expect(await got.Body?.transformToString()).toBe('first second');
  expect(got.ContentEncoding).toBeUndefined();
  expect(got.ChecksumCRC32).toBeDefined();
});

test('the checksum of an upload is given back only when it is asked for', async () => {
  const client = sdkClient(s3, whenRequired);
  const Key = 'telegram/checksum/session.txt';
  await client.send(new PutObjectCommand({ Bucket, Key, Body: 'hello', ChecksumAlgorithm: 'CRC32' }));
  const silent = await client.send(new HeadObjectCommand({ Bucket, Key }));
  const asked = await client.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
  expect(silent.ChecksumCRC32).toBeUndefined();
  expect(asked.ChecksumCRC32).toBe('NhCmhg==');
});

test.each([
  {
    wrong: 'Content-MD5',
    input: { ContentMD5: createHash('md5').update('other').digest('base64') },
    name: 'BadDigest',
  },
  { wrong: 'CRC32', input: { ChecksumCRC32: 'AAAAAA==' }, name: 'BadDigest' },
  { wrong: 'SHA-256', input: { ChecksumSHA256: Buffer.alloc(32).toString('base64') }, name: 'BadDigest' },
  { wrong: 'Content-MD5 of no MD5 size', input: { ContentMD5: 'AAAA' }, name: 'InvalidDigest' },
])('an upload with a wrong $wrong is refused and stores nothing', async ({ input, name }) => {
  const Key = 'telegram/damaged/session.txt';
  const request = sdkClient(s3).send(new PutObjectCommand({ Bucket, Key, Body: 'hello', ...input }));
  expect(await refusalOf(request)).toMatchObject({ name, status: 400 });
  expect(await s3.getObject(Bucket, Key)).toBeNull();
});

test('a range gives its bytes, and one beyond the end is refused', async () => {
  const client = sdkClient(s3);
  const Key = 'telegram/range/session.txt';
  await s3.putObject(Bucket, Key, '0123456789');
  const part = async (Range: string) => {
    const got = await client.send(new GetObjectCommand({ Bucket, Key, Range }));
    return [await got.Body?.transformToString(), got.ContentRange];
  };
  expect(await part('bytes=2-4')).toEqual(['234', 'bytes 2-4/10']);
  expect(await part('bytes=7-')).toEqual(['789', 'bytes 7-9/10']);
  expect(await part('bytes=-2')).toEqual(['89', 'bytes 8-9/10']);
  expect(await refusalOf(part('bytes=10-12'))).toMatchObject({ name: 'InvalidRange', status: 416 });
});

test.each(['telegram/ü ✓ +&=#?%/session.txt', 'telegram/../session.txt', 'telegram//x', 'a/./b', "!'()*~"])(
  'the key %s is kept as it is',
  async (Key) => {
    await sdkClient(s3).send(new PutObjectCommand({ Bucket, Key, Body: 'odd' }));
    expect(Buffer.from((await s3.getObject(Bucket, Key)) ?? []).toString()).toBe('odd');
    const got = await sdkClient(s3).send(new GetObjectCommand({ Bucket, Key }));
    expect(await got.Body?.transformToString()).toBe('odd');
  },
);

test('a key or bucket that is not there has its own error, on HEAD a bare 404', async () => {
  const client = sdkClient(s3);
  const noBucket = new GetObjectCommand({ Bucket: 'nowhere', Key: 'x' });
  expect(await refusalOf(client.send(noBucket))).toMatchObject({ name: 'NoSuchBucket', status: 404 });
  const noKey = new HeadObjectCommand({ Bucket, Key: 'missing' });
  expect(await refusalOf(client.send(noKey))).toMatchObject({ name: 'NotFound', status: 404 });
});

test('what the control port puts is what S3 gives', async () => {
  await s3.putObject(Bucket, 'planted', 'text', { metadata: { Owner: 'ops' }, contentType: 'text/csv' });
  const got = await sdkClient(s3).send(new GetObjectCommand({ Bucket, Key: 'planted' }));
  expect(await got.Body?.transformToString()).toBe('text');
  expect(got).toMatchObject({ ContentType: 'text/csv', Metadata: { owner: 'ops' } });
});
