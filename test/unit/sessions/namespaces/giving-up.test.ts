import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SealedJournal } from '../../../../electron/main/sessions/journal/sealed-journal.ts';
import { FaultyStore } from '../../../fixtures/faulty-store.ts';
import { NamespacesBench, sampleAccount, temporaryDirectory } from '../../../fixtures/namespaces.ts';
import { MemorySealer } from '../../../fixtures/sealer.ts';
import { fingerprintOfText, sampleText } from '../../../fixtures/session-strings.ts';
import { silentLogger } from '../../../fixtures/silent-logger.ts';

let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let directory: string;
let sealer: MemorySealer;
let store: FaultyStore;
let bench: NamespacesBench;

beforeEach(async () => {
  folder = await temporaryDirectory();
  directory = join(folder.path, 'journal');
  sealer = new MemorySealer();
  store = new FaultyStore();
  bench = await start();
});

afterEach(async () => {
  await bench.namespaces.dispose();
  await folder.remove();
});

function openJournal(): Promise<SealedJournal> {
  return SealedJournal.open({
    directory,
    profileId: 'profile',
    sealer,
    logger: silentLogger,
    now: Date.now,
  });
}

async function start(): Promise<NamespacesBench> {
  return NamespacesBench.open(store, folder.path, sealer, { journal: await openJournal() });
}

function session(seed: number) {
  return { dcId: 2, address: '149.154.167.51', port: 443, authKey: Buffer.alloc(256, seed) };
}

/** What the window shows of a session. */
function shown(seed: number): string {
  return fingerprintOfText(sampleText(seed));
}

async function signIn(namespace: string, seed: number, replaceExisting = false) {
  expect(await bench.namespaces.prepareSignIn(namespace, replaceExisting)).toMatchObject({ ok: true });
  return bench.namespaces.storeSignedIn(namespace, session(seed), sampleAccount);
}

/** Session 1 of the namespace is sealed on the disk, and the vault has been locked since. */
async function restartLocked(namespace: string): Promise<void> {
  store.writeError = 'store-unavailable';
  await signIn(namespace, 1);
  store.writeError = null;
  await bench.namespaces.dispose();
  sealer.isAvailable = false;
  bench = await start();
}

async function journaledAfterUnlocking(): Promise<(string | undefined)[]> {
  sealer.isAvailable = true;
  return (await openJournal()).entries().map(({ record }) => record?.text);
}

describe('a sealed session that cannot be opened', () => {
  it('is not signed in over without a confirmation', async () => {
    await restartLocked('a-bot');
    expect(await bench.namespaces.prepareSignIn('a-bot', false)).toMatchObject({
      error: { code: 'namespace-unsaved' },
    });
  });

  it('is still there when another one was signed in and stored', async () => {
    await restartLocked('a-bot');
    expect(await signIn('a-bot', 2, true)).toMatchObject({ ok: true });
    expect(await journaledAfterUnlocking()).toEqual([sampleText(1)]);
  });

  it('is discarded where it is the one that was shown, and only there', async () => {
    await restartLocked('a-bot');
    const { pending } = bench.namespaces;
    expect(await pending.discard('a-bot', shown(2), 'a-bot')).toMatchObject({
      error: { code: 'conflict-changed' },
    });
    expect(pending.list().sessions).toMatchObject([{ fingerprint: shown(1), readable: false }]);
    expect(await pending.discard('a-bot', shown(1), 'a-bot')).toEqual({ ok: true, value: null });
    expect(await journaledAfterUnlocking()).toEqual([]);
  });

  it('shows its namespace as locked until it is opened or discarded, whatever the bucket lists', async () => {
    await restartLocked('a-bot');
    bench.namespaces.recover();
    await bench.namespaces.forget('a-bot');
    expect(await bench.listed()).toMatchObject([{ name: 'a-bot', locked: true, unsaved: false }]);
    expect(await bench.namespaces.open('a-bot')).toMatchObject({ value: { locked: true, state: 'missing' } });
    await bench.namespaces.pending.discard('a-bot', shown(1), 'a-bot');
    expect(bench.row('a-bot')).toMatchObject({ locked: false });
  });

  it('is stored, and its namespace no longer locked, once the vault is unlocked', async () => {
    await restartLocked('a-bot');
    bench.namespaces.recover();
    expect(bench.row('a-bot')).toMatchObject({ locked: true });
    sealer.isAvailable = true;
    await bench.namespaces.unseal();
    await expect.poll(() => bench.row('a-bot')).toMatchObject({ locked: false, state: 'present' });
  });

  it('is no place to save another session under', async () => {
    await restartLocked('target');
    store.writeError = 'store-unavailable';
    await signIn('a-bot', 2);
    expect(await bench.namespaces.saveAs('a-bot', shown(2), 'target')).toMatchObject({
      error: { code: 'namespace-unsaved', params: { namespace: 'target' } },
    });
    expect(await journaledAfterUnlocking()).toEqual([sampleText(1)]);
  });
});

