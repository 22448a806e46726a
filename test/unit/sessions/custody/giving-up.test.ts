import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BenchFolder } from '../../../fixtures/bench-folder.ts';
import type { FaultyStore } from '../../../fixtures/faulty-store.ts';
import { follow, type NamespacesBench, sampleAccount } from '../../../fixtures/namespaces.ts';
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

/** The fingerprint by which the window shows a session. */
function shown(seed: number): string {
  return fingerprintOfText(sampleText(seed));
}

async function signInUnsaved(namespace: string, seed: number) {
  store.writeError = 'store-unavailable';
  const sink = await bench.signIn(namespace, sampleSession(seed));
  store.writeError = null;
  return sink;
}

/** Session 1 of the namespace is sealed on the disk, and the vault has been locked since. */
async function restartLocked(namespace: string): Promise<void> {
  await signInUnsaved(namespace, 1);
  await folder.leave();
  folder.sealer.isAvailable = false;
  bench = await folder.start();
}

async function keptAfterUnlocking(): Promise<(string | null)[]> {
  folder.sealer.isAvailable = true;
  return (await bench.onDisk()).map(({ text }) => text);
}

function discard(seed: number) {
  return bench.held.pending.discard(name, shown(seed));
}

describe('a sealed session that cannot be opened', () => {
  it('is not signed in over without a confirmation', async () => {
    await restartLocked(name);
    expect(await bench.namespaces.prepareSignIn(name, false)).toMatchObject({
      error: { code: 'namespace-unsaved' },
    });
  });

  it('is still there when another one was signed in and stored', async () => {
    await restartLocked(name);
    await bench.signIn(name, sampleSession(2));
    expect(await store.text(name)).toBe(sampleText(2));
    expect(bench.held.pending.list()).toMatchObject({
      sessions: [],
      leftovers: [{ kind: 'superseded', fingerprint: shown(1), readable: false, actions: [] }],
    });
    expect(await keptAfterUnlocking()).toEqual([sampleText(1)]);
  });

  it('is discarded where it is the one that was shown, and only there', async () => {
    await restartLocked(name);
    expect(await discard(2)).toMatchObject({ error: { code: 'conflict-changed' } });
    expect(bench.held.pending.list().sessions).toMatchObject([{ fingerprint: shown(1), readable: false }]);
    expect(await discard(1)).toEqual({ ok: true, value: null });
    expect(await keptAfterUnlocking()).toEqual([]);
  });

  it('shows its namespace as locked until it is opened or discarded, whatever the bucket lists', async () => {
    await restartLocked(name);
    bench.namespaces.resume();
    await bench.namespaces.forget(name);
    expect(await bench.listed()).toMatchObject([{ name, locked: true, unsaved: false }]);
    expect(await bench.namespaces.open(name)).toMatchObject({ value: { locked: true, state: 'missing' } });
    await discard(1);
    expect(bench.row(name)).toMatchObject({ locked: false });
  });

  it('is stored, and its namespace no longer locked, once the vault is unlocked', async () => {
    await restartLocked(name);
    bench.namespaces.resume();
    expect(bench.row(name)).toMatchObject({ locked: true });
    folder.sealer.isAvailable = true;
    await bench.namespaces.unseal();
    await expect.poll(() => bench.row(name)).toMatchObject({ locked: false, state: 'present' });
  });

  it('is no place to save another session under', async () => {
    await restartLocked('target');
    await signInUnsaved(name, 2);
    expect(await bench.namespaces.saveAs(name, shown(2), 'target')).toMatchObject({
      error: { code: 'namespace-unsaved', params: { namespace: 'target' } },
    });
    expect(await keptAfterUnlocking()).toEqual([sampleText(1)]);
  });
});

describe('giving a session up', () => {
  it('ends its wizard', async () => {
    const sink = await signInUnsaved(name, 1);
    const told = follow(sink);
    expect(await discard(1)).toEqual({ ok: true, value: null });
    expect(told).toEqual([{ kind: 'ended', error: { code: 'sign-in-discarded' } }]);
    await sink.store();
    expect([await store.text(name), bench.unsaved(), await bench.onDisk()]).toEqual([null, [], []]);
  });

  it('leaves nothing of one that could not be sealed and is sealed at that moment', async () => {
    folder.sealer.isAvailable = false;
    await signInUnsaved(name, 1);
    folder.sealer.isAvailable = true;
    await Promise.all([bench.namespaces.unseal(), discard(1)]);
    expect(await bench.onDisk()).toEqual([]);
  });

  it('does not give up the one that has come since it was asked for', async () => {
    const sink = await bench.begin(name);
    await signInUnsaved(name, 1);
    let release = () => {};
    store.gate = new Promise((resolve) => {
      release = resolve;
    });
    store.calls.length = 0;
    const saving = bench.namespaces.save(name);
    await expect.poll(() => store.calls).toContain(`write ${name}`);
    const discarding = discard(1);
    await sink.accept(sampleSession(2), sampleAccount);
    release();
    await saving;
    expect(await discarding).toMatchObject({ error: { code: 'pending-gone' } });
    expect(bench.unsaved()).toEqual([name]);
    expect(await keptAfterUnlocking()).toEqual([sampleText(2)]);
  });

  it('does not give up the one that took its place while its name was typed', async () => {
    await signInUnsaved(name, 1);
    await signInUnsaved(name, 2);
    expect(await discard(1)).toMatchObject({ error: { code: 'conflict-changed' } });
    expect((await keptAfterUnlocking()).toSorted()).toEqual([sampleText(1), sampleText(2)].toSorted());
  });

  it('is refused, and the session kept, while its record cannot be removed', async () => {
    await signInUnsaved(name, 1);
    const directory = folder.records;
    const [file] = await readdir(directory);
    const path = join(directory, String(file));
    await rm(path);
    await mkdir(path);
    expect(await discard(1)).toMatchObject({ error: { code: 'held-not-removed' } });
    expect(bench.unsaved()).toEqual([name]);
    expect(bench.held.pending.list().sessions).toMatchObject([{ namespace: name }]);
    expect(bench.problems.list()).toMatchObject([{ error: { code: 'held-not-removed' } }]);
    await rm(path, { recursive: true });
    expect(await discard(1)).toEqual({ ok: true, value: null });
    expect(bench.problems.list()).toEqual([]);
  });

  it('does not wait for ever for a store that hangs', async () => {
    await signInUnsaved(name, 1);
    store.gate = new Promise(() => {});
    void bench.namespaces.save(name);
    await expect.poll(() => store.calls.at(-1)).toBe(`write ${name}`);
    expect(await discard(1)).toEqual({ ok: true, value: null });
    expect([bench.unsaved(), await bench.onDisk()]).toEqual([[], []]);
  });
});

it('a session is not protected by the record of the one whose place it takes', async () => {
  await signInUnsaved(name, 1);
  expect(bench.exposed()).toEqual([]);
  folder.sealer.isAvailable = false;
  await signInUnsaved(name, 2);
  expect(bench.held.pending.list()).toMatchObject({
    sessions: [{ fingerprint: shown(2), unprotected: { code: 'held-not-sealed' } }],
  });
  expect(bench.exposed()).toContain(name);
});
