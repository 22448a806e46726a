import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { S3SessionStore } from '../../../electron/main/sessions/s3/s3-session-store.ts';
import { ManualClock } from '../../fixtures/manual-clock.ts';
import { NamespacesBench, sampleAccount, temporaryDirectory } from '../../fixtures/namespaces.ts';
import { connectorGrants, type PracticeS3, startS3 } from '../../fixtures/s3.ts';
import { MemorySealer } from '../../fixtures/sealer.ts';
import { storeConfig, testLimits } from '../../fixtures/session-store.ts';
import {
  readTelethonText,
  sampleText,
  throwawayFingerprint,
  throwawayKey,
} from '../../fixtures/session-strings.ts';

const session = { dcId: 2, address: '149.154.167.51', port: 443, authKey: throwawayKey };
const name = 'a-bot';
const key = `telegram/${name}/session.txt`;
let server: PracticeS3;
let bucket: string;
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let clock: ManualClock;
let sealer: MemorySealer;
const started: NamespacesBench[] = [];

beforeAll(async () => {
  server = await startS3();
});
afterAll(() => server.stop());
beforeEach(async () => {
  bucket = `sessions-${randomUUID()}`;
  await server.createBucket(bucket);
  directory = await temporaryDirectory();
  clock = new ManualClock();
  sealer = new MemorySealer();
});
afterEach(async () => {
  for (const { namespaces } of started.splice(0)) await namespaces.dispose();
  await directory.remove();
});

/** A start of the app: what an earlier one left on the disk is all it knows. */
async function start(credentials = server.rootCredentials): Promise<NamespacesBench> {
  const store = new S3SessionStore(storeConfig(server, bucket, credentials), testLimits);
  const bench = await NamespacesBench.open(store, directory.path, sealer, { timers: clock, now: clock.now });
  started.push(bench);
  return bench;
}

/** Signs in and dies before anything is stored. */
async function dieAfterSignIn(replaceExisting = false, credentials = server.rootCredentials): Promise<void> {
  const bench = await start(credentials);
  const sink = await bench.begin(name, replaceExisting);
  await sink.accept(session, sampleAccount);
}

async function storedKey(): Promise<Buffer | null> {
  const bytes = await server.getObject(bucket, key);
  return bytes && readTelethonText(Buffer.from(bytes).toString('latin1')).authKey;
}

describe('after a restart, with a real S3 server', () => {
  it('stores what was accepted by Telegram and nothing more, and remembers whose it is', async () => {
    await dieAfterSignIn();
    const bench = await start();
    bench.namespaces.resume();
    expect(bench.unsaved()).toEqual([name]);
    await expect.poll(() => bench.held.pending.list().sessions).toEqual([]);
    expect(await storedKey()).toEqual(throwawayKey);
    const row = { name, account: sampleAccount.info, verdict: { kind: 'authorized' } };
    await expect.poll(() => bench.namespaces.listing().namespaces).toMatchObject([row]);
    expect((await start()).held.pending.list().sessions).toEqual([]);
  });

  it('finds that the store has it already, and leaves the object as it is', async () => {
    await dieAfterSignIn();
    const text = encodeOwn();
    await server.putObject(bucket, key, text);
    const bench = await start();
    bench.namespaces.resume();
    await expect.poll(() => bench.unsaved()).toEqual([]);
    expect(Buffer.from((await server.getObject(bucket, key)) ?? []).toString()).toBe(text);
    expect((await start()).held.pending.list().sessions).toEqual([]);
  });

  it('replaces the session that the operator wanted to replace', async () => {
    await server.putObject(bucket, key, sampleText(1));
    await dieAfterSignIn(true);
    const bench = await start();
    bench.namespaces.resume();
    await expect.poll(storedKey).toEqual(throwawayKey);
  });

  it('leaves alone what somebody else stored meanwhile, and waits for a decision', async () => {
    await server.putObject(bucket, key, sampleText(1));
    await dieAfterSignIn(true);
    await server.putObject(bucket, key, sampleText(2));
    const bench = await start();
    bench.namespaces.resume();
    await expect
      .poll(() => bench.held.pending.list().sessions)
      .toMatchObject([{ namespace: name, error: { code: 'store-conflict' }, nextRetryAt: null }]);
    expect(clock.waiting).toBe(0);
    expect(Buffer.from((await server.getObject(bucket, key)) ?? []).toString()).toBe(sampleText(2));
    expect((await start()).held.pending.list()).toMatchObject({ leftovers: [] });
    expect(await bench.namespaces.open(name)).toMatchObject({ value: { unsaved: true, conflicted: true } });
  });

  it('works with the connector’s own permissions', async () => {
    const connector = await server.addPrincipal({ grants: connectorGrants(bucket) });
    await dieAfterSignIn(false, connector);
    const bench = await start(connector);
    bench.namespaces.resume();
    await expect.poll(storedKey).toEqual(throwawayKey);
  });

  it('goes on trying while the store is down, less and less often, and stores it when it is back', async () => {
    await dieAfterSignIn();
    await server.kill9();
    const bench = await start();
    bench.namespaces.resume();
    const nextRetryAt = () => bench.held.pending.list().sessions[0]?.nextRetryAt ?? null;
    const delays: number[] = [];
    for (let failures = 1; failures <= 3; failures += 1) {
      await expect.poll(nextRetryAt, { timeout: 15_000 }).toBeGreaterThan(clock.now());
      const delayMs = (nextRetryAt() ?? 0) - clock.now();
      delays.push(delayMs);
      await clock.advance(delayMs, async () => {});
    }
    await expect.poll(nextRetryAt, { timeout: 15_000 }).toBeGreaterThan(clock.now());
    expect(delays).toEqual(delays.toSorted((a, b) => a - b));
    expect(new Set(delays).size).toBe(3);
    expect(bench.held.pending.list().sessions).toMatchObject([{ error: { code: 'store-unreachable' } }]);
    await server.restart();
    expect(await bench.held.pending.retry(name)).toEqual({ ok: true, value: null });
    expect(clock.waiting).toBe(0);
    expect(await storedKey()).toEqual(throwawayKey);
  });
});

