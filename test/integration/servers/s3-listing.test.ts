import {
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PracticeS3, startS3 } from '../../fixtures/s3.ts';
import { refusalOf, sdkClient } from '../../fixtures/s3-client.ts';

const Bucket = 'sessions';
let s3: PracticeS3;

beforeAll(async () => {
  s3 = await startS3();
});
afterAll(() => s3.stop());

function list(bucket: string, input: Omit<ListObjectsV2CommandInput, 'Bucket'> = {}) {
  return sdkClient(s3).send(new ListObjectsV2Command({ Bucket: bucket, ...input }));
}

describe('with 2,500 namespaces', () => {
  const names = Array.from({ length: 2500 }, (_, index) => `telegram/bot-${String(index).padStart(4, '0')}/`);

  beforeAll(async () => {
    await s3.createBucket(Bucket);
    const keys = [
      ...names.flatMap((name) => [`${name}session.txt`, `${name}notes.txt`]),
      'other/x',
      'telegram',
    ];
    await s3.putObjects(
      Bucket,
      keys.map((key) => ({ key, body: key })),
    );
  });

  test('a paged listing gives every key once, in order', async () => {
    const keys: string[] = [];
    const sizes: number[] = [];
    for await (const page of paginateListObjectsV2(
      { client: sdkClient(s3) },
      { Bucket, Prefix: 'telegram/' },
    )) {
      keys.push(...(page.Contents ?? []).map(({ Key = '' }) => Key));
      sizes.push(page.KeyCount ?? 0);
    }
    expect(sizes).toEqual([1000, 1000, 1000, 1000, 1000]);
    expect(keys).toEqual(names.flatMap((name) => [`${name}notes.txt`, `${name}session.txt`]));
  });

  test('a paged listing with a delimiter gives every common prefix once', async () => {
    const prefixes: string[] = [];
    const query = { Bucket, Prefix: 'telegram/', Delimiter: '/' };
    for await (const page of paginateListObjectsV2({ client: sdkClient(s3), pageSize: 999 }, query)) {
      prefixes.push(...(page.CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix));
      expect(page.Contents ?? []).toEqual([]);
    }
    expect(prefixes).toEqual(names);
  });

  test('a page of exactly the last entries is not truncated', async () => {
    const page = await list(Bucket, { Prefix: 'telegram/bot-24', MaxKeys: 200 });
    expect(page).toMatchObject({ KeyCount: 200, IsTruncated: false, MaxKeys: 200 });
    expect(page.NextContinuationToken).toBeUndefined();
  });

  test('start-after skips up to and including its key', async () => {
    const page = await list(Bucket, { StartAfter: 'telegram/bot-2499/notes.txt' });
    expect(page.Contents?.map(({ Key }) => Key)).toEqual(['telegram/bot-2499/session.txt']);
  });

  test('keys and common prefixes share a page in one order', async () => {
    const page = await list(Bucket, { Delimiter: '/' });
    expect(page.Contents?.map(({ Key }) => Key)).toEqual(['telegram']);
    expect(page.CommonPrefixes?.map(({ Prefix }) => Prefix)).toEqual(['other/', 'telegram/']);
    expect(page.KeyCount).toBe(3);
  });

  test('an entry carries size, ETag and time', async () => {
    const page = await list(Bucket, { Prefix: 'other/' });
    expect(page.Contents?.[0]).toMatchObject({
      Key: 'other/x',
      Size: 7,
      ETag: '"63c9dca8ff0312e49646e70a49f417ec"',
    });
  });

  test('a token that is not ours and a size that is no number are refused', async () => {
    const forged = list(Bucket, { ContinuationToken: 'forged' });
    expect(await refusalOf(forged)).toMatchObject({ name: 'InvalidArgument', status: 400 });
    expect(await refusalOf(list(Bucket, { MaxKeys: -1 }))).toMatchObject({ name: 'InvalidArgument' });
  });

  test('max-keys of 0 gives an empty page that ends the listing', async () => {
    expect(await list(Bucket, { MaxKeys: 0 })).toMatchObject({ KeyCount: 0, IsTruncated: false });
  });
});

describe('with odd keys', () => {
  const odd = ['\u{1F600}', '\uFFFD', 'a b+c', 'ä', 'z', 'Z', '<&>"', 'new\nline', 'tilde~*'];

  beforeAll(async () => {
    await s3.createBucket('odd');
    await s3.putObjects(
      'odd',
      odd.map((key) => ({ key, body: '' })),
    );
  });

  test('the order is that of the UTF-8 bytes', async () => {
    const keys = (await list('odd')).Contents?.map(({ Key }) => Key);
    const expected = [...odd].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect(keys).toEqual(expected);
    expect(await s3.listKeys('odd')).toEqual(expected);
  });

  test('encoding-type=url encodes keys as a form does', async () => {
    const page = await list('odd', { EncodingType: 'url' });
    const keys = page.Contents?.map(({ Key = '' }) => Key) ?? [];
    expect(page.EncodingType).toBe('url');
    expect(keys).toContain('a+b%2Bc');
    expect(keys).toContain('new%0Aline');
    expect(keys.map((key) => decodeURIComponent(key.replaceAll('+', ' '))).sort()).toEqual([...odd].sort());
  });

  test('paging by one crosses from the basic plane to emoji', async () => {
    const keys: (string | undefined)[] = [];
    for await (const page of paginateListObjectsV2(
      { client: sdkClient(s3), pageSize: 1 },
      { Bucket: 'odd' },
    )) {
      keys.push(...(page.Contents ?? []).map(({ Key }) => Key));
    }
    expect(keys).toHaveLength(odd.length);
    expect(keys.slice(-2)).toEqual(['\uFFFD', '\u{1F600}']);
  });
});
