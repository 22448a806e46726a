import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { S3SessionStore } from '../../../electron/main/sessions/s3/s3-session-store.ts';
import { type FaultProxy, startFaultProxy } from '../../fixtures/fault-proxy.ts';
import { impatient } from '../../fixtures/faulty-path.ts';
import { NamespacesBench, temporaryDirectory } from '../../fixtures/namespaces.ts';
import { type PracticeS3, startS3 } from '../../fixtures/s3.ts';
import { storeConfig } from '../../fixtures/session-store.ts';
import { fingerprintOfText, sampleSession, sampleText } from '../../fixtures/session-strings.ts';

const name = 'wrong-name';
const target = 'right-name';
const shown = fingerprintOfText(sampleText(1));
const accessDenied = { kind: 'status', status: 403, code: 'AccessDenied' } as const;
let server: PracticeS3;
let proxy: FaultProxy;
let bucket: string;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let bench: NamespacesBench;

beforeAll(async () => {
  server = await startS3();
  proxy = await startFaultProxy(server.endpoint);
});

afterAll(async () => {
  await proxy.stop();
  await server.stop();
});

/** Session 1 is unsaved under the wrong name, which the store had refused. */
beforeEach(async () => {
  bucket = `sessions-${randomUUID()}`;
  await server.createBucket(bucket);
  folder = await temporaryDirectory();
  const store = new S3SessionStore({ ...storeConfig(server, bucket), endpoint: proxy.endpoint }, impatient);
  bench = await NamespacesBench.open(store, folder.path);
  proxy.addRule({ method: 'PUT', fault: accessDenied });
  await bench.signIn(name, sampleSession(1), { sink: await bench.begin(name, false) });
  proxy.clearRules();
});

afterEach(async () => {
  proxy.clearRules();
  await bench.namespaces.dispose();
  await folder.remove();
});

async function whereabouts() {
  const names = [name, target];
  const objects = await Promise.all(
    names.map((namespace) => server.getObject(bucket, `telegram/${namespace}/session.txt`)),
  );
  return {
    stored: names.filter((_, index) => objects[index] !== null),
    unsaved: bench.unsaved(),
  };
}

function move() {
  return bench.namespaces.saveAs(name, shown, target);
}

it('a session whose write under the other name arrives late is stored there alone', async () => {
  proxy.addRule({ method: 'PUT', path: /right-name/, fault: { kind: 'hang' } });
  expect(await move()).toMatchObject({ error: { code: 'save-as-unconfirmed' } });
  expect(await whereabouts()).toEqual({ stored: [], unsaved: [target] });
  await server.putObject(bucket, `telegram/${target}/session.txt`, sampleText(1));
  proxy.clearRules();
  await bench.held.storing.saveAll();
  expect(await whereabouts()).toEqual({ stored: [target], unsaved: [] });
});

it('a try that comes while the other name’s write hangs stores nothing under the first one', async () => {
  const rule = proxy.addRule({ method: 'PUT', path: /right-name/, times: 1, fault: { kind: 'hang' } });
  const moving = move();
  await expect.poll(() => rule.hits).toBe(1);
  const retrying = bench.held.pending.retry(name);
  expect(await moving).toMatchObject({ ok: true });
  await retrying;
  expect(await whereabouts()).toEqual({ stored: [target], unsaved: [] });
});

it('a session that the store refuses under the other name waits where it was', async () => {
  proxy.addRule({ method: 'PUT', path: /right-name/, fault: accessDenied });
  expect(await move()).toMatchObject({ error: { code: 'store-forbidden' } });
  expect(await whereabouts()).toEqual({ stored: [], unsaved: [name] });
  expect(await bench.held.pending.retry(name)).toMatchObject({ ok: true });
  expect(await whereabouts()).toEqual({ stored: [name], unsaved: [] });
});