describe('giving a session up', () => {
  beforeEach(async () => {
    store.writeError = 'store-unavailable';
    await signIn('a-bot', 1);
  });

  it('does not give up the one that has come since it was asked for', async () => {
    const { pending, signIns } = bench.namespaces;
    let release = () => {};
    store.gate = new Promise((resolve) => {
      release = resolve;
    });
    store.calls.length = 0;
    const saving = bench.namespaces.save('a-bot');
    await expect.poll(() => store.calls).toContain('write a-bot');
    const discarding = pending.discard('a-bot', shown(1), 'a-bot');
    await signIns.secure('a-bot', session(2), sampleAccount);
    release();
    await saving;
    expect(await discarding).toMatchObject({ error: { code: 'conflict-changed' } });
    expect(bench.namespaces.unsavedNamespaces()).toEqual(['a-bot']);
    expect(await journaledAfterUnlocking()).toEqual([sampleText(2)]);
  });

  it('does not give up the one that took its place while its name was typed', async () => {
    await signIn('a-bot', 2, true);
    const { pending } = bench.namespaces;
    expect(await pending.discard('a-bot', shown(1), 'a-bot')).toMatchObject({
      error: { code: 'conflict-changed' },
    });
    expect(await journaledAfterUnlocking()).toEqual([sampleText(2)]);
  });

  it('is refused, and the session kept, while its sealed copy cannot be removed', async () => {
    const [file] = await readdir(directory);
    const path = join(directory, String(file));
    await rm(path);
    await mkdir(path);
    const { pending } = bench.namespaces;
    expect(await pending.discard('a-bot', shown(1), 'a-bot')).toMatchObject({
      error: { code: 'journal-not-removed' },
    });
    expect(bench.namespaces.unsavedNamespaces()).toEqual(['a-bot']);
    expect(pending.list().sessions).toHaveLength(1);
    await rm(path, { recursive: true });
    expect(await pending.discard('a-bot', shown(1), 'a-bot')).toEqual({ ok: true, value: null });
  });

  it('keeps a copy of an unsaved session that a newer sign-in takes the place of', async () => {
    await signIn('a-bot', 2, true);
    expect(bench.copies).toEqual([{ namespace: 'a-bot', text: sampleText(1) }]);
    await bench.namespaces.storeSignedIn('a-bot', session(2), sampleAccount);
    expect(bench.copies).toHaveLength(1);
  });
});

it('a session is not protected by the sealed copy of the one whose place it takes', async () => {
  store.writeError = 'store-unavailable';
  await signIn('a-bot', 1);
  expect(bench.exposed()).toEqual([]);
  const seen: string[][] = [];
  bench.namespaces.onDetail(() => seen.push(bench.exposed()));
  await bench.namespaces.signIns.secure('a-bot', session(2), sampleAccount);
  expect(seen).toEqual([['a-bot']]);
  expect(bench.exposed()).toEqual([]);
});
