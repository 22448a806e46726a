import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { conflictHandlers } from '../../../../electron/main/ipc/handlers/conflict-handlers.ts';
import { connectorHandlers } from '../../../../electron/main/ipc/handlers/connector-handlers.ts';
import { historyHandlers } from '../../../../electron/main/ipc/handlers/history-handlers.ts';
import { namespaceHandlers } from '../../../../electron/main/ipc/handlers/namespace-handlers.ts';
import { signInHandlers } from '../../../../electron/main/ipc/handlers/sign-in-handlers.ts';
import type { StoredProfile } from '../../../../electron/main/profiles/profiles.ts';
import { SignInAttempts } from '../../../../electron/main/telegram/sign-in/attempts.ts';
import { fail, ok } from '../../../../shared/result.ts';
import { FaultyStore } from '../../../fixtures/faulty-store.ts';
import { GuardedNamespaces } from '../../../fixtures/guarded-namespaces.ts';
import { NamespacesBench, sampleAccount, temporaryDirectory } from '../../../fixtures/namespaces.ts';
import { draft, secrets } from '../../../fixtures/sample-profile.ts';
import { ScriptedConfirmation } from '../../../fixtures/scripted-confirmation.ts';
import { ScriptedTelegram } from '../../../fixtures/scripted-telegram.ts';
import { succeeded } from '../../../fixtures/session-store.ts';
import { fingerprintOfText, sampleSession, sampleText } from '../../../fixtures/session-strings.ts';
import { silentLogger } from '../../../fixtures/silent-logger.ts';

const name = 'a-bot';
const profile: StoredProfile = { id: 'p', draft, secrets, secretKeyClosed: false };
const shown = (seed: number) => fingerprintOfText(sampleText(seed));
const refused = fail('not-confirmed');

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let store: FaultyStore;
let bench: NamespacesBench;
let operator: ScriptedConfirmation;

beforeEach(async () => {
  directory = await temporaryDirectory();
  store = new FaultyStore([[name, sampleText(1)]]);
  bench = await NamespacesBench.open(store, directory.path);
  operator = new ScriptedConfirmation();
});

afterEach(async () => {
  await bench.namespaces.dispose();
  await directory.remove();
});

describe('a check', () => {
  const check = (namespace = name) =>
    namespaceHandlers({
      current: async () => bench.namespaces,
      copyText: () => {},
      confirm: operator.confirm,
    })['namespaces:check-now']({ namespace });

  beforeEach(() => bench.prober.says({ kind: 'authorized', account: sampleAccount }));

  it('reaches Telegram once the operator has confirmed it, and only then', async () => {
    operator.says = 'no';
    expect(await check()).toEqual(refused);
    expect(bench.prober.asked).toEqual([]);
    operator.says = 'yes';
    expect(await check()).toMatchObject({ value: { verdict: { kind: 'authorized' } } });
    const question = { kind: 'check', sessions: [{ namespace: name, fingerprint: shown(1) }] };
    expect(operator.asked).toEqual([question, question]);
  });

  it('does not use a session that was stored while the question stood', async () => {
    operator.meanwhile = () => store.overwrite(name, sampleText(2));
    expect(await check()).toEqual(fail('conflict-changed'));
    expect(bench.prober.asked).toEqual([]);
  });

  it('is not asked about where there is nothing to check', async () => {
    expect(await check('nobody')).toEqual(fail('nothing-stored', { namespace: 'nobody' }));
    expect(operator.asked).toEqual([]);
  });
});

