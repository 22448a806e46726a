import { beforeEach, describe, expect, it } from 'vitest';
import { SignInAttempts } from '../../../../electron/main/telegram/sign-in/attempts.ts';
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
    now: () => 0,
    createId: () => {
      created += 1;
      return `attempt-${created}`;
    },
    logger: silentLogger,
  });
});

async function start(namespace: string, knownPhoneNumber: string | null = null): Promise<SignInView> {
  const prepared = { purpose: 'sign-in', knownPhoneNumber, sink: telegram } as const;
  const started = await attempts.start({ profileId: 'p', namespace }, async () => ok(prepared));
  if (!started.ok) throw new Error(started.error.code);
  return started.value;
}

describe('several sign-ins', () => {
  it('run side by side for different namespaces and tell of themselves', async () => {
    const changed: string[] = [];
    attempts.onChanged((view) => changed.push(`${view.namespace} ${view.step.kind}`));
    const first = await start('one');
    const second = await start('two', '+4915123456789');
    await attempts.act(first.attemptId, chooseBot);
    expect(attempts.list().map(({ namespace, step }) => `${namespace} ${step.kind}`)).toEqual([
      'one bot-token',
      'two phone',
    ]);
    expect(changed).toEqual(['one bot-token']);
    expect(second.canGoBack).toBe(true);
  });

  it('are one per namespace, also when two begin at once', async () => {
    let prepared = 0;
    const prepare = async () => {
      prepared += 1;
      return ok({ purpose: 'sign-in', knownPhoneNumber: null, sink: telegram } as const);
    };
    const place = { profileId: 'p', namespace: 'one' };
    const both = await Promise.all([attempts.start(place, prepare), attempts.start(place, prepare)]);
    expect(both[1]).toEqual(both[0]);
    expect(await attempts.start(place, prepare)).toEqual(both[0]);
    expect(prepared).toBe(1);
    expect(attempts.list()).toHaveLength(1);
  });

  it('do not begin where preparing one is refused', async () => {
    const refusal = fail('namespace-occupied', { namespace: 'one' });
    expect(await attempts.start({ profileId: 'p', namespace: 'one' }, async () => refusal)).toEqual(refusal);
    expect(attempts.list()).toEqual([]);
    await start('one');
    expect(attempts.list()).toHaveLength(1);
  });

  it('make room for another when they are done', async () => {
    const closed: string[] = [];
    attempts.onClosed((attemptId) => closed.push(attemptId));
    const { attemptId } = await start('one');
    await attempts.act(attemptId, chooseBot);
    await attempts.act(attemptId, submitToken);
    await start('one');
    expect(closed).toEqual([attemptId]);
    expect(attempts.list()).toHaveLength(1);
  });
});

describe('closing', () => {
  it('forgets the attempt and tells so', async () => {
    const closed: string[] = [];
    const unsubscribe = attempts.onClosed((attemptId) => closed.push(attemptId));
    const { attemptId } = await start('one');
    await attempts.close(attemptId);
    await attempts.close(attemptId);
    expect(closed).toEqual([attemptId]);
    expect(await attempts.act(attemptId, chooseBot)).toEqual(fail('attempt-gone'));
    unsubscribe();
    await attempts.close((await start('one')).attemptId);
    expect(closed).toHaveLength(1);
  });

  it('waits for a session that Telegram has accepted, even one whose attempt was closed before', async () => {
    const held = telegram.hold('store');
    const { attemptId } = await start('one');
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
    held.release(ok(null));
    await Promise.all([submitting, closing]);
    expect(attempts.list()).toEqual([]);
  });

  it('can wait until what is being asked has been answered', async () => {
    const held = telegram.hold('importBotToken');
    const { attemptId } = await start('one');
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