describe('what an operator can do with a session that is not stored', () => {
  async function waitingAfterConflict() {
    await dieAfterSignIn();
    await server.putObject(bucket, key, sampleText(2));
    const bench = await start();
    bench.namespaces.resume();
    await expect.poll(() => bench.held.pending.list().sessions[0]?.error?.code).toBe('store-conflict');
    return bench;
  }

  it('saves it under another name, where nothing may be', async () => {
    const bench = await waitingAfterConflict();
    await server.putObject(bucket, 'telegram/taken/session.txt', sampleText(3));
    expect(await bench.namespaces.saveAs(name, throwawayFingerprint, 'taken')).toMatchObject({ ok: false });
    expect(bench.unsaved()).toEqual([name]);
    expect(await bench.namespaces.saveAs(name, throwawayFingerprint, 'free')).toMatchObject({ ok: true });
    const bytes = await server.getObject(bucket, 'telegram/free/session.txt');
    expect(readTelethonText(Buffer.from(bytes ?? []).toString()).authKey).toEqual(throwawayKey);
    expect(bench.held.pending.list().sessions).toEqual([]);
    expect((await start()).held.pending.list().sessions).toEqual([]);
  });

  it('discards it when the operator says so', async () => {
    const bench = await waitingAfterConflict();
    expect(await bench.held.pending.discard(name, throwawayFingerprint)).toEqual({
      ok: true,
      value: null,
    });
    expect(bench.unsaved()).toEqual([]);
    const later = await start();
    later.namespaces.resume();
    expect(later.held.pending.list().sessions).toEqual([]);
  });

  it('exports exactly the text that would be stored', async () => {
    const bench = await waitingAfterConflict();
    expect(bench.held.pending.textOf(name, throwawayFingerprint)).toEqual({ ok: true, value: encodeOwn() });
    expect(bench.held.pending.textOf('nobody', throwawayFingerprint)).toMatchObject({
      error: { code: 'pending-gone' },
    });
  });

  it('is shown one whose seal cannot be opened, which is kept and tried once it can', async () => {
    await dieAfterSignIn();
    sealer.isAvailable = false;
    const bench = await start();
    bench.namespaces.resume();
    expect(bench.held.pending.list().sessions).toMatchObject([{ namespace: name, readable: false }]);
    expect(await bench.held.pending.retry(name)).toMatchObject({ error: { code: 'pending-unreadable' } });
    expect(bench.held.pending.textOf(name, throwawayFingerprint)).toMatchObject({
      error: { code: 'pending-unreadable' },
    });
    sealer.isAvailable = true;
    await bench.namespaces.unseal();
    await expect.poll(storedKey).toEqual(throwawayKey);
  });
});

/** As Telethon writes the session above. */
function encodeOwn(): string {
  const bytes = Buffer.from([2, 149, 154, 167, 51, 1, 187, ...throwawayKey]);
  return `1${bytes.toString('base64url')}`.padEnd(353, '=');
}
