import { beforeEach, describe, expect, it } from 'vitest';
import { SignInAttempts, type StartSignIn } from '../../../../electron/main/telegram/sign-in/attempts.ts';
import { fail, ok } from '../../../../shared/result.ts';
import type { SignInView } from '../../../../shared/sign-in.ts';
import { ScriptedTelegram, signedIn } from '../../../fixtures/scripted-telegram.ts';
import { silentLogger } from '../../../fixtures/silent-logger.ts';

const submitToken = { type: 'submit-bot-token', token: `123456789:${'aB-_9'.repeat(7)}` } as const;
const chooseBot = { type: 'choose-method', method: 'bot-token' } as const;

let telegram: ScriptedTelegram;
let attempts: SignInAttempts;

beforeEach(() => {
  telegram = new ScriptedTelegram();
  let created = 0;
  attempts = new SignInAttempts({
    gateway: telegram,
    sink: telegram,
    fingerprintOf: () => 'f1f1f1f1',
    now: () => 0,
    createId: () => {
      created += 1;
      return `attempt-${created}`;
    },
    logger: silentLogger,
  });
});

function start(namespace: string, knownPhoneNumber: string | null = null): SignInView {
  const request: StartSignIn = { profileId: 'p', namespace, purpose: 'sign-in', knownPhoneNumber };
  const started = attempts.start(request);
  if (!started.ok) throw new Error(started.error.code);
  return started.value;
}

describe('several sign-ins', () => {
  it('run side by side for different namespaces and tell of themselves', async () => {
    const changed: string[] = [];
    attempts.onChanged((view) => changed.push(`${view.namespace} ${view.step.kind}`));
    const first = start('one');
    const second = start('two', '+4915123456789');
    await attempts.act(first.attemptId, chooseBot);
    expect(attempts.list().map(({ namespace, step }) => `${namespace} ${step.kind}`)).toEqual([
      'one bot-token',
      'two phone',
    ]);
    expect(changed).toEqual(['one bot-token']);
    expect(second.canGoBack).toBe(true);
  });

  it('are one per namespace', () => {
    start('one');
    const request = {
      profileId: 'p',
      namespace: 'one',
      purpose: 're-authenticate',
      knownPhoneNumber: null,
    } as const;
    expect(attempts.start(request)).toEqual(fail('attempt-open', { namespace: 'one' }));
  });

  it('make room for another when they are done', async () => {
    const closed: string[] = [];
    attempts.onClosed((attemptId) => closed.push(attemptId));
    const { attemptId } = start('one');
    await attempts.act(attemptId, chooseBot);
    await attempts.act(attemptId, submitToken);
    start('one');
    expect(closed).toEqual([attemptId]);
    expect(attempts.list()).toHaveLength(1);
  });
});

describe('closing', () => {
  it('forgets the attempt and tells so', async () => {
    const closed: string[] = [];
    const unsubscribe = attempts.onClosed((attemptId) => closed.push(attemptId));
    const { attemptId } = start('one');
    await attempts.close(attemptId);
    await attempts.close(attemptId);
    expect(closed).toEqual([attemptId]);
    expect(await attempts.act(attemptId, chooseBot)).toEqual(fail('attempt-gone'));
    unsubscribe();
    await attempts.close(start('one').attemptId);
    expect(closed).toHaveLength(1);
  });

  it('waits for a session that Telegram has accepted, even one whose attempt was closed before', async () => {
    const held = telegram.hold('store');
    const { attemptId } = start('one');
    await attempts.act(attemptId, chooseBot);
    const submitting = attempts.act(attemptId, submitToken);
    await expect.poll(() => telegram.calls.at(-1)).toMatch(/^store/);
    void attempts.close(attemptId);
    let isClosed = false;
    const closing = attempts.closeAll().then(() => {
      isClosed = true;
    });
    await turnOfTheLoop();
    expect(isClosed).toBe(false);
    held.release(ok({ fingerprint: 'f1f1f1f1', uri: 's3://b/one' }));
    await Promise.all([submitting, closing]);
    expect(attempts.list()).toEqual([]);
  });

  it('can wait until what is being asked has been answered', async () => {
    const held = telegram.hold('importBotToken');
    const { attemptId } = start('one');
    await attempts.act(attemptId, chooseBot);
    void attempts.act(attemptId, submitToken);
    const idle = attempts.idle();
    await expect.poll(() => telegram.calls.at(-1)).toMatch(/^importBotToken/);
    held.release(ok(signedIn));
    await idle;
    expect(attempts.list()[0]?.step.kind).toBe('done');
  });
});

/** Lets everything that could run now run. */
function turnOfTheLoop(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
