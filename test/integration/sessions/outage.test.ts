import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { S3SessionStore } from '../../../electron/main/sessions/s3/s3-session-store.ts';
import { type FaultProxy, startFaultProxy } from '../../fixtures/fault-proxy.ts';
import { ManualClock } from '../../fixtures/manual-clock.ts';
import { NamespacesBench, temporaryDirectory } from '../../fixtures/namespaces.ts';
import { type PracticeS3, startS3 } from '../../fixtures/s3.ts';
import { storeConfig, testLimits } from '../../fixtures/session-store.ts';
import { sampleSession, sampleText } from '../../fixtures/session-strings.ts';

const bucket = 'sessions';
const names = ['first-bot', 'second-bot', 'third-bot'];
const outageMs = 200_000;
let server: PracticeS3;
let proxy: FaultProxy;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let clock: ManualClock;
let bench: NamespacesBench;

beforeAll(async () => {
  server = await startS3();
  await server.createBucket(bucket);
  proxy = await startFaultProxy(server.endpoint);
});

afterAll(async () => {
  await proxy.stop();
  await server.stop();
});

beforeEach(async () => {
  folder = await temporaryDirectory();
  clock = new ManualClock();
  const store = new S3SessionStore({ ...storeConfig(server, bucket), endpoint: proxy.endpoint }, testLimits);
  bench = await NamespacesBench.open(store, folder.path, undefined, { timers: clock, now: clock.now });
});

afterEach(async () => {
  await bench.namespaces.dispose();
  await folder.remove();
});

function sessions() {
  return bench.held.pending.list().sessions;
}

function nextRetryAt(): number {
  return Math.min(...sessions().map((session) => session.nextRetryAt ?? Number.POSITIVE_INFINITY));
}

async function tried(): Promise<void> {
  await expect.poll(() => sessions().every(({ trying }) => !trying), { timeout: 15_000 }).toBe(true);
}

it('stores every session that waits as soon as the store answers anything', async () => {
  const sinks = await Promise.all(names.map((name) => bench.begin(name, false)));
  await proxy.refuse();
  await Promise.all(
    sinks.map((sink, index) => bench.signIn(names[index] ?? '', sampleSession(index + 1), { sink })),
  );
  // Long enough that the next try by itself is minutes away.
  await clock.advance(outageMs, tried);
  expect(sessions()).toHaveLength(names.length);
  expect(nextRetryAt() - clock.now()).toBeGreaterThan(60_000);
  await proxy.accept();
  await bench.namespaces.open('another-bot');
  await expect.poll(() => bench.unsaved()).toEqual([]);
  expect(clock.waiting).toBe(0);
  for (const [index, name] of names.entries()) {
    const stored = await server.getObject(bucket, `telegram/${name}/session.txt`);
    expect(Buffer.from(stored ?? []).toString()).toBe(sampleText(index + 1));
  }
});
