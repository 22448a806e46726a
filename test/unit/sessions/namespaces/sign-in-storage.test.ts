import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FaultyStore } from '../../../fixtures/faulty-store.ts';
import { NamespacesBench, sampleAccount, temporaryDirectory } from '../../../fixtures/namespaces.ts';
import {
  readTelethonText,
  sampleText,
  throwawayFingerprint,
  throwawayKey,
} from '../../../fixtures/session-strings.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let store: FaultyStore;
let bench: NamespacesBench;
const session = { dcId: 2, address: '149.154.167.51', port: 443, authKey: throwawayKey };

beforeEach(async () => {
  directory = await temporaryDirectory();
  store = new FaultyStore([
    ['a-bot', sampleText(1)],
    ['empty-bot', ''],
    ['garbage', 'not a session'],
  ]);
  bench = await NamespacesBench.open(store, directory.path);
});

afterEach(async () => {
  await bench.namespaces.dispose();
  await directory.remove();
});

describe('preparing a sign-in', () => {
  it.each(['nobody', 'empty-bot'])('is simply permitted where no session is: %s', async (name) => {
    expect(await bench.namespaces.prepareSignIn(name, false)).toEqual({
      ok: true,
      value: { purpose: 'sign-in', knownPhoneNumber: null },
    });
  });

  it.each(['a-bot', 'garbage'])(
    'needs a confirmation where something would be replaced: %s',
    async (name) => {
      expect(await bench.namespaces.prepareSignIn(name, false)).toEqual({
        ok: false,
        error: { code: 'namespace-occupied', params: { namespace: name } },
      });
      expect(await bench.namespaces.prepareSignIn(name, true)).toMatchObject({
        ok: true,
        value: { purpose: 're-authenticate' },
      });
    },
  );

  it('is refused while the object cannot be read', async () => {
    store.readError = 'store-unreachable';
    expect(await bench.namespaces.prepareSignIn('a-bot', true)).toEqual({
      ok: false,
      error: { code: 'saving-blocked' },
    });
  });

  it('knows the phone number that signed in before', async () => {
    await bench.namespaces.prepareSignIn('nobody', false);
    await bench.namespaces.storeSignedIn('nobody', session, sampleAccount);
    expect(await bench.namespaces.prepareSignIn('nobody', true)).toEqual({
      ok: true,
      value: { purpose: 're-authenticate', knownPhoneNumber: sampleAccount.phoneNumber },
    });
  });
});

