import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SignInAttempt } from '../../../../electron/main/telegram/sign-in/attempt.ts';
import { errorCodes } from '../../../../shared/error-codes.ts';
import { requestSchemas, type SignInAction } from '../../../../shared/ipc.ts';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import type { SignInStep, SignInView } from '../../../../shared/sign-in.ts';
import { ScriptedTelegram, sentCode, signedIn } from '../../../fixtures/scripted-telegram.ts';
import { silentLogger } from '../../../fixtures/silent-logger.ts';

const actions: SignInAction[] = [
  { type: 'choose-method', method: 'phone' },
  { type: 'choose-method', method: 'bot-token' },
  { type: 'submit-phone', phoneNumber: '+4915123456789' },
  { type: 'submit-phone', phoneNumber: 'nonsense' },
  { type: 'submit-code', code: '12345' },
  { type: 'submit-code', code: 'nonsense' },
  { type: 'resend-code' },
  { type: 'submit-password', password: 'breakfast' },
  { type: 'submit-password', password: '' },
  { type: 'submit-bot-token', token: `123456789:${'aB-_9'.repeat(7)}` },
  { type: 'back' },
  { type: 'retry' },
];

/** The action that goes on from a step, so that walks get far. */
const onward: Record<SignInStep['kind'], SignInAction> = {
  method: { type: 'choose-method', method: 'phone' },
  phone: { type: 'submit-phone', phoneNumber: '+4915123456789' },
  code: { type: 'submit-code', code: '12345' },
  password: { type: 'submit-password', password: 'breakfast' },
  'bot-token': { type: 'submit-bot-token', token: `123456789:${'aB-_9'.repeat(7)}` },
  storing: { type: 'retry' },
  done: { type: 'back' },
  ended: { type: 'back' },
  failed: { type: 'retry' },
};

/** Steps that may follow a step; a step may always stay as it is. */
const followers: Record<SignInStep['kind'], SignInStep['kind'][]> = {
  method: ['phone', 'bot-token'],
  phone: ['method', 'code', 'storing', 'failed'],
  code: ['phone', 'password', 'storing', 'failed'],
  password: ['phone', 'storing', 'failed'],
  'bot-token': ['method', 'storing', 'failed'],
  storing: ['done', 'ended'],
  done: [],
  ended: [],
  failed: ['phone', 'bot-token'],
};

const failure: fc.Arbitrary<Result<unknown>> = fc
  .tuple(fc.constantFrom(...errorCodes), fc.option(fc.integer({ min: 0, max: 90 }), { nil: undefined }))
  .map(([code, seconds]) => fail(code, undefined, seconds));

function sometimes(success: Result<unknown>): fc.Arbitrary<Result<unknown>> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(success) }, { weight: 1, arbitrary: failure });
}

const answers = fc.record({
  connect: sometimes(ok(null)),
  sendCode: sometimes(ok(sentCode)),
  signIn: fc.oneof(sometimes(ok({ kind: 'password-needed', hint: null })), sometimes(ok(signedIn))),
  checkPassword: sometimes(ok(signedIn)),
  importBotToken: sometimes(ok(signedIn)),
  whoAmI: failure,
  store: sometimes(ok(null)),
});

const move = fc.record({
  action: fc.oneof(fc.constant('onward' as const), fc.constantFrom(...actions)),
  isAwaited: fc.boolean(),
  passMs: fc.constantFrom(0, 0, 60_000),
  answers,
});

type Move = typeof move extends fc.Arbitrary<infer M> ? M : never;

class Walk {
  readonly telegram = new ScriptedTelegram();
  readonly views: SignInView[] = [];
  readonly #pending: Promise<unknown>[] = [];
  #nowMs = 0;
  readonly attempt = new SignInAttempt(
    {
      identity: { attemptId: 'a', profileId: 'p', namespace: 'teleapp', purpose: 'sign-in' },
      knownPhoneNumber: null,
      sink: this.telegram,
    },
    { gateway: this.telegram, now: () => this.#nowMs, logger: silentLogger },
    (view) => this.views.push(view),
  );

  async make({ action, isAwaited, passMs, answers }: Move): Promise<void> {
    this.#nowMs += passMs;
    for (const [call, answer] of Object.entries(answers)) {
      // The keys of `answers` are names of calls; Object.entries forgets that.
      this.telegram.next(call as keyof typeof answers, answer);
    }
    const { kind } = this.attempt.view().step;
    const acting = this.attempt.act(action === 'onward' ? onward[kind] : action);
    if (isAwaited) await acting;
    this.#pending.push(acting);
  }

  async settle(): Promise<void> {
    await Promise.all(this.#pending);
  }
}

describe('an attempt, whatever is done in whatever order', () => {
  it('never throws, only takes steps that may follow each other, and keeps at most one connection', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(move, { maxLength: 25 }), async (moves) => {
        const walk = new Walk();
        let before = walk.attempt.view().step.kind;
        for (const made of moves) {
          await walk.make(made);
          expect(walk.telegram.openConnections).toBeLessThanOrEqual(1);
        }
        await walk.settle();
        for (const { step, activity, canGoBack } of walk.views) {
          if (step.kind !== before) expect(followers[before]).toContain(step.kind);
          if (step.kind === 'storing' || step.kind === 'done') expect(canGoBack).toBe(false);
          if (step.kind === 'done' || step.kind === 'failed' || step.kind === 'method')
            expect(activity).toBe(null);
          before = step.kind;
        }
        expect(walk.attempt.view().activity).toBe(null);
        await walk.attempt.close();
        expect(walk.telegram.openConnections).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('stores only what Telegram has accepted, and only after the connection is closed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(move, { maxLength: 25 }), async (moves) => {
        const walk = new Walk();
        for (const made of moves) await walk.make(made);
        await walk.settle();
        const { calls } = walk.telegram;
        const asked = calls.findIndex((call) => call.startsWith('whoAmI'));
        for (const [index, call] of calls.entries()) {
          if (!call.startsWith('store')) continue;
          expect(index).toBeGreaterThan(asked);
          expect(call).toContain('open:0');
        }
        expect(calls.filter((call) => call.startsWith('whoAmI')).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 200 },
    );
  });

  it('knows every action that the window may send', () => {
    const payload = (action: SignInAction) => ({ attemptId: '00000000-0000-4000-8000-000000000000', action });
    for (const action of actions) {
      expect(requestSchemas['sign-in:act'].safeParse(payload(action)).success).toBe(true);
    }
  });
});
