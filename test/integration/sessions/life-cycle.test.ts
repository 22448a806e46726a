import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { S3SessionStore } from '../../../electron/main/sessions/s3/s3-session-store.ts';
import { NamespacesBench, temporaryDirectory } from '../../fixtures/namespaces.ts';
import { connectorGrants, type PracticeS3, startS3 } from '../../fixtures/s3.ts';
import { storeConfig, testLimits } from '../../fixtures/session-store.ts';
import { gramjsText, readTelethonText, sampleText, throwawayKey } from '../../fixtures/session-strings.ts';

const session = { dcId: 2, address: '149.154.167.51', port: 443, authKey: throwawayKey };
let server: PracticeS3;
let bucket = '';
let buckets = 0;
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let bench: NamespacesBench;

beforeAll(async () => {
  server = await startS3();
});

afterAll(() => server.stop());

beforeEach(async () => {
  buckets += 1;
  bucket = `sessions-${buckets}`;
  await server.createBucket(bucket);
  directory = await temporaryDirectory();
  await openAs(server.rootCredentials);
});

afterEach(async () => {
  await bench.namespaces.dispose();
  await directory.remove();
});

async function openAs(credentials: { accessKeyId: string; secretAccessKey: string }): Promise<void> {
  const store = new S3SessionStore(storeConfig(server, bucket, credentials), testLimits);
  bench = await NamespacesBench.open(store, directory.path);
}

async function signIn(name: string, replaceExisting: boolean): Promise<void> {
  await bench.signIn(name, session, { sink: await bench.begin(name, replaceExisting) });
}

async function storedText(name: string): Promise<string> {
  const bytes = await server.getObject(bucket, `telegram/${name}/session.txt`);
  return Buffer.from(bytes ?? []).toString('latin1');
}

describe('signing in, with a real S3 server', () => {
  it('stores the session of a new namespace in Telethon’s form', async () => {
    await bench.namespaces.create('new-bot');
    await signIn('new-bot', false);
    expect(bench.unsaved()).toEqual([]);
    expect(readTelethonText(await storedText('new-bot'))).toEqual({
      dcId: 2,
      addressBytes: [149, 154, 167, 51],
      port: 443,
      authKey: throwawayKey,
    });
  });

  it('replaces an expired session and nothing else', async () => {
    await server.putObject(bucket, 'telegram/old-bot/session.txt', sampleText(1));
    await server.putObject(bucket, 'telegram/other/session.txt', sampleText(2));
    bench.prober.says({ kind: 'unauthorized', reason: 'session-unregistered' });
    expect(await bench.namespaces.checkNow('old-bot')).toMatchObject({
      ok: true,
      value: { verdict: { kind: 'unauthorized' } },
    });
    await signIn('old-bot', true);
    expect(readTelethonText(await storedText('old-bot')).authKey).toEqual(throwawayKey);
    expect(await storedText('other')).toBe(sampleText(2));
  });

  it('works with the connector’s own permissions, without listing', async () => {
    await openAs(await server.addPrincipal({ grants: connectorGrants(bucket) }));
    await bench.listed();
    expect(bench.namespaces.listing().listing).toEqual({ kind: 'not-permitted' });
    expect(await bench.namespaces.create('new-bot')).toMatchObject({
      ok: true,
      value: { state: 'missing-or-forbidden' },
    });
    await signIn('new-bot', false);
    expect(bench.unsaved()).toEqual([]);
    expect(readTelethonText(await storedText('new-bot')).authKey).toEqual(throwawayKey);
  });

  it('does not overwrite what the connector stored while somebody was signing in', async () => {
    await server.putObject(bucket, 'telegram/a-bot/session.txt', sampleText(1));
    const sink = await bench.begin('a-bot');
    await server.putObject(bucket, 'telegram/a-bot/session.txt', sampleText(2));
    await bench.signIn('a-bot', session, { sink });
    expect(bench.held.pending.list().sessions).toMatchObject([
      { namespace: 'a-bot', error: { code: 'store-conflict' } },
    ]);
    expect(await storedText('a-bot')).toBe(sampleText(2));
  });

  it('keeps a session through an outage and stores it afterwards', async () => {
    const sink = await bench.begin('a-bot', false);
    await server.kill9();
    await bench.signIn('a-bot', session, { sink });
    expect(bench.held.pending.list().sessions).toMatchObject([
      { namespace: 'a-bot', error: { code: 'store-unreachable' } },
    ]);
    expect(await bench.namespaces.open('a-bot')).toMatchObject({
      ok: true,
      value: { state: 'unreachable', unsaved: true },
    });
    await server.restart();
    await bench.held.storing.saveAll();
    expect(bench.unsaved()).toEqual([]);
    expect(readTelethonText(await storedText('a-bot')).authKey).toEqual(throwawayKey);
  });
});

describe('browsing, with a real S3 server', () => {
  it('shows 2,500 namespaces as their pages arrive', async () => {
    const objects = Array.from({ length: 2_500 }, (_, index) => ({
      key: `telegram/bot-${index}/session.txt`,
      body: sampleText(1 + (index % 250)),
    }));
    await server.putObjects(bucket, objects);
    await bench.listed();
    await expect.poll(() => bench.followed().size).toBe(2_500);
    expect(bench.namespaces.listing().listing).toEqual({ kind: 'complete', count: 2_500 });
  });

  it('repairs a poisoned session where it lies', async () => {
    const poisoned = gramjsText(4, '149.154.167.91', 443, throwawayKey);
    await server.putObject(bucket, 'telegram/poisoned/session.txt', poisoned);
    expect(await bench.namespaces.open('poisoned')).toMatchObject({
      ok: true,
      value: { state: 'damaged', damage: 'poisoned' },
    });
    expect(await bench.namespaces.repair('poisoned')).toMatchObject({
      ok: true,
      value: { state: 'present' },
    });
    expect(readTelethonText(await storedText('poisoned'))).toMatchObject({ dcId: 4, authKey: throwawayKey });
  });

  it.each([
    ['2 MB', Buffer.alloc(2 * 1024 * 1024, 0x41), 'too-large'],
    ['binary garbage', Buffer.from([0xff, 0x00, 0x80]), 'not-text'],
  ])('shows %s as damaged and leaves it alone', async (_, bytes, damage) => {
    await server.putObject(bucket, 'telegram/broken/session.txt', bytes);
    expect(await bench.namespaces.open('broken')).toMatchObject({
      ok: true,
      value: { state: 'damaged', damage },
    });
    expect(await bench.namespaces.prepareSignIn('broken', false)).toMatchObject({
      ok: false,
      error: { code: 'namespace-occupied' },
    });
    const stored = await server.getObject(bucket, 'telegram/broken/session.txt');
    expect(stored && bytes.equals(stored)).toBe(true);
  });
});
