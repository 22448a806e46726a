import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pendingHandlers } from '../../../../electron/main/ipc/handlers/pending-handlers.ts';
import { SignInAttempts } from '../../../../electron/main/telegram/sign-in/attempts.ts';
import { fail } from '../../../../shared/result.ts';
import { FaultyStore } from '../../../fixtures/faulty-store.ts';
import { NamespacesBench, sampleAccount, temporaryDirectory } from '../../../fixtures/namespaces.ts';
import { ScriptedTelegram } from '../../../fixtures/scripted-telegram.ts';
import {
  fingerprintOfText,
  sampleText,
  throwawayFingerprint,
  throwawayKey,
} from '../../../fixtures/session-strings.ts';
import { chooseBot, token } from '../../../fixtures/sign-in-attempt.ts';
import { silentLogger } from '../../../fixtures/silent-logger.ts';

const name = 'a-bot';
const shown = { namespace: name, fingerprint: throwawayFingerprint };
const session = { dcId: 2, address: '149.154.167.51', port: 443, authKey: throwawayKey };
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let store: FaultyStore;
let bench: NamespacesBench;
let attempts: SignInAttempts;
let copied: string[];

/** A wizard waits at its storing step, and its session waits for the store. */
beforeEach(async () => {
  directory = await temporaryDirectory();
  copied = [];
  store = new FaultyStore();
  bench = await NamespacesBench.open(store, directory.path);
  await bench.namespaces.prepareSignIn(name, false);
  store.writeError = 'store-unavailable';
  await bench.namespaces.storeSignedIn(name, session, sampleAccount);
  attempts = await attemptsAtStoring();
});

afterEach(async () => {
  await bench.namespaces.dispose();
  await directory.remove();
});

async function attemptsAtStoring(): Promise<SignInAttempts> {
  const telegram = new ScriptedTelegram();
  telegram.next('store', fail('store-unavailable'));
  const waiting = new SignInAttempts({
    gateway: telegram,
    sink: telegram,
    fingerprintOf: () => throwawayFingerprint,
    now: () => 0,
    createId: () => 'attempt',
    logger: silentLogger,
  });
  waiting.start({ profileId: 'p', namespace: name, purpose: 'sign-in', knownPhoneNumber: null });
  await waiting.act('attempt', chooseBot);
  await waiting.act('attempt', { type: 'submit-bot-token', token });
  return waiting;
}

function handlers() {
  const toClipboard = (text: string) => void copied.push(text);
  const exports = { toFile: async () => fail('export-failed'), toClipboard };
  return pendingHandlers({ current: async () => ({ namespaces: bench.namespaces, attempts }), exports });
}

describe('a wizard that waits to store', () => {
  it('is closed when its session is discarded, so that it cannot bring it back', async () => {
    expect(attempts.list()).toMatchObject([{ step: { kind: 'storing' } }]);
    expect(await handlers()['pending:discard']({ ...shown, confirmation: name })).toMatchObject({
      ok: true,
    });
    expect(attempts.list()).toEqual([]);
    expect(bench.namespaces.unsavedNamespaces()).toEqual([]);
  });

  it('is closed when its session is stored under another name', async () => {
    store.writeError = null;
    const saved = await handlers()['pending:save-as']({ ...shown, target: 'other' });
    expect(saved).toMatchObject({ ok: true });
    expect(attempts.list()).toEqual([]);
  });

  it('stays open when the name was mistyped', async () => {
    const discarded = await handlers()['pending:discard']({ ...shown, confirmation: 'A-bot' });
    expect(discarded).toMatchObject({ error: { code: 'confirmation-differs' } });
    expect(attempts.list()).toHaveLength(1);
  });
});

describe('a session that is not the one that was shown', () => {
  const other = { namespace: name, fingerprint: fingerprintOfText(sampleText(1)) };
  const refusal = { ok: false, error: { code: 'conflict-changed' } };

  it('is neither discarded, moved nor exported, and its wizard stays open', async () => {
    store.writeError = null;
    expect(await handlers()['pending:discard']({ ...other, confirmation: name })).toMatchObject(refusal);
    expect(await handlers()['pending:save-as']({ ...other, target: 'other' })).toMatchObject(refusal);
    expect(await handlers()['pending:export']({ ...other, to: 'clipboard' })).toMatchObject(refusal);
    expect(attempts.list()).toHaveLength(1);
    expect(bench.namespaces.unsavedNamespaces()).toEqual([name]);
    expect([await store.text('other'), copied]).toEqual([null, []]);
  });

  it('does not keep the one that was shown from being exported', async () => {
    await handlers()['pending:export']({ ...shown, to: 'clipboard' });
    expect(copied.map(fingerprintOfText)).toEqual([throwawayFingerprint]);
  });
});
