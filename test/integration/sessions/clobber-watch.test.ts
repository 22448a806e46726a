import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { S3SessionStore } from '../../../electron/main/sessions/s3/s3-session-store.ts';
import { startFaultProxy } from '../../fixtures/fault-proxy.ts';
import { GuardedNamespaces } from '../../fixtures/guarded-namespaces.ts';
import { connectorGrants, type PracticeS3, startS3 } from '../../fixtures/s3.ts';
import { sdkClient } from '../../fixtures/s3-client.ts';
import { storeConfig, testLimits } from '../../fixtures/session-store.ts';
import { readTelethonText, sampleText, telethonText } from '../../fixtures/session-strings.ts';

const name = 'bot';
const key = 'telegram/bot/session.txt';
let server: PracticeS3;
let bucket = '';
let buckets = 0;
let bench: GuardedNamespaces;

beforeAll(async () => {
  server = await startS3();
});

afterAll(() => server.stop());

beforeEach(async () => {
  buckets += 1;
  bucket = `watched-${buckets}`;
  await server.createBucket(bucket);
  await server.putObject(bucket, key, sampleText(1));
  const credentials = await server.addPrincipal({ grants: connectorGrants(bucket) });
  bench = await GuardedNamespaces.open(
    new S3SessionStore(storeConfig(server, bucket, credentials), testLimits),
    null,
  );
  await bench.store(name, 2, await bench.openedEtag(name));
  await server.clearLog();
});

afterEach(() => bench.dispose());

async function stored(): Promise<string> {
  return Buffer.from((await server.getObject(bucket, key)) ?? []).toString('latin1');
}

async function operations(): Promise<string[]> {
  return (await server.log()).map(({ operation }) => operation ?? '');
}

function restore(): Promise<unknown> {
  const clobbered = bench.watch.view(name)?.clobbered;
  const id = bench.watch.copyIdOf(name);
  if (!clobbered || id === null) throw new Error('nothing was overwritten');
  return bench.restore(name, { id, source: 'sealed-copy' }, clobbered.etag);
}

/** One press while the object cannot be read: stores the kept copy, and only where there is nothing. */
function storeAgain(on = bench): Promise<unknown> {
  return on.restore(name, { id: on.watch.copyIdOf(name) ?? '', source: 'sealed-copy' }, null);
}

async function remove(): Promise<void> {
  const client = sdkClient(server);
  await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
  client.destroy();
}

it('begins for a session that the app had stored when it was killed', async () => {
  await server.putObject(bucket, 'telegram/killed/session.txt', sampleText(1));
  const etag = await bench.openedEtag('killed');
  await server.putObject(bucket, 'telegram/killed/session.txt', sampleText(2));
  await bench.openedEtag('killed');
  await bench.store('killed', 2, etag);
  await server.putObject(bucket, 'telegram/killed/session.txt', sampleText(1));
  await bench.watch.checkAll();
  await expect
    .poll(() => bench.clobberings)
    .toMatchObject([{ namespace: 'killed', theirs: { writer: 'another-program' } }]);
});

it('asks with one small request while nothing has changed', async () => {
  await bench.watch.checkAll();
  expect(await operations()).toEqual(['HeadObject']);
  expect(bench.watch.view(name)).toMatchObject({ clobbered: null });
});

it('notices the old connector’s save and puts the new session back over exactly that object', async () => {
  await server.putObject(bucket, key, sampleText(1));
  await bench.watch.checkAll();
  await expect
    .poll(() => bench.clobberings)
    .toMatchObject([{ namespace: name, theirs: { writer: 'another-program' } }]);
  expect(bench.namespaces.listing().namespaces).toMatchObject([{ name, overwritten: true }]);
  expect(await restore()).toMatchObject({ ok: true, value: { overwritten: false } });
  expect(await stored()).toBe(sampleText(2));
  expect(bench.watch.view(name)).toMatchObject({ clobbered: null });
});

