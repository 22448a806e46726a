import {
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Habits, type PracticeS3, startS3 } from '../../fixtures/s3.ts';
import { sdkClient } from '../../fixtures/s3-client.ts';

const Bucket = 'sessions';
let s3: PracticeS3;
let client: S3Client;

beforeAll(async () => {
  s3 = await startS3();
  await s3.createBucket(Bucket, { versioned: true });
  await s3.putObjects(
    Bucket,
    ['a', 'b', 'c'].map((name) => ({ key: `telegram/${name}/session.txt`, body: name })),
  );
  client = sdkClient(s3);
});

afterAll(async () => {
  client.destroy();
  await s3.stop();
});

afterEach(() => s3.setHabits({}));

function list(ContinuationToken?: string) {
  return client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 2, ContinuationToken }));
}

describe('a listing that lies', () => {
  test.each<[Habits['listings'], unknown[]]>([
    ['empty', [undefined, undefined, undefined]],
    ['web-page', [undefined, undefined, undefined]],
    ['no-token', [2, true, undefined]],
    ['no-end', [2, undefined, expect.any(String)]],
  ])('as %s comes through the SDK as if it were one', async (listings, told) => {
    await s3.setHabits({ listings });
    const { Contents, IsTruncated, NextContinuationToken } = await list();
    expect([Contents?.length, IsTruncated, NextContinuationToken]).toEqual(told);
  });

  test('in a circle leads back without repeating a token at once', async () => {
    await s3.setHabits({ listings: 'circular' });
    const tokens: unknown[] = [];
    let token: string | undefined;
    for (let pages = 0; pages < 6; pages += 1) {
      ({ NextContinuationToken: token } = await list(token));
      tokens.push(token);
    }
    expect(new Set(tokens).size).toBe(2);
    expect(tokens.every((each, index) => each !== tokens[index - 1])).toBe(true);
  });

  test('about versions lies in the same ways', async () => {
    await s3.setHabits({ listings: 'no-token' });
    const output = await client.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 1 }));
    expect([output.IsTruncated, output.NextKeyMarker]).toEqual([true, undefined]);
  });
});

test('a body that stalls comes half, of the named operation only', async () => {
  await s3.setHabits({ stalls: 'GetObject' });
  expect((await list()).Contents).toHaveLength(2);
  const Key = 'telegram/a/session.txt';
  await s3.putObject(Bucket, Key, 'twelve bytes');
  const { Body, ContentLength } = await client.send(new GetObjectCommand({ Bucket, Key }));
  expect(ContentLength).toBe(12);
  const stream = Body as AsyncIterable<Buffer>; // Node's SDK gives a stream of Node's.
  for await (const chunk of stream) {
    expect(chunk.toString()).toBe('twelve');
    break;
  }
});

test('habits survive a restart', async () => {
  await s3.setHabits({ listings: 'empty' });
  await s3.restart();
  expect((await list()).Name).toBeUndefined();
});
