import { describe, expect, it } from 'vitest';
import { MemorySessionStore } from '../../../../electron/main/sessions/store/memory-session-store.ts';
import { snapshotOf } from '../../../../electron/main/sessions/store/stored-snapshot.ts';
import { collect, succeeded } from '../../../fixtures/session-store.ts';
import { sampleText } from '../../../fixtures/session-strings.ts';

describe('the store of a profile with API_ID 0', () => {
  it('begins with namespaces in the states that an operator meets', async () => {
    const store = new MemorySessionStore();
    const pages = (await collect(store.list(new AbortController().signal))).map(succeeded);
    const reads = await Promise.all(pages.flat().map(({ namespace }) => store.read(namespace)));
    const snapshots = reads.map((read) => snapshotOf(succeeded(read)));
    const kinds = snapshots.map(({ state, damage }) => damage ?? state);
    expect(new Set(kinds)).toEqual(new Set(['present', 'empty', 'poisoned', 'wrong-length']));
    expect(succeeded(await store.read('teleapp'))).toMatchObject({ kind: 'found' });
  });

  it('keeps the conditions of a bucket', async () => {
    const store = new MemorySessionStore([]);
    const conflict = { ok: false, error: { code: 'store-conflict' } };
    expect(await store.write('bot', sampleText(1), { ifMatch: '"x"' })).toEqual(conflict);
    const { etag } = succeeded(await store.write('bot', sampleText(1), { ifNoneMatch: '*' }));
    expect(await store.write('bot', sampleText(2), { ifNoneMatch: '*' })).toEqual(conflict);
    succeeded(await store.write('bot', sampleText(2), { ifMatch: etag }));
    expect(await store.write('bot', sampleText(3), { ifMatch: etag })).toEqual(conflict);
    expect(succeeded(await store.read('bot'))).toMatchObject({ kind: 'found', text: sampleText(2) });
  });
});