describe('storing what was signed in', () => {
  it('replaces the object, tells its fingerprint, and remembers who signed in', async () => {
    await bench.namespaces.prepareSignIn('a-bot', true);
    expect(await bench.namespaces.storeSignedIn('a-bot', session, sampleAccount)).toEqual({
      ok: true,
      value: { fingerprint: throwawayFingerprint, uri: 's3://bucket/telegram/a-bot/session.txt' },
    });
    expect(readTelethonText((await store.text('a-bot')) ?? '').authKey).toEqual(throwawayKey);
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
    await bench.namespaces.prepareSignIn('a-bot', true);
    await bench.namespaces.storeSignedIn('a-bot', session, sampleAccount);
    expect(bench.row('a-bot')?.verdict).toMatchObject({ kind: 'authorized' });
  });

  it('does not overwrite what somebody stored during the sign-in, even when it was looked at since', async () => {
    await bench.namespaces.prepareSignIn('nobody', false);
    await store.overwrite('nobody', sampleText(7));
    await bench.namespaces.open('nobody');
    expect(await bench.namespaces.storeSignedIn('nobody', session, sampleAccount)).toMatchObject({
      ok: false,
      error: { code: 'store-conflict' },
    });
    expect(await store.text('nobody')).toBe(sampleText(7));
    expect(bench.details.at(-1)).toMatchObject({
      unsaved: true,
      state: 'present',
      saveError: { code: 'store-conflict' },
    });
  });

  it('keeps the session as unsaved when the store fails, and the same call tries again', async () => {
    await bench.namespaces.prepareSignIn('a-bot', true);
    store.writeError = 'store-unreachable';
    expect(await bench.namespaces.storeSignedIn('a-bot', session, sampleAccount)).toMatchObject({
      ok: false,
      error: { code: 'store-unreachable' },
    });
    expect(bench.namespaces.unsavedNamespaces()).toEqual(['a-bot']);
    expect(bench.row('a-bot')).toMatchObject({ unsaved: true, verdict: { kind: 'unknown' } });
    store.writeError = null;
    expect(await bench.namespaces.storeSignedIn('a-bot', session, sampleAccount)).toMatchObject({ ok: true });
    expect(bench.namespaces.unsavedNamespaces()).toEqual([]);
  });

  it('remembers who signed in also when only a later save succeeds', async () => {
    await bench.namespaces.prepareSignIn('a-bot', true);
    store.writeError = 'store-unreachable';
    await bench.namespaces.storeSignedIn('a-bot', session, sampleAccount);
    store.writeError = null;
    expect(await bench.namespaces.save('a-bot')).toMatchObject({
      ok: true,
      value: { unsaved: false, saveError: null, account: sampleAccount.info },
    });
    expect(bench.row('a-bot')?.verdict).toMatchObject({ kind: 'authorized' });
  });

  it('is tried again for everything unsaved at the end, and what fails is named', async () => {
    store.writeError = 'store-unreachable';
    for (const name of ['a-bot', 'nobody']) {
      await bench.namespaces.prepareSignIn(name, true);
      await bench.namespaces.storeSignedIn(name, session, sampleAccount);
    }
    expect(await bench.namespaces.saveAllUnsaved()).toEqual([
      { namespace: 'a-bot', error: { code: 'store-unreachable' } },
      { namespace: 'nobody', error: { code: 'store-unreachable' } },
    ]);
    store.writeError = null;
    expect(await bench.namespaces.saveAllUnsaved()).toEqual([]);
    expect(await store.text('nobody')).not.toBeNull();
    expect(bench.journal.namespaces()).toEqual([]);
  });

  it('does not sign in over an unsaved session without a confirmation', async () => {
    await bench.namespaces.prepareSignIn('nobody', false);
    store.writeError = 'store-unreachable';
    await bench.namespaces.storeSignedIn('nobody', session, sampleAccount);
    expect(await bench.namespaces.prepareSignIn('nobody', false)).toMatchObject({
      ok: false,
      error: { code: 'namespace-unsaved' },
    });
  });
});

describe('a session whose sign-in is still connected', () => {
  it('is stored by nobody else, since a connector could use it at the same time', async () => {
    await bench.namespaces.prepareSignIn('nobody', false);
    await bench.namespaces.signIns.secure('nobody', session, sampleAccount);
    expect(await bench.namespaces.save('nobody')).toMatchObject({ error: { code: 'attempt-open' } });
    await bench.namespaces.open('nobody');
    await bench.namespaces.open('a-bot');
    await bench.namespaces.saveAllUnsaved();
    expect(await store.read('nobody')).toEqual({ ok: true, value: { kind: 'missing' } });
    expect(bench.namespaces.unsavedNamespaces()).toEqual(['nobody']);
  });

  it('is stored as soon as the sign-in hands it over', async () => {
    await bench.namespaces.prepareSignIn('nobody', false);
    await bench.namespaces.signIns.secure('nobody', session, sampleAccount);
    expect(await bench.namespaces.storeSignedIn('nobody', session, sampleAccount)).toMatchObject({
      ok: true,
    });
    expect(bench.namespaces.unsavedNamespaces()).toEqual([]);
  });
});

it('shows no account for another key than the one that was signed in', async () => {
  await bench.namespaces.prepareSignIn('nobody', false);
  await bench.namespaces.storeSignedIn('nobody', session, sampleAccount);
  expect(bench.row('nobody')?.account).toEqual(sampleAccount.info);
  const read = await store.read('nobody');
  if (!read.ok || read.value.kind !== 'found') throw new Error('nothing was stored');
  await store.write('nobody', sampleText(9), { ifMatch: read.value.etag });
  await bench.namespaces.open('nobody');
  expect(bench.row('nobody')).toMatchObject({ account: null, verdict: { kind: 'unknown' } });
});
