import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BenchFolder } from '../../../fixtures/bench-folder.ts';
import { FaultyStore } from '../../../fixtures/faulty-store.ts';
import { betterAccount, follow, type NamespacesBench, sampleAccount } from '../../../fixtures/namespaces.ts';
import { succeeded } from '../../../fixtures/session-store.ts';
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

describe('a session that a sign-in hands over', () => {
  it('replaces the object, is told by its fingerprint and place, and its account is remembered', async () => {
    const sink = await bench.begin('a-bot');
    expect(await sink.accept(sampleSession(2), sampleAccount)).toBe(fingerprintOfText(sampleText(2)));
    const told = follow(sink);
    await sink.release(null);
    expect(told.at(-1)).toEqual({ kind: 'stored', uri: 's3://bucket/telegram/a-bot/session.txt' });
    expect(await store.text('a-bot')).toBe(sampleText(2));
    expect(bench.row('a-bot')).toMatchObject({
      state: 'present',
      unsaved: false,
      verdict: { kind: 'authorized' },
      account: sampleAccount.info,
    });
  });

  it('replaces an old verdict, which was about the session that is gone', async () => {
    bench.prober.says({ kind: 'unauthorized', reason: 'session-revoked' });
    await bench.namespaces.checkNow('a-bot');
    await bench.signIn('a-bot', sampleSession(2));
    expect(bench.row('a-bot')?.verdict).toMatchObject({ kind: 'authorized' });
  });

  it('does not overwrite what somebody stored during the sign-in, even when it was looked at since', async () => {
    const sink = await bench.begin('nobody');
    await store.overwrite('nobody', sampleText(7));
    await bench.namespaces.open('nobody');
    const told = follow(sink);
    await bench.signIn('nobody', sampleSession(2), { sink });
    expect(told.at(-1)).toEqual({ kind: 'storing', running: null, error: { code: 'store-conflict' } });
    expect(await store.text('nobody')).toBe(sampleText(7));
    expect(bench.details.at(-1)).toMatchObject({
      unsaved: true,
      state: 'present',
      saveError: { code: 'store-conflict' },
    });
  });

  it('is kept when the store fails, and stored when its sign-in tries again', async () => {
    store.writeError = 'store-unreachable';
    const sink = await bench.signIn('a-bot', sampleSession(2));
    expect(bench.unsaved()).toEqual(['a-bot']);
    expect(bench.row('a-bot')).toMatchObject({ unsaved: true, verdict: { kind: 'unknown' } });
    store.writeError = null;
    await sink.store();
    expect([await store.text('a-bot'), bench.unsaved()]).toEqual([sampleText(2), []]);
  });

  it('tells its sign-in when somebody else has stored it, and whose it is', async () => {
    store.writeError = 'store-unreachable';
    const sink = await bench.signIn('a-bot', sampleSession(2));
    const told = follow(sink);
    store.writeError = null;
    expect(await bench.namespaces.save('a-bot')).toMatchObject({
      ok: true,
      value: { unsaved: false, saveError: null, account: sampleAccount.info },
    });
    expect(told.at(-1)).toMatchObject({ kind: 'stored' });
    expect(bench.row('a-bot')?.verdict).toMatchObject({ kind: 'authorized' });
  });

  it('ends its sign-in where it was moved to another name', async () => {
    store.writeError = 'store-unreachable';
    const sink = await bench.signIn('nobody', sampleSession(2));
    const told = follow(sink);
    store.writeError = null;
    await bench.namespaces.saveAs('nobody', fingerprintOfText(sampleText(2)), 'other');
    expect(told[0]).toEqual({
      kind: 'ended',
      error: { code: 'sign-in-moved', params: { namespace: 'other' } },
    });
  });

  it('is tried again with everything unsaved at the end, and what fails waits', async () => {
    store.writeError = 'store-unreachable';
    await bench.signIn('a-bot', sampleSession(2));
    await bench.signIn('nobody', sampleSession(3));
    await bench.held.storing.saveAll();
    expect(bench.held.pending.list().sessions).toMatchObject([
      { namespace: 'a-bot', error: { code: 'store-unreachable' } },
      { namespace: 'nobody', error: { code: 'store-unreachable' } },
    ]);
    store.writeError = null;
    await bench.held.storing.saveAll();
    expect(await store.text('nobody')).toBe(sampleText(3));
    expect([bench.unsaved(), await bench.onDisk()]).toEqual([[], []]);
  });
});

