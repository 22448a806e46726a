import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newSession, type Stage, untried } from '../../../../electron/main/sessions/custody/held-session.ts';
import { BenchFolder } from '../../../fixtures/bench-folder.ts';
import type { FaultyStore } from '../../../fixtures/faulty-store.ts';
import { type NamespacesBench, recordsIn, sampleAccount } from '../../../fixtures/namespaces.ts';
import { fingerprintOfText, sampleSession, sampleText } from '../../../fixtures/session-strings.ts';

const name = 'a-bot';
let folder: BenchFolder;
let store: FaultyStore;
let bench: NamespacesBench;

beforeEach(async () => {
  folder = await BenchFolder.create();
  store = folder.store;
  bench = await folder.start();
});

afterEach(() => folder.remove());

async function restart(): Promise<void> {
  bench = await folder.start();
}

async function signInUnsaved(seed = 1): Promise<void> {
  store.writeError = 'store-unavailable';
  await bench.signIn(name, sampleSession(seed));
  store.writeError = null;
}

function unprotected() {
  return bench.held.pending.list().sessions.map((session) => session.unprotected);
}

describe('a change', () => {
  it('is on the disk before it is told', async () => {
    const seen: unknown[] = [];
    const checks: Promise<void>[] = [];
    bench.held.custody.changed.add(({ session }) => {
      if (session?.stage.kind !== 'connected') return;
      checks.push(bench.onDisk().then((records) => void seen.push(...records)));
    });
    const sink = await bench.begin(name);
    await sink.accept(sampleSession(1), sampleAccount);
    await Promise.all(checks);
    expect(seen).toContainEqual({ namespace: name, stage: 'waiting', text: sampleText(1) });
  });

  it('that gives a session up is told once its record is gone', async () => {
    await signInUnsaved();
    const seen: number[] = [];
    const checks: Promise<void>[] = [];
    bench.held.custody.changed.add(({ session }) => {
      if (!session) checks.push(readdir(folder.records).then((files) => void seen.push(files.length)));
    });
    await bench.held.pending.discard(name, fingerprintOfText(sampleText(1)));
    await Promise.all(checks);
    expect(seen).toEqual([0]);
  });
});

describe('a computer that cannot keep a session', () => {
  it('says that it is in memory only, and seals it once it can', async () => {
    folder.sealer.isAvailable = false;
    await signInUnsaved();
    expect(unprotected()).toEqual([{ code: 'held-not-sealed' }]);
    expect(bench.exposed()).toEqual([name]);
    folder.sealer.isAvailable = true;
    expect(await bench.onDisk()).toEqual([]);
    await bench.namespaces.unseal();
    expect([unprotected(), bench.exposed()]).toEqual([[null], []]);
    await restart();
    expect(bench.held.pending.list().sessions).toMatchObject([{ namespace: name, readable: true }]);
  });

  it('says that the disk refused the file, and keeps the session in memory', async () => {
    await mkdir(join(folder.path, 'custody'), { recursive: true });
    await writeFile(folder.records, 'a file where the folder should be');
    await signInUnsaved();
    const refusal = { code: 'held-not-written', params: { path: folder.records } };
    expect(unprotected()).toMatchObject([refusal]);
    expect(bench.problems.list()).toMatchObject([{ error: refusal }]);
    expect(bench.unsaved()).toEqual([name]);
    await rm(folder.records);
    await bench.namespaces.save(name);
    expect([bench.unsaved(), await store.text(name)]).toEqual([[], sampleText(1)]);
  });

  it('writes it at its next try where the disk has recovered', async () => {
    await mkdir(join(folder.path, 'custody'), { recursive: true });
    await writeFile(folder.records, 'a file where the folder should be');
    await signInUnsaved();
    await rm(folder.records);
    store.writeError = 'store-unavailable';
    await bench.namespaces.save(name);
    expect([unprotected(), bench.problems.list()]).toEqual([[null], []]);
    expect(await bench.onDisk()).toMatchObject([{ text: sampleText(1) }]);
  });

  it('holds no session any more that is stored, also where its record cannot be removed', async () => {
    await signInUnsaved();
    const [file] = await readdir(folder.records);
    const path = join(folder.records, String(file));
    await rm(path);
    await mkdir(path);
    expect(await bench.namespaces.save(name)).toMatchObject({ ok: true, value: { unsaved: false } });
    expect(bench.held.custody.list()).toEqual([]);
    expect(bench.problems.list()).toMatchObject([{ error: { code: 'held-not-removed' } }]);
  });
});

describe('records that a crash left', () => {
  const waiting: Stage = { kind: 'waiting', attempt: untried };

  function plant(seed: number, since: number, stage = waiting, namespace = name) {
    const held = newSession({
      namespace,
      session: sampleSession(seed),
      account: sampleAccount,
      expectedAccountId: null,
      since,
      condition: { ifNoneMatch: '*' },
      stage,
    });
    return recordsIn(folder.path, folder.sealer).write(held);
  }

  it('of two sessions that wait under one name leave the newer one on its way', async () => {
    await plant(1, 2_000);
    await plant(2, 1_000);
    await restart();
    expect(bench.held.pending.list()).toMatchObject({
      sessions: [{ fingerprint: fingerprintOfText(sampleText(1)) }],
      leftovers: [{ kind: 'superseded', fingerprint: fingerprintOfText(sampleText(2)) }],
    });
    expect((await bench.onDisk()).map(({ stage }) => stage).toSorted()).toEqual(['superseded', 'waiting']);
    bench.namespaces.resume();
    await expect.poll(() => store.text(name)).toBe(sampleText(1));
  });

  it('of a session that was stored already are removed without writing it again', async () => {
    await plant(1, 1_000);
    await store.overwrite(name, sampleText(1));
    const before = await store.head(name);
    await restart();
    bench.namespaces.resume();
    await expect.poll(() => bench.onDisk()).toEqual([]);
    expect(await store.head(name)).toEqual(before);
  });

  it('are stored once the seal of both is opened, the newer one alone', async () => {
    await plant(1, 1_000);
    await plant(2, 2_000);
    folder.sealer.isAvailable = false;
    await restart();
    expect(bench.held.pending.list().sessions).toMatchObject([
      { fingerprint: fingerprintOfText(sampleText(2)), readable: false },
    ]);
    folder.sealer.isAvailable = true;
    await bench.namespaces.unseal();
    await expect.poll(() => store.text(name)).toBe(sampleText(2));
    await expect.poll(() => bench.onDisk()).toMatchObject([{ stage: 'superseded', text: sampleText(1) }]);
  });
});
