import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SealedJournal } from '../../../../electron/main/sessions/journal/sealed-journal.ts';
import { FaultyStore } from '../../../fixtures/faulty-store.ts';
import { NamespacesBench, sampleAccount, temporaryDirectory } from '../../../fixtures/namespaces.ts';
import { MemorySealer } from '../../../fixtures/sealer.ts';
import { fingerprintOfText, sampleSession, sampleText } from '../../../fixtures/session-strings.ts';
import { silentLogger } from '../../../fixtures/silent-logger.ts';

const name = 'wrong-name';
const target = 'right-name';
const shown = fingerprintOfText(sampleText(1));
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let sealer: MemorySealer;
let store: FaultyStore;
let bench: NamespacesBench;

/** Session 1 is unsaved under the wrong name, and the store would take it now. */
beforeEach(async () => {
  folder = await temporaryDirectory();
  sealer = new MemorySealer();
  store = new FaultyStore();
  bench = await start();
  await bench.namespaces.prepareSignIn(name, false);
  store.writeError = 'store-unavailable';
  await bench.namespaces.storeSignedIn(name, sampleSession(1), sampleAccount);
  store.writeError = null;
  store.calls.length = 0;
});

afterEach(async () => {
  await bench.namespaces.dispose();
  await folder.remove();
});

function openJournal(): Promise<SealedJournal> {
  const directory = join(folder.path, 'journal');
  return SealedJournal.open({ directory, profileId: 'p', sealer, logger: silentLogger, now: Date.now });
}

async function start(): Promise<NamespacesBench> {
  return NamespacesBench.open(store, folder.path, sealer, { journal: await openJournal() });
}

function move() {
  return bench.namespaces.saveAs(name, shown, target);
}

/** Where the session is now: stored, unsaved in this run, and sealed for the next one. */
async function whereabouts() {
  const names = [name, target];
  const texts = await Promise.all(names.map((namespace) => store.text(namespace)));
  return {
    stored: names.filter((_, index) => texts[index] === sampleText(1)),
    unsaved: bench.namespaces.unsavedNamespaces(),
    sealed: (await openJournal()).entries().map(({ namespace }) => namespace),
  };
}

/** Reads and writes wait until the returned function is called. */
function hold(): () => void {
  let release = () => {};
  store.gate = new Promise((resolve) => {
    release = resolve;
  });
  return release;
}

describe('a session that is being stored under another name', () => {
  it('is not stored under its own by a try that comes meanwhile', async () => {
    const release = hold();
    const moving = move();
    await expect.poll(() => store.calls).toContain(`read ${target}`);
    const retrying = bench.namespaces.save(name);
    release();
    expect(await moving).toMatchObject({ ok: true });
    expect(await retrying).toMatchObject({ ok: true });
    expect(await whereabouts()).toEqual({ stored: [target], unsaved: [], sealed: [] });
  });

  it('is not moved any more once a try that was under way has stored it', async () => {
    const release = hold();
    const retrying = bench.namespaces.save(name);
    await expect.poll(() => store.calls).toContain(`write ${name}`);
    const moving = move();
    release();
    expect(await retrying).toMatchObject({ ok: true });
    expect(await moving).toMatchObject({ error: { code: 'conflict-changed' } });
    expect(await whereabouts()).toEqual({ stored: [name], unsaved: [], sealed: [] });
  });

  it('is sealed in one place alone before anything is written there, and counts as sealed', async () => {
    const seen: unknown[] = [];
    store.afterWrite = async () => {
      seen.push((await whereabouts()).sealed, bench.exposed());
    };
    expect(await move()).toMatchObject({ ok: true });
    expect(seen).toEqual([[target], []]);
  });
});

