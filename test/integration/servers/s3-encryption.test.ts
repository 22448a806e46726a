import { GetObjectCommand, PutObjectCommand, type PutObjectCommandInput } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PracticeS3, startS3 } from '../../fixtures/s3.ts';
import { refusalOf, sdkClient } from '../../fixtures/s3-client.ts';

const Key = 'telegram/a/session.txt';
let s3: PracticeS3;

beforeAll(async () => {
  s3 = await startS3();
  for (const bucket of ['plain', 'aes', 'kms']) await s3.createBucket(bucket);
  await s3.demandEncryption('aes', 'AES256');
  await s3.demandEncryption('kms', 'aws:kms');
});
afterAll(() => s3.stop());

type Headers = Partial<PutObjectCommandInput>;

function put(Bucket: string, headers: Headers = {}) {
  return sdkClient(s3).send(new PutObjectCommand({ Bucket, Key, Body: 'text', ...headers }));
}

describe('server-side encryption on the practice server', () => {
  it.each([
    ['aes', {}],
    ['aes', { ServerSideEncryption: 'aws:kms' }],
    ['kms', {}],
    ['kms', { ServerSideEncryption: 'AES256' }],
  ] as const)('is denied in bucket %s without its reason for %o', async (bucket, headers) => {
    const refused = await refusalOf(put(bucket, headers));
    expect(refused).toMatchObject({ name: 'AccessDenied', status: 403 });
    expect(refused.error.message).toBe('Access Denied');
  });

  it('is remembered with the object, and a demand survives a restart', async () => {
    await s3.restart();
    await refusalOf(put('aes'));
    await put('aes', { ServerSideEncryption: 'AES256' });
    const read = await sdkClient(s3).send(new GetObjectCommand({ Bucket: 'aes', Key }));
    expect(read.ServerSideEncryption).toBe('AES256');
    expect(await read.Body?.transformToString()).toBe('text');
  });

  it('gives an object under a key an ETag that is no MD5', async () => {
    const [plain, first, second] = [
      await put('plain'),
      await put('kms', { ServerSideEncryption: 'aws:kms' }),
      await put('kms', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'alias/practice-key' }),
    ].map(({ ETag }) => ETag);
    expect(new Set([plain, first, second]).size).toBe(3);
    for (const etag of [first, second]) expect(etag).toMatch(/^"[0-9a-f]{32}"$/);
  });

  it.each([
    ['KMS.NotFoundException', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'unknown' }],
    ['InvalidArgument', { ServerSideEncryption: 'AES256', SSEKMSKeyId: 'practice-key' }],
    ['InvalidArgument', { SSEKMSKeyId: 'practice-key' }],
    ['InvalidArgument', { ServerSideEncryption: 'rot13' as 'AES256' }],
  ] as const)('answers %s to %o', async (name, headers) => {
    expect(await refusalOf(put('plain', headers))).toMatchObject({ name, status: 400 });
  });
});

it('a public bucket is read without a signature, and nothing else is granted with it', async () => {
  await put('plain');
  const url = `${s3.endpoint}/plain/${Key}`;
  expect((await fetch(url)).status).toBe(403);
  await s3.grantEverybody({ actions: ['s3:GetObject'], bucket: 'plain', prefix: 'telegram/' });
  const read = await fetch(url);
  expect([read.status, await read.text()]).toEqual([200, 'text']);
  expect((await fetch(`${s3.endpoint}/plain?list-type=2`)).status).toBe(403);
  expect((await fetch(url, { method: 'PUT', body: 'x' })).status).toBe(403);
  expect((await fetch(`${s3.endpoint}/plain/other`)).status).toBe(403);
});
