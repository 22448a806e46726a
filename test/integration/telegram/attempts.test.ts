import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SignInAttempts } from '../../../electron/main/telegram/sign-in/attempts.ts';
import type { HandoverProgress, SessionSink } from '../../../electron/main/telegram/sign-in/session-sink.ts';
import type { SignInAction } from '../../../shared/ipc.ts';
import { fail, ok } from '../../../shared/result.ts';
import type { SignInView } from '../../../shared/sign-in.ts';
import { silentLogger } from '../../fixtures/silent-logger.ts';
import { type PracticeDc, startPracticeDc } from '../../fixtures/telegram-dc.ts';
import { practiceGateway } from '../../fixtures/telegram-gateway.ts';
import { keyFingerprint } from '../../servers/telegram-dc/auth-keys.ts';

const phone = '+4915100000001';
const botToken = '5000000001:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

let dc: PracticeDc;
let attempts: SignInAttempts;
let stored: Map<string, { fingerprint: string; name: string }>;

/** A sink of one attempt: it stores a session only once the connection that signed it in is seen to be closed. */
function sinkFor(namespace: string): SessionSink {
  const followers = new Set<(progress: HandoverProgress) => void>();
  let fingerprint = '';
  let name = '';
  const store = async () => {
    const used = () => dc.control.connectionsWith(fingerprint);
    // The attempt waits for the sink, so only a connection that was closed before can be seen closed here.
    await expect.poll(async () => (await used()).every(({ closedAt }) => closedAt !== undefined)).toBe(true);
    stored.set(namespace, { fingerprint, name });
    for (const follow of followers) follow({ kind: 'stored', uri: `s3://bucket/${namespace}` });
  };
  return {
    offer: async () => {},
    withdraw: async () => {},
    leave: () => {},
    accept: async ({ authKey }) => {
      fingerprint = keyFingerprint(Buffer.from(authKey));
      return fingerprint;
    },
    release: async (account) => {
      name = account?.info.name ?? '';
      await store();
    },
    store,
    onProgress: (follow) => {
      followers.add(follow);
      return () => followers.delete(follow);
    },
  };
}

beforeAll(async () => {
  dc = await startPracticeDc({
    users: [{ phone, firstName: 'Ada', password: 'breakfast', dcId: 4 }],
    bots: [{ token: botToken, firstName: 'Production', username: 'production_bot', dcId: 5 }],
  });
});
beforeEach(async () => {
  const { gateway } = await practiceGateway(dc);
  stored = new Map();
  attempts = new SignInAttempts({
    gateway,
    now: Date.now,
    createId: randomUUID,
    logger: silentLogger,
  });
});
afterAll(() => dc.stop());

async function start(namespace: string): Promise<string> {
  const started = await attempts.start({ profileId: 'p', namespace }, async () =>
    ok({ purpose: 'sign-in', knownPhoneNumber: null, sink: sinkFor(namespace) }),
  );
  if (!started.ok) throw new Error(started.error.code);
  return started.value.attemptId;
}

async function walk(attemptId: string, ...actions: SignInAction[]): Promise<SignInView> {
  let result = fail('attempt-gone') as Awaited<ReturnType<SignInAttempts['act']>>;
  for (const action of actions) result = await attempts.act(attemptId, action);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

const phoneWay: SignInAction[] = [
  { type: 'choose-method', method: 'phone' },
  { type: 'submit-phone', phoneNumber: phone },
  { type: 'submit-code', code: '12345' },
];

describe('sign-ins against the practice data centre', () => {
  it('run at the same time, and each stores the key that the server knows, with its connection closed', async () => {
    const [user, bot] = [await start('someone'), await start('production-bot')];
    const [userView, botView] = await Promise.all([
      walk(user, ...phoneWay, { type: 'submit-password', password: 'breakfast' }),
      walk(
        bot,
        { type: 'choose-method', method: 'bot-token' },
        { type: 'submit-bot-token', token: botToken },
      ),
    ]);
    expect(userView.step).toMatchObject({ kind: 'done', account: { name: 'Ada', dcId: 4 } });
    expect(botView.step).toMatchObject({
      kind: 'done',
      account: { name: 'Production', dcId: 5, isBot: true },
    });
    const [checked] = await dc.control.calls('auth.checkPassword');
    expect(stored.get('someone')).toEqual({ fingerprint: checked?.fingerprint, name: 'Ada' });
    expect(stored.get('production-bot')).toMatchObject({ name: 'Production' });
  });

  it('start again at the number when the data centre has forgotten their key', async () => {
    const attemptId = await start('someone');
    await walk(attemptId, ...phoneWay.slice(0, 2));
    await dc.control.call('forgetKeys', {});
    const view = await walk(attemptId, { type: 'submit-code', code: '12345' });
    expect(view.step).toEqual({ kind: 'phone', phoneNumber: phone, error: { code: 'sign-in-restarted' } });
    const after = await walk(attemptId, { type: 'retry' });
    expect(after.step.kind).toBe('code');
    await attempts.closeAll();
    await expect.poll(() => dc.control.openConnections()).toEqual([]);
  });
});