describe('a sign-in', () => {
  let attempts: SignInAttempts;

  beforeEach(() => {
    attempts = new SignInAttempts({
      gateway: new ScriptedTelegram(),
      now: () => 0,
      createId: randomUUID,
      logger: silentLogger,
    });
  });

  function start(namespace = name, replaceExisting = true) {
    const workspace = { profile, namespaces: bench.namespaces, attempts };
    return signInHandlers(async () => workspace, operator.confirm)['sign-in:start']({
      namespace,
      replaceExisting,
    });
  }

  it('over a stored session begins once the operator has confirmed it, and only then', async () => {
    expect(await start(name, false)).toMatchObject({ error: { code: 'namespace-occupied' } });
    operator.says = 'no';
    expect(await start()).toEqual(refused);
    expect(attempts.list()).toEqual([]);
    operator.says = 'yes';
    expect(await start()).toMatchObject({ value: { purpose: 're-authenticate' } });
    expect(operator.asked).toMatchObject(
      [1, 2].map(() => ({ stored: { fingerprint: shown(1) }, waiting: null })),
    );
  });

  it.each<[string, () => Promise<unknown>]>([
    ['another session was stored', () => store.overwrite(name, sampleText(2))],
    [
      'a session came to wait there',
      () => {
        store.writeError = 'store-unavailable';
        return bench.signIn(name, sampleSession(3));
      },
    ],
  ])('does not begin where %s while the question stood', async (_, meanwhile) => {
    operator.meanwhile = meanwhile;
    expect(await start()).toEqual(fail('conflict-changed'));
    expect(attempts.list()).toEqual([]);
  });

  it('is not asked about where it replaces nothing', async () => {
    expect(await start('nobody')).toMatchObject({ value: { purpose: 'sign-in' } });
    expect(operator.asked).toEqual([]);
  });

  it('is not asked about where one is open already, which goes on', async () => {
    const first = await start();
    operator.says = 'no';
    expect(await start()).toEqual(first);
    expect(operator.asked).toHaveLength(1);
  });

  it('over a session that waits is confirmed with that session', async () => {
    store.writeError = 'store-unavailable';
    await bench.signIn('nobody', sampleSession(3));
    operator.says = 'no';
    expect(await start('nobody')).toEqual(refused);
    expect(operator.asked).toEqual([
      { kind: 'sign-in-over', namespace: 'nobody', stored: null, waiting: shown(3) },
    ]);
  });
});

describe('a conflict', () => {
  /** Session 1 was stored, 2 was signed in to replace it, and somebody stored 3 in between. */
  async function contested() {
    const sink = await bench.begin(name);
    await store.overwrite(name, sampleText(3));
    await bench.signIn(name, sampleSession(2), { sink });
    const { conflict } = succeeded(await bench.namespaces.open(name));
    const etag = conflict?.etag ?? null;
    const workspace = { profile, namespaces: bench.namespaces, protection: null };
    const handlers = conflictHandlers(async () => workspace, operator.confirm);
    return (kind: 'put-ours' | 'keep-theirs', fingerprint = shown(2)) =>
      handlers['conflict:resolve']({ namespace: name, fingerprint, etag, choice: { kind } });
  }

  it.each(['put-ours', 'keep-theirs'] as const)('is not decided by %s unless confirmed', async (kind) => {
    const decide = await contested();
    operator.says = 'no';
    expect(await decide(kind)).toEqual(refused);
    expect([bench.unsaved(), await store.text(name)]).toEqual([[name], sampleText(3)]);
    expect(operator.asked).toMatchObject([
      {
        kind,
        namespace: name,
        conflict: { ours: { fingerprint: shown(2) }, theirs: { fingerprint: shown(3) } },
      },
    ]);
    operator.says = 'yes';
    expect(await decide(kind)).toMatchObject({ ok: true });
    const stored = kind === 'put-ours' ? sampleText(2) : sampleText(3);
    expect([bench.unsaved(), await store.text(name)]).toEqual([[], stored]);
  });

  it('that is not the one that was shown is not asked about', async () => {
    const decide = await contested();
    expect(await decide('put-ours', shown(9))).toEqual(fail('conflict-changed'));
    expect(operator.asked).toEqual([]);
  });

  it('that is decided otherwise while the question stands is not decided twice', async () => {
    const decide = await contested();
    operator.meanwhile = () => bench.namespaces.saveAs(name, shown(2), 'other');
    expect(await decide('keep-theirs')).toMatchObject({ error: { code: 'pending-gone' } });
    expect([await store.text(name), await store.text('other')]).toEqual([sampleText(3), sampleText(2)]);
  });
});

