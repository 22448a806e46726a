import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { S3SessionStore } from '../../../electron/main/sessions/s3/s3-session-store.ts';
import { GuardedNamespaces } from '../../fixtures/guarded-namespaces.ts';
import { connectorGrants, type PracticeS3, startS3 } from '../../fixtures/s3.ts';
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
  const line = { id, source: 'sealed-copy', side: clobbered.side, isCurrent: false, folded: 1 } as const;
  return bench.restore(name, line.side ? { ...line, side: line.side } : undefined, clobbered.etag);
}

it('begins for a session that the app had stored when it was killed', async () => {
  await server.putObject(bucket, 'telegram/killed/session.txt', sampleText(1));
  const etag = await bench.openedEtag('killed');
  await server.putObject(bucket, 'telegram/killed/session.txt', sampleText(2));
  await bench.openedEtag('killed');
  await bench.store('killed', 2, etag);
  await server.putObject(bucket, 'telegram/killed/session.txt', sampleText(1));
  await bench.watch.checkAll();
  expect(bench.clobberings).toMatchObject([{ namespace: 'killed', theirs: { writer: 'another-program' } }]);
});

it('asks with one small request while nothing has changed', async () => {
  await bench.watch.checkAll();
  expect(await operations()).toEqual(['HeadObject']);
  expect(bench.watch.view(name)).toMatchObject({ clobbered: null });
});

it('notices the old connector’s save and puts the new session back over exactly that object', async () => {
  await server.putObject(bucket, key, sampleText(1));
  await bench.watch.checkAll();
  expect(bench.clobberings).toMatchObject([{ namespace: name, theirs: { writer: 'another-program' } }]);
  expect(bench.namespaces.listing().namespaces).toMatchObject([{ name, overwritten: true }]);
  expect(await restore()).toMatchObject({ ok: true, value: { overwritten: false } });
  expect(await stored()).toBe(sampleText(2));
  expect(bench.watch.view(name)).toMatchObject({ clobbered: null });
});

it('takes Telethon’s own rewrite of the same key for no clobbering, and its ETag for the new one', async () => {
  const rewritten = telethonText({ ...readTelethonText(sampleText(2)), addressBytes: [149, 154, 167, 92] });
  await server.putObject(bucket, key, rewritten);
  await bench.watch.checkAll();
  await server.clearLog();
  await bench.watch.checkAll();
  expect(await operations()).toEqual(['HeadObject']);
  expect(bench.clobberings).toEqual([]);
  expect(await stored()).toBe(rewritten);
});

it('restores nothing over a third session that came between the notice and the press', async () => {
  await server.putObject(bucket, key, sampleText(1));
  await bench.watch.checkAll();
  await server.putObject(bucket, key, sampleText(3));
  expect(await restore()).toMatchObject({ ok: false, error: { code: 'store-conflict' } });
  expect(await stored()).toBe(sampleText(3));
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
