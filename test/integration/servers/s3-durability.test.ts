import { createHash } from 'node:crypto';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type PracticeS3, startS3 } from '../../fixtures/s3.ts';
import { sdkClient } from '../../fixtures/s3-client.ts';

const Bucket = 'sessions';
let s3: PracticeS3;

beforeAll(async () => {
  s3 = await startS3();
  await s3.createBucket(Bucket);
});
afterAll(() => s3.stop());

class Writer {
  acknowledged = 0;
  #last = '';
  #underWay = '';

  constructor(readonly key: string) {}

  /** One write after the other, of changing size, until the server is gone. */
  async run(): Promise<void> {
    const client = sdkClient(s3);
    for (;;) {
      this.#underWay = `${this.key} ${this.acknowledged} ${'x'.repeat((this.acknowledged % 7) * 20_000)}`;
      const command = new PutObjectCommand({ Bucket, Key: this.key, Body: this.#underWay });
      const outcome = await client.send(command).catch(() => undefined);
      if (outcome === undefined) return;
      this.#last = this.#underWay;
      this.acknowledged += 1;
    }
  }

  /** The write that was under way may have been stored although nobody heard of it. */
  get possible(): readonly string[] {
    return [this.#last, this.#underWay];
  }
}

test.each([1, 2, 3])(
  'kill -9 amid writes loses nothing acknowledged and tears nothing (%i)',
  async (round) => {
    const writers = ['a', 'b', 'c', 'd'].map((name) => new Writer(`round-${round}/${name}`));
    const running = writers.map((writer) => writer.run());
    await vi.waitFor(
      () => expect(Math.min(...writers.map(({ acknowledged }) => acknowledged))).toBeGreaterThan(9),
      {
        timeout: 20_000,
      },
    );
    await s3.kill9();
    await Promise.all(running);
    await s3.restart();
    for (const { key, possible } of writers) {
      const got = await sdkClient(s3).send(new GetObjectCommand({ Bucket, Key: key }));
      const text = (await got.Body?.transformToString()) ?? '';
      // Not toContain: its message would print 100 KB.
      expect(possible.includes(text)).toBe(true);
      expect(got.ETag).toBe(`"${createHash('md5').update(text).digest('hex')}"`);
    }
  },
);

test('a restart keeps the endpoint, the objects with all their headers, and the order of a listing', async () => {
  const { endpoint } = s3;
  const client = sdkClient(s3);
  const headers = { ContentType: 'text/plain', Metadata: { sha256: 'abc' }, CacheControl: 'no-store' };
  const put = new PutObjectCommand({ Bucket, Key: 'kept', Body: 'kept ✓', ...headers });
  const { ETag } = await client.send(put);
  const keys = await s3.listKeys(Bucket);
  await s3.restart();
  expect(s3.endpoint).toBe(endpoint);
  const got = await client.send(new GetObjectCommand({ Bucket, Key: 'kept' }));
  expect(await got.Body?.transformToString()).toBe('kept ✓');
  expect(got).toMatchObject({ ETag, ...headers });
  const listed = await client.send(new ListObjectsV2Command({ Bucket }));
  expect(listed.Contents?.map(({ Key }) => Key)).toEqual(keys);
});
