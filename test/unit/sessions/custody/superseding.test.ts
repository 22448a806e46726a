import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SignInCustody } from '../../../../electron/main/sessions/custody/sign-in-custody.ts';
import { BenchFolder } from '../../../fixtures/bench-folder.ts';
import { FaultyStore } from '../../../fixtures/faulty-store.ts';
import { betterAccount, follow, type NamespacesBench, sampleAccount } from '../../../fixtures/namespaces.ts';
import { fingerprintOfText, sampleSession, sampleText } from '../../../fixtures/session-strings.ts';

let folder: BenchFolder;
let store: FaultyStore;
let bench: NamespacesBench;

beforeEach(async () => {
  store = new FaultyStore([['a-bot', sampleText(1)]]);
  folder = await BenchFolder.create({ store });
  bench = await folder.start();
});

afterEach(() => folder.remove());

async function restart(): Promise<void> {
  bench = await folder.start();
}

describe('two sign-ins for the same namespace whose sessions are both accepted', () => {
  let first: SignInCustody;
  let second: SignInCustody;

  beforeEach(async () => {
    first = await bench.begin('a-bot');
    await first.accept(sampleSession(2), sampleAccount);
    second = await bench.begin('a-bot');
  });

  it('leave the newer one on its way to the store, and the older one for a decision', async () => {
    const told = follow(first);
    await second.accept(sampleSession(3), betterAccount);
    expect(told).toEqual([{ kind: 'ended', error: { code: 'sign-in-superseded' } }]);
    await first.release(sampleAccount);
    await first.store();
    expect(await store.text('a-bot')).toBe(sampleText(1));
    await second.release(betterAccount);
    expect(await store.text('a-bot')).toBe(sampleText(3));
    expect(bench.row('a-bot')?.account).toEqual(betterAccount.info);
    expect(bench.held.pending.list()).toMatchObject({
      sessions: [],
      leftovers: [{ kind: 'superseded', fingerprint: fingerprintOfText(sampleText(2)) }],
    });
    expect(await bench.onDisk()).toEqual([{ namespace: 'a-bot', stage: 'superseded', text: sampleText(2) }]);
  });

  it('leave the older one to be brought back once the newer one is given up', async () => {
    store.writeError = 'store-unreachable';
    await bench.signIn('a-bot', sampleSession(3), { sink: second });
    const [older] = bench.held.pending.list().leftovers;
    if (!older) throw new Error('nothing was superseded');
    expect(await bench.held.leftovers.bringBack(older)).toMatchObject({
      error: { code: 'namespace-unsaved' },
    });
    await bench.held.pending.discard('a-bot', fingerprintOfText(sampleText(3)));
    expect(await bench.held.leftovers.bringBack(older)).toEqual({ ok: true, value: null });
    expect(bench.unsaved()).toEqual(['a-bot']);
    expect(bench.held.pending.list().leftovers).toEqual([]);
  });

  it('leave both on the disk where the app ends before the older one made room', async () => {
    await second.accept(sampleSession(3), betterAccount);
    await restart();
    expect(bench.held.pending.list()).toMatchObject({
      sessions: [{ fingerprint: fingerprintOfText(sampleText(3)) }],
      leftovers: [{ kind: 'superseded', fingerprint: fingerprintOfText(sampleText(2)) }],
    });
  });
});