describe('a session whose sign-in is still connected', () => {
  beforeEach(async () => {
    const sink = await bench.begin('nobody');
    await sink.accept(sampleSession(2), sampleAccount);
  });

  it('is stored by nobody, since a connector could use it at the same time', async () => {
    expect(await bench.namespaces.save('nobody')).toMatchObject({ error: { code: 'attempt-open' } });
    await bench.namespaces.open('nobody');
    await bench.namespaces.open('a-bot');
    await bench.held.storing.saveAll();
    expect(await bench.held.pending.retry('nobody')).toMatchObject({ error: { code: 'attempt-open' } });
    expect(store.calls.filter((call) => call.startsWith('write'))).toEqual([]);
    expect(bench.unsaved()).toEqual(['nobody']);
    expect(bench.held.pending.list().sessions).toEqual([]);
  });

  it('is on the disk already, and stored by the next start, where nothing is connected any more', async () => {
    expect(await bench.onDisk()).toMatchObject([{ namespace: 'nobody', text: sampleText(2) }]);
    await restart();
    bench.namespaces.resume();
    await expect.poll(() => store.text('nobody')).toBe(sampleText(2));
  });
});

describe('the account that Telegram names once the session is safe', () => {
  async function signInWith(account: typeof betterAccount): Promise<void> {
    const sink = await bench.begin('nobody');
    await sink.accept(sampleSession(2), sampleAccount);
    await sink.release(account);
  }

  it('is what row, catalogue and the next re-authentication know', async () => {
    await signInWith(betterAccount);
    expect(bench.row('nobody')?.account).toEqual(betterAccount.info);
    expect(bench.catalogue.phoneNumber('nobody')).toBe(betterAccount.phoneNumber);
    expect(succeeded(await bench.namespaces.prepareSignIn('nobody', true))).toMatchObject({
      purpose: 're-authenticate',
      knownPhoneNumber: betterAccount.phoneNumber,
    });
  });

  it('is what a session that waits knows, also after a restart', async () => {
    store.writeError = 'store-unreachable';
    await signInWith(betterAccount);
    expect(bench.held.pending.list().sessions).toMatchObject([{ account: betterAccount.info }]);
    await restart();
    expect(bench.held.pending.list().sessions).toMatchObject([{ account: betterAccount.info }]);
    store.writeError = null;
    bench.namespaces.resume();
    await expect.poll(() => bench.row('nobody')?.account).toEqual(betterAccount.info);
    expect(bench.catalogue.phoneNumber('nobody')).toBe(betterAccount.phoneNumber);
  });

  it('is the one of its sign-in where it was left without one', async () => {
    await bench.signIn('nobody', sampleSession(2));
    expect(succeeded(await bench.namespaces.prepareSignIn('nobody', true)).knownPhoneNumber).toBe(
      sampleAccount.phoneNumber,
    );
  });

  it('is not shown for another key than the one that was signed in', async () => {
    await bench.signIn('nobody', sampleSession(2));
    expect(bench.row('nobody')?.account).toEqual(sampleAccount.info);
    await store.overwrite('nobody', sampleText(9));
    await bench.namespaces.open('nobody');
    expect(bench.row('nobody')).toMatchObject({ account: null, verdict: { kind: 'unknown' } });
  });
});

describe('a key that was offered', () => {
  it('is held without being shown while its sign-in is under way, and gone when that is withdrawn', async () => {
    const sink = await bench.begin('nobody');
    await sink.offer(sampleSession(2));
    expect(bench.held.pending.list()).toMatchObject({ sessions: [], leftovers: [] });
    expect(await bench.onDisk()).toMatchObject([{ namespace: 'nobody', stage: 'offered' }]);
    await sink.withdraw();
    expect([bench.held.custody.list(), await bench.onDisk()]).toEqual([[], []]);
  });

  it('goes with the acceptance of another one of its sign-in, which Telegram moved to another data centre', async () => {
    const sink = await bench.begin('nobody');
    await sink.offer({ ...sampleSession(4), dcId: 4 });
    await sink.offer(sampleSession(2));
    await sink.accept(sampleSession(2), sampleAccount);
    expect(await bench.onDisk()).toMatchObject([{ text: sampleText(2), stage: 'waiting' }]);
    expect(bench.held.custody.list()).toMatchObject([{ stage: { kind: 'connected' } }]);
  });

  it('does not take the place of a session that waits', async () => {
    store.writeError = 'store-unreachable';
    await bench.signIn('nobody', sampleSession(2));
    const sink = await bench.begin('nobody');
    await sink.offer(sampleSession(3));
    expect(bench.held.pending.list()).toMatchObject({
      sessions: [{ fingerprint: fingerprintOfText(sampleText(2)) }],
      leftovers: [],
    });
    await sink.withdraw();
    expect(bench.unsaved()).toEqual(['nobody']);
  });
});
