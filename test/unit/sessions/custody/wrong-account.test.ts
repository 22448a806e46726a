import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SignInCustody } from '../../../../electron/main/sessions/custody/sign-in-custody.ts';
import { BenchFolder } from '../../../fixtures/bench-folder.ts';
import type { FaultyStore } from '../../../fixtures/faulty-store.ts';
import { follow, type NamespacesBench, sampleAccount } from '../../../fixtures/namespaces.ts';
import { fingerprintOfText, sampleSession, sampleText } from '../../../fixtures/session-strings.ts';

const name = 'a-bot';
const shown = fingerprintOfText(sampleText(1));
const expectedAccountId = '1815';
const expected = { ...sampleAccount, info: { ...sampleAccount.info, id: expectedAccountId } };
let folder: BenchFolder;
let store: FaultyStore;
let bench: NamespacesBench;

beforeEach(async () => {
  folder = await BenchFolder.create();
  store = folder.store;
  bench = await folder.start();
});

afterEach(() => folder.remove());

/** A sign-in that expects one account alone. */
function begin(): SignInCustody {
  const uriOf = (namespace: string) => bench.namespaces.uriOf(namespace);
  const permit = { namespace: name, condition: { ifNoneMatch: '*' }, expectedAccountId } as const;
  return new SignInCustody({ ...bench.held, now: Date.now, uriOf }, permit);
}

async function restart(): Promise<void> {
  bench = await folder.start();
}

function leftover() {
  const [only] = bench.held.pending.list().leftovers;
  if (!only) throw new Error('nothing is left over');
  return only;
}

/** Tries every way that leads another session to the store. */
async function tryEverything(): Promise<void> {
  const { storing, decisions, leftovers, pending, asking } = bench.held;
  const [session] = bench.held.custody.list();
  const id = session?.id ?? '';
  await bench.namespaces.open(name);
  bench.namespaces.resume();
  await storing.saveAll();
  expect(await storing.save(id)).toMatchObject({ error: { code: 'session-wrong-account' } });
  expect(await pending.retry(name)).toMatchObject({ error: { code: 'pending-gone' } });
  expect(await asking.ask(id)).toMatchObject({ error: { code: 'leftover-gone' } });
  expect(await leftovers.ask(leftover())).toMatchObject({ ok: false });
  expect(await bench.namespaces.saveAs(name, shown, 'other')).toMatchObject({
    error: { code: 'pending-gone' },
  });
  expect(await leftovers.bringBack(leftover())).toMatchObject({ ok: false });
  expect(await decisions.bringBack(id)).toMatchObject({ error: { code: 'leftover-gone' } });
  expect(await bench.namespaces.bringBack(name, sampleSession(1), null)).toMatchObject({
    error: { code: 'session-held-already' },
  });
  await bench.namespaces.unseal();
  await bench.namespaces.open('another');
}

async function expectNeverStored(): Promise<void> {
  await tryEverything();
  await restart();
  await tryEverything();
  expect(store.calls.filter((call) => call.startsWith('write'))).toEqual([]);
  expect(await bench.onDisk()).toEqual([{ namespace: name, stage: 'wrong-account', text: sampleText(1) }]);
}

describe('a session that another account than expected signed in with', () => {
  it('is never stored, whatever is tried and however often the app starts', async () => {
    const sink = begin();
    await sink.accept(sampleSession(1), sampleAccount);
    await sink.release(null);
    await sink.store();
    await expectNeverStored();
  });

  it('is never stored where only the better answer names the other account', async () => {
    const sink = begin();
    await sink.accept(sampleSession(1), expected);
    await sink.release(sampleAccount);
    await expectNeverStored();
  });

  it('is never stored where that is learned only once a newer session has taken its place', async () => {
    const sink = begin();
    await sink.accept(sampleSession(1), expected);
    const newer = begin();
    await newer.accept(sampleSession(2), expected);
    await sink.release(sampleAccount);
    await bench.held.pending.discard(name, fingerprintOfText(sampleText(2)));
    await expectNeverStored();
  });

  it('is never stored where Telegram was asked after its sign-in was left', async () => {
    const sink = begin();
    await sink.offer(sampleSession(1));
    bench.prober.says({ kind: 'authorized', account: sampleAccount });
    sink.leave();
    await expect.poll(() => bench.held.pending.list().leftovers).toMatchObject([{ kind: 'wrong-account' }]);
    await expectNeverStored();
  });

  it('ends its sign-in, and can be exported or discarded', async () => {
    const sink = begin();
    const told = follow(sink);
    await sink.accept(sampleSession(1), sampleAccount);
    expect(told.at(-1)).toEqual({ kind: 'ended', error: { code: 'session-wrong-account' } });
    expect(leftover()).toMatchObject({ kind: 'wrong-account', namespace: name, actions: ['export'] });
    const { leftovers } = bench.held;
    expect(leftovers.session(leftover())).toMatchObject({ value: { text: sampleText(1) } });
    expect(await leftovers.discard(leftover())).toEqual({ ok: true, value: null });
    expect([bench.held.custody.list(), await bench.onDisk()]).toEqual([[], []]);
  });

  it('does not stand in the way of the right one', async () => {
    await begin().accept(sampleSession(1), sampleAccount);
    expect(bench.row(name)).toMatchObject({ unsaved: false });
    const sink = begin();
    await sink.accept(sampleSession(2), expected);
    await sink.release(expected);
    expect(await store.text(name)).toBe(sampleText(2));
  });
});
