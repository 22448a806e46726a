import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pendingHandlers } from '../../../../electron/main/ipc/handlers/pending-handlers.ts';
import { SignInAttempts } from '../../../../electron/main/telegram/sign-in/attempts.ts';
import { fail } from '../../../../shared/result.ts';
import { FaultyStore } from '../../../fixtures/faulty-store.ts';
import { NamespacesBench, temporaryDirectory } from '../../../fixtures/namespaces.ts';
import { ScriptedConfirmation } from '../../../fixtures/scripted-confirmation.ts';
import { ScriptedTelegram } from '../../../fixtures/scripted-telegram.ts';
import { fingerprintOfText, sampleText } from '../../../fixtures/session-strings.ts';
import { chooseBot, retry, submitToken } from '../../../fixtures/sign-in-attempt.ts';
import { silentLogger } from '../../../fixtures/silent-logger.ts';

const name = 'a-bot';
/** The key that the scripted Telegram signs in. */
const shown = { namespace: name, fingerprint: fingerprintOfText(sampleText(7)) };
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let store: FaultyStore;
let bench: NamespacesBench;
let attempts: SignInAttempts;
let copied: string[];
let operator: ScriptedConfirmation;

/** A wizard waits at its storing step, and its session waits for the store. */
beforeEach(async () => {
  directory = await temporaryDirectory();
  copied = [];
  operator = new ScriptedConfirmation();
  store = new FaultyStore();
  bench = await NamespacesBench.open(store, directory.path);
  store.writeError = 'store-unavailable';
  attempts = new SignInAttempts({
    gateway: new ScriptedTelegram(),
    now: () => 0,
    createId: () => 'attempt',
    logger: silentLogger,
  });
  await attempts.start({ profileId: 'p', namespace: name }, () =>
    bench.namespaces.prepareSignIn(name, false),
  );
  await attempts.act('attempt', chooseBot);
  await attempts.act('attempt', submitToken);
});

afterEach(async () => {
  await bench.namespaces.dispose();
  await directory.remove();
});

function handlers() {
  const toClipboard = async (text: string) => void copied.push(text);
  const exports = { toFile: async () => fail('export-failed'), toClipboard };
  return pendingHandlers({ current: async () => bench, exports, confirm: operator.confirm });
}

function step() {
  return attempts.list()[0]?.step;
}

describe('a wizard that waits to store', () => {
  it('shows what its session waits for, as the list does', async () => {
    const error = { code: 'store-unavailable' };
    expect(step()).toMatchObject({ kind: 'storing', fingerprint: shown.fingerprint, error });
    expect(await handlers()['pending:list'](undefined)).toMatchObject({
      value: { sessions: [{ ...shown, error, trying: false }] },
    });
  });

  it('is done when its session is stored from the list', async () => {
    store.writeError = null;
    expect(await handlers()['pending:retry']({ namespace: name })).toEqual({ ok: true, value: null });
    expect(step()).toMatchObject({ kind: 'done' });
    expect(bench.unsaved()).toEqual([]);
  });

  it('ends when its session is discarded, and cannot bring it back', async () => {
    expect(await handlers()['pending:discard'](shown)).toMatchObject({ ok: true });
    expect(step()).toMatchObject({ kind: 'ended', error: { code: 'sign-in-discarded' } });
    expect(attempts.isOpenFor(name)).toBe(false);
    store.writeError = null;
    await attempts.act('attempt', retry);
    expect([bench.unsaved(), await store.text(name)]).toEqual([[], null]);
  });

  it('ends when its session is stored under another name', async () => {
    store.writeError = null;
    const saved = await handlers()['pending:save-as']({ ...shown, target: 'other' });
    expect(saved).toMatchObject({ ok: true });
    expect(step()).toMatchObject({
      kind: 'ended',
      error: { code: 'sign-in-moved', params: { namespace: 'other' } },
    });
  });

  it('stays open where the operator does not confirm that its session is discarded', async () => {
    operator.says = 'no';
    expect(await handlers()['pending:discard'](shown)).toEqual(fail('not-confirmed'));
    expect(step()).toMatchObject({ kind: 'storing' });
    expect(operator.asked).toEqual([{ kind: 'discard-waiting', session: shown }]);
  });

  it('keeps the session in the app where the operator does not confirm an export', async () => {
    operator.says = 'no';
    for (const to of ['file', 'clipboard'] as const)
      expect(await handlers()['pending:export']({ ...shown, to })).toEqual(fail('not-confirmed'));
    expect(copied).toEqual([]);
  });

  it('is neither discarded nor exported where its session is stored while the operator is asked', async () => {
    store.writeError = null;
    operator.meanwhile = () => handlers()['pending:retry']({ namespace: name });
    const gone = fail('pending-gone', { namespace: name });
    expect(await handlers()['pending:export']({ ...shown, to: 'clipboard' })).toEqual(gone);
    expect(await handlers()['pending:discard'](shown)).toEqual(gone);
    expect(copied).toEqual([]);
    expect(await store.text(name)).not.toBeNull();
  });
});

describe('a session that is not the one that was shown', () => {
  const other = { namespace: name, fingerprint: fingerprintOfText(sampleText(1)) };
  const refusal = { ok: false, error: { code: 'conflict-changed' } };

  it('is neither discarded, moved nor exported, and its wizard stays open', async () => {
    store.writeError = null;
    expect(await handlers()['pending:discard'](other)).toMatchObject(refusal);
    expect(await handlers()['pending:save-as']({ ...other, target: 'other' })).toMatchObject(refusal);
    expect(await handlers()['pending:export']({ ...other, to: 'clipboard' })).toMatchObject(refusal);
    expect(step()).toMatchObject({ kind: 'storing' });
    expect(bench.unsaved()).toEqual([name]);
    expect([await store.text('other'), copied, operator.asked]).toEqual([null, [], []]);
  });

  it('does not keep the one that was shown from being exported', async () => {
    await handlers()['pending:export']({ ...shown, to: 'clipboard' });
    expect(copied.map(fingerprintOfText)).toEqual([shown.fingerprint]);
  });
});