describe('a session that the store did not take under the other name', () => {
  it('waits there alone where the write may have arrived, and is stored there in the end', async () => {
    store.writeError = 'store-timeout';
    expect(await move()).toMatchObject({
      error: { code: 'save-as-unconfirmed', params: { namespace: target } },
    });
    expect(await whereabouts()).toEqual({ stored: [], unsaved: [target], sealed: [target] });
    expect(bench.namespaces.pending.list().sessions).toMatchObject([
      { namespace: target, error: { code: 'store-timeout' } },
    ]);
    // The first write arrives late.
    await store.overwrite(target, sampleText(1));
    store.writeError = null;
    expect(await bench.namespaces.pending.retry(target)).toEqual({ ok: true, value: null });
    expect(await whereabouts()).toEqual({ stored: [target], unsaved: [], sealed: [] });
  });

  it('waits there where it was written and cannot be read back', async () => {
    store.afterWrite = async () => {
      store.readError = 'store-token-expired';
    };
    expect(await move()).toMatchObject({ error: { code: 'save-as-unconfirmed' } });
    expect(await whereabouts()).toEqual({ stored: [target], unsaved: [target], sealed: [target] });
  });

  it('stays where it was where the store has refused it', async () => {
    store.writeError = 'store-forbidden';
    expect(await move()).toMatchObject({ error: { code: 'store-forbidden' } });
    expect(await whereabouts()).toEqual({ stored: [], unsaved: [name], sealed: [name] });
  });

  it('stays where it was where somebody else was quicker', async () => {
    const release = hold();
    const moving = move();
    await expect.poll(() => store.calls).toContain(`read ${target}`);
    const write = store.inner.write.bind(store.inner);
    store.inner.write = async (namespace, text, condition) => {
      store.inner.write = write;
      await store.overwrite(namespace, sampleText(5));
      return write(namespace, text, condition);
    };
    release();
    expect(await moving).toMatchObject({ error: { code: 'target-occupied' } });
    expect(await whereabouts()).toEqual({ stored: [], unsaved: [name], sealed: [name] });
  });
});

it('a session whose sign-in is still connected is not stored under another name', async () => {
  const { namespaces } = bench;
  await namespaces.prepareSignIn(name, true);
  await namespaces.signIns.secure(name, sampleSession(2), sampleAccount);
  const moved = await namespaces.saveAs(name, fingerprintOfText(sampleText(2)), target);
  expect(moved).toMatchObject({ error: { code: 'attempt-open', params: { namespace: name } } });
  expect(await store.text(target)).toBeNull();
  expect(await whereabouts()).toEqual({ stored: [], unsaved: [name], sealed: [name] });
});

it('a session whose sealed copy cannot be removed is not written under the other name', async () => {
  const directory = join(folder.path, 'journal');
  const [file] = await readdir(directory);
  const path = join(directory, String(file));
  await rm(path);
  await mkdir(path);
  expect(await move()).toMatchObject({ error: { code: 'journal-not-removed' } });
  expect(bench.namespaces.unsavedNamespaces()).toEqual([name]);
  expect(await store.text(target)).toBeNull();
});

it('a session that was sealed under both names when the app ended goes on under the other one alone', async () => {
  await bench.namespaces.dispose();
  const journal = await openJournal();
  const entry = { text: sampleText(1), condition: { ifNoneMatch: '*' }, account: sampleAccount } as const;
  await journal.put({ ...entry, namespace: target });
  bench = await start();
  bench.namespaces.recover();
  await expect.poll(whereabouts).toEqual({ stored: [target], unsaved: [], sealed: [] });
});

it('a session in memory only leaves nothing under its own name, though a try came meanwhile', async () => {
  const { namespaces } = bench;
  sealer.isAvailable = false;
  await namespaces.prepareSignIn('memory-bot', false);
  store.writeError = 'store-unavailable';
  await namespaces.storeSignedIn('memory-bot', sampleSession(2), sampleAccount);
  store.writeError = null;
  const retries: Promise<unknown>[] = [];
  store.afterWrite = async () => void retries.push(namespaces.save('memory-bot'));
  const moved = await namespaces.saveAs('memory-bot', fingerprintOfText(sampleText(2)), target);
  expect(moved).toMatchObject({ ok: true });
  await Promise.all(retries);
  sealer.isAvailable = true;
  await namespaces.unseal();
  expect((await openJournal()).entries()).toMatchObject([{ namespace: name }]);
  expect([await store.text('memory-bot'), await store.text(target)]).toEqual([null, sampleText(2)]);
});