it('takes Telethon’s own rewrite of the same key for no clobbering, and its ETag for the new one', async () => {
  const rewritten = telethonText({ ...readTelethonText(sampleText(2)), addressBytes: [149, 154, 167, 92] });
  await server.putObject(bucket, key, rewritten);
  const taken = new Promise((resolve) => bench.watch.changed.add(resolve));
  await bench.watch.checkAll();
  await taken;
  await server.clearLog();
  await bench.watch.checkAll();
  expect(await operations()).toEqual(['HeadObject']);
  expect(bench.clobberings).toEqual([]);
  expect(await stored()).toBe(rewritten);
});

it('restores nothing over a third session that came between the notice and the press', async () => {
  await server.putObject(bucket, key, sampleText(1));
  await bench.watch.checkAll();
  await expect.poll(() => bench.clobberings).toHaveLength(1);
  await server.putObject(bucket, key, sampleText(3));
  expect(await restore()).toMatchObject({ ok: false, error: { code: 'store-conflict' } });
  expect(await stored()).toBe(sampleText(3));
});

it('tells without guessing that a deleted object is hidden, and stores the session again only where nothing is', async () => {
  await remove();
  for (let look = 0; look < 2; look += 1) await bench.watch.checkAll();
  expect(bench.watch.view(name)).toMatchObject({ hiddenSince: null });
  await bench.watch.checkAll();
  expect(bench.watch.view(name)).toMatchObject({ clobbered: null, hiddenSince: expect.any(Number) });
  expect(await storeAgain()).toMatchObject({ ok: true });
  expect(await stored()).toBe(sampleText(2));
  expect(bench.watch.view(name)).toMatchObject({ clobbered: null, hiddenSince: null });
});

it('replaces nothing where another session was stored in the place of the hidden one', async () => {
  await remove();
  for (let look = 0; look < 3; look += 1) await bench.watch.checkAll();
  await server.putObject(bucket, key, sampleText(3));
  expect(await storeAgain()).toMatchObject({ ok: false, error: { code: 'store-conflict' } });
  expect(await stored()).toBe(sampleText(3));
});

it('replaces nothing where the hidden session is still there and reading was forbidden', async () => {
  const proxy = await startFaultProxy(server.endpoint);
  const config = { ...storeConfig(server, bucket), endpoint: proxy.endpoint };
  const forbidden = await GuardedNamespaces.open(new S3SessionStore(config, testLimits), null);
  await forbidden.store(name, 3, await forbidden.openedEtag(name));
  for (const method of ['GET', 'HEAD'])
    proxy.addRule({ method, fault: { kind: 'status', status: 403, code: 'AccessDenied' } });
  for (let look = 0; look < 3; look += 1) await forbidden.watch.checkAll();
  expect(forbidden.watch.view(name)?.hiddenSince).not.toBeNull();
  expect(await storeAgain(forbidden)).toMatchObject({
    ok: false,
    error: { code: 'store-object-unreadable' },
  });
  expect(await stored()).toBe(sampleText(3));
  await forbidden.dispose();
  await proxy.stop();
});

it('notices at once when somebody reads the namespace again', async () => {
  await server.putObject(bucket, key, sampleText(1));
  expect(await bench.namespaces.open(name)).toMatchObject({
    ok: true,
    value: { overwritten: true, watch: { clobbered: { side: { damage: null } } } },
  });
});

it('keeps the new session’s copy however many others come, until the operator lets go', async () => {
  await server.putObject(bucket, key, sampleText(1));
  await bench.watch.checkAll();
  const id = bench.watch.copyIdOf(name) ?? '';
  const line = { source: 'sealed-copy', id } as const;
  expect(await bench.history.session(name, line)).toMatchObject({ ok: true });
  await bench.watch.stop(name);
  expect(bench.watch.copyIdOf(name)).toBeNull();
});
