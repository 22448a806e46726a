import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { contactStore } from '../../../electron/main/sessions/s3/first-contact.ts';
import { S3Access } from '../../../electron/main/sessions/s3/s3-access.ts';
import { S3SessionStore } from '../../../electron/main/sessions/s3/s3-session-store.ts';
import { whileCollecting } from '../../fixtures/collections.ts';
import { type PracticeS3, startS3 } from '../../fixtures/s3.ts';
import { collect, storeConfig, succeeded, testLimits } from '../../fixtures/session-store.ts';
import { sampleText } from '../../fixtures/session-strings.ts';

const bucket = 'sessions';
const impatient = { ...testLimits, requestTimeoutMs: 800, operationTimeoutMs: 1_000, maxAttempts: 1 };
let server: PracticeS3;

beforeAll(async () => {
  server = await startS3();
  await server.createBucket(bucket, { versioned: true });
  await server.putObject(bucket, 'telegram/bot/session.txt', sampleText(1));
});

afterAll(() => server.stop());

afterEach(() => server.setHabits({}));

const timedOut = () => ({
  ok: false,
  error: { code: 'store-timeout', params: { endpoint: server.endpoint } },
});

describe('an answer whose body stalls, while the garbage collector runs,', () => {
  it('ends a listing that can be stopped', async () => {
    await server.setHabits({ stalls: 'ListObjectsV2' });
    const store = new S3SessionStore(storeConfig(server, bucket), impatient);
    const { signal } = new AbortController();
    expect(await whileCollecting(collect(store.list(signal)))).toEqual([timedOut()]);
    await server.setHabits({});
    expect((await collect(store.list(signal))).flatMap(succeeded)).toMatchObject([{ namespace: 'bot' }]);
    store.close();
  });

  it('ends a step of the doctor', async () => {
    await server.setHabits({ stalls: 'ListObjectsV2' });
    const config = storeConfig(server, bucket);
    const access = new S3Access(config, impatient);
    const { findings } = await whileCollecting(
      contactStore({ access, config }, new AbortController().signal),
    );
    expect(findings.endpoint).toEqual({ outcome: 'failed', error: timedOut().error });
    access.close();
  });

  it.each([
    ['a read', 'GetObject', (store: S3SessionStore) => store.read('bot')],
    [
      'a list of versions',
      'ListObjectVersions',
      (store: S3SessionStore) => store.versions.listVersions('bot', null),
    ],
  ])('ends %s', async (_, stalls, ask) => {
    await server.setHabits({ stalls });
    const store = new S3SessionStore(storeConfig(server, bucket), impatient);
    expect(await whileCollecting<unknown>(ask(store))).toEqual(timedOut());
    store.close();
  });
});
