import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConflictChoice } from '../../../../shared/conflicts.ts';
import { FaultyStore } from '../../../fixtures/faulty-store.ts';
import { NamespacesBench, sampleAccount, temporaryDirectory } from '../../../fixtures/namespaces.ts';
import {
  readTelethonText,
  sampleText,
  throwawayFingerprint,
  throwawayKey,
} from '../../../fixtures/session-strings.ts';

const session = { dcId: 2, address: '149.154.167.51', port: 443, authKey: throwawayKey };
let store: FaultyStore;
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let bench: NamespacesBench;

/** Somebody stored session 3 while the throwaway session was signed in to replace session 1. */
beforeEach(async () => {
  store = new FaultyStore([
    ['contested', sampleText(1)],
    ['taken', sampleText(5)],
  ]);
  directory = await temporaryDirectory();
  bench = await NamespacesBench.open(store, directory.path);
  await bench.namespaces.prepareSignIn('contested', true);
  await store.overwrite('contested', sampleText(3));
  await bench.namespaces.storeSignedIn('contested', session, sampleAccount);
});

afterEach(async () => {
  await bench.namespaces.dispose();
  await directory.remove();
});

async function resolve(choice: ConflictChoice, etag = bench.details.at(-1)?.conflict?.etag ?? null) {
  const shown = { fingerprint: throwawayFingerprint, etag };
  return bench.namespaces.resolveConflict('contested', shown, choice);
}

describe('a conflict that the window shows', () => {
  it('has both sides with what is known of them', () => {
    expect(bench.details.at(-1)).toMatchObject({
      conflicted: true,
      conflict: {
        kind: 'changed',
        ours: {
          fingerprint: throwawayFingerprint,
          dcId: 2,
          lastModified: null,
          sizeBytes: 353,
          writer: 'this-app',
          verdict: { kind: 'authorized' },
        },
        theirs: { dcId: 2, sizeBytes: 353, verdict: { kind: 'unknown' }, damage: null },
      },
    });
    expect(bench.row('contested')).toMatchObject({ conflicted: true, unsaved: true });
  });

  it('is decided for the stored session, of which the other one leaves a copy', async () => {
    expect(await resolve({ kind: 'keep-theirs' })).toMatchObject({
      ok: true,
      value: { conflict: null, unsaved: false, state: 'present' },
    });
    expect(bench.copies.map(({ text }) => readTelethonText(text).authKey)).toEqual([throwawayKey]);
    expect(await store.text('contested')).toBe(sampleText(3));
  });

  it('is decided for the new session, whose account is then known', async () => {
    expect(await resolve({ kind: 'put-ours' })).toMatchObject({
      ok: true,
      value: { conflict: null, unsaved: false, account: sampleAccount.info, verdict: { kind: 'authorized' } },
    });
    expect(readTelethonText((await store.text('contested')) ?? '').authKey).toEqual(throwawayKey);
  });

  it('is decided for both, with the new one and its account under another name', async () => {
    expect(await resolve({ kind: 'save-as', target: 'other' })).toMatchObject({
      ok: true,
      value: { name: 'contested', conflict: null, unsaved: false },
    });
    expect(await store.text('contested')).toBe(sampleText(3));
    expect(readTelethonText((await store.text('other')) ?? '').authKey).toEqual(throwawayKey);
    expect(bench.row('other')).toMatchObject({ account: sampleAccount.info, unsaved: false });
    expect(bench.journal.namespaces()).toEqual([]);
  });

  it.each<ConflictChoice>([
    { kind: 'keep-theirs' },
    { kind: 'put-ours' },
    { kind: 'save-as', target: 'other' },
  ])('is not decided by $kind for another new session that met the same object meanwhile', async (choice) => {
    const newer = { ...session, authKey: Buffer.alloc(256, 8) };
    await bench.namespaces.signIns.secure('contested', newer, sampleAccount);
    await bench.namespaces.storeSignedIn('contested', newer, sampleAccount);
    expect(await resolve(choice)).toMatchObject({ error: { code: 'conflict-changed' } });
    expect(await store.text('contested')).toBe(sampleText(3));
    expect(await store.text('other')).toBeNull();
    expect(bench.namespaces.unsavedNamespaces()).toEqual(['contested']);
  });

  it.each([
    ['a name that is taken', 'taken', 'target-occupied'],
    ['a name that no namespace may have', 'a/b', 'namespace-invalid'],
    ['its own name', 'contested', 'namespace-unsaved'],
  ])('keeps the new session where it is for %s', async (_, target, code) => {
    expect(await resolve({ kind: 'save-as', target })).toMatchObject({ ok: false, error: { code } });
    expect(await store.text('taken')).toBe(sampleText(5));
    expect(bench.namespaces.unsavedNamespaces()).toEqual(['contested']);
    expect(bench.journal.namespaces()).toEqual(['contested']);
  });

  it('keeps the new session where it is when storing it elsewhere fails', async () => {
    store.writeError = 'store-forbidden';
    expect(await resolve({ kind: 'save-as', target: 'other' })).toMatchObject({
      error: { code: 'store-forbidden' },
    });
    expect(bench.namespaces.unsavedNamespaces()).toEqual(['contested']);
    expect(bench.journal.namespaces()).toEqual(['contested']);
  });
});