describe('a restore', () => {
  let guarded: GuardedNamespaces;
  afterEach(() => guarded.dispose());

  async function replaced() {
    guarded = await GuardedNamespaces.open(store, null);
    await guarded.store(name, 2, await guarded.openedEtag(name));
    const etag = await guarded.openedEtag(name);
    const { versions } = await guarded.page(name, null);
    const earlier = versions.find(({ side }) => side.fingerprint === shown(1)) ?? expect.fail();
    const handlers = historyHandlers(async () => guarded, operator.confirm);
    return { handlers, request: { namespace: name, source: earlier.source, id: earlier.id, etag } };
  }

  it('is carried out once the operator has confirmed it, and only then', async () => {
    const { handlers, request } = await replaced();
    operator.says = 'no';
    expect(await handlers['history:restore'](request)).toEqual(refused);
    expect(await store.text(name)).toBe(sampleText(2));
    operator.says = 'yes';
    expect(await handlers['history:restore'](request)).toMatchObject({ ok: true });
    expect(await store.text(name)).toBe(sampleText(1));
    const sides = { restored: shown(1), replaced: { fingerprint: shown(2) } };
    expect(operator.asked).toMatchObject([sides, sides]);
  });

  it('over another object than the one that was shown is not asked about', async () => {
    const { handlers, request } = await replaced();
    await store.overwrite(name, sampleText(4));
    expect(await handlers['history:restore'](request)).toEqual(fail('conflict-changed'));
    expect(await handlers['history:restore']({ ...request, etag: null })).toEqual(fail('conflict-changed'));
    expect([operator.asked, await store.text(name)]).toEqual([[], sampleText(4)]);
  });

  it('replaces nothing that was stored while the question stood', async () => {
    const { handlers, request } = await replaced();
    operator.meanwhile = () => store.overwrite(name, sampleText(4));
    expect(await handlers['history:restore'](request)).toMatchObject({ ok: false });
    expect(await store.text(name)).toBe(sampleText(4));
  });

  it('of the session that was overwritten is confirmed too', async () => {
    const { handlers } = await replaced();
    await store.overwrite(name, sampleText(4));
    const etag = await guarded.openedEtag(name);
    operator.says = 'no';
    expect(await handlers['watch:restore']({ namespace: name, etag })).toEqual(refused);
    expect(operator.asked).toMatchObject([{ restored: shown(2), replaced: { fingerprint: shown(4) } }]);
    operator.says = 'yes';
    expect(await handlers['watch:restore']({ namespace: name, etag })).toMatchObject({ ok: true });
    expect(await store.text(name)).toBe(sampleText(2));
  });
});

describe('letting go of the copy of a watched session', () => {
  let guarded: GuardedNamespaces;

  async function watched() {
    guarded = await GuardedNamespaces.open(store, null);
    await guarded.store(name, 2, await guarded.openedEtag(name));
    return historyHandlers(async () => guarded, operator.confirm);
  }

  it.each(['watch:stop', 'watch:confirm-running'] as const)(
    'that was overwritten is confirmed first (%s)',
    async (channel) => {
      const handlers = await watched();
      await store.overwrite(name, sampleText(4));
      await guarded.openedEtag(name);
      operator.says = 'no';
      expect(await handlers[channel]({ namespace: name })).toEqual(refused);
      expect(guarded.watch.view(name)).toMatchObject({ ours: { fingerprint: shown(2) } });
      operator.says = 'yes';
      expect(await handlers[channel]({ namespace: name })).toEqual(ok(null));
      expect(guarded.watch.view(name)).toBeNull();
      const question = { kind: 'let-go', ours: shown(2), stored: { fingerprint: shown(4) } };
      expect(operator.asked).toMatchObject([question, question]);
    },
  );

  it('that stands where it was stored is not asked about', async () => {
    const handlers = await watched();
    expect(await handlers['watch:stop']({ namespace: name })).toEqual(ok(null));
    expect(operator.asked).toEqual([]);
  });
});

describe('the connector’s lines with secrets', () => {
  let current: StoredProfile;
  let copied: string[];

  function copy(withSecrets: boolean) {
    const push = (text: string) => void copied.push(text);
    return connectorHandlers({
      current: async () => current,
      copyText: push,
      copySecret: async (text) => push(text),
      confirm: operator.confirm,
    })['connector:copy-env']({ namespace: name, withSecrets });
  }

  beforeEach(() => {
    current = profile;
    copied = [];
  });

  it('are copied once the operator has confirmed it, and only then', async () => {
    operator.says = 'no';
    expect(await copy(true)).toEqual(refused);
    expect(copied).toEqual([]);
    operator.says = 'yes';
    expect(await copy(true)).toEqual(ok(null));
    expect(copied.join()).toContain(secrets.apiHash);
    expect(operator.asked).toMatchObject([1, 2].map(() => ({ profile: { name: draft.name } })));
  });

  it('are not those of a profile that was changed while the question stood', async () => {
    operator.meanwhile = async () => {
      current = { ...profile, draft: { ...draft, endpoint: 'http://elsewhere:9000' } };
    };
    expect(await copy(true)).toEqual(fail('conflict-changed'));
    expect(copied).toEqual([]);
  });

  it('without secrets are copied without a question', async () => {
    expect(await copy(false)).toEqual(ok(null));
    expect(copied.join()).not.toContain(secrets.apiHash);
    expect(operator.asked).toEqual([]);
  });
});
