import { describe, expect, it } from 'vitest';
import { attemptFor, withoutAttempt, withView } from '../../../../renderer/src/stores/sign-in.ts';
import { account, codeStep, profileId, signInView } from '../fixtures.ts';

const view = signInView({ kind: 'phone', phoneNumber: '', error: null });
const id = view.attemptId;

describe('attempts as the window remembers them', () => {
  it('remember the method and the step reached when a failure comes', () => {
    const onCode = withView(withView({}, view), signInView(codeStep));
    const failed = withView(onCode, signInView({ kind: 'failed', error: { code: 'phone-number-banned' } }));
    expect(failed[id]).toMatchObject({ method: 'phone', reached: 'code' });
  });

  it('forget the method when the operator goes back to choose another', () => {
    const back = withView(withView({}, view), signInView({ kind: 'method', error: null }));
    expect(back[id]?.method).toBeNull();
  });

  it('know a bot by its account when the wizard is opened at storing', () => {
    const bot = { ...account, isBot: true };
    const attempts = withView(
      {},
      signInView({ kind: 'storing', account: bot, fingerprint: 'a1', error: null }),
    );
    expect(attempts[id]?.method).toBe('bot-token');
  });

  it('drop a refusal once main pushes the next view', () => {
    const refused = Object.entries(withView({}, view)).map(([key, attempt]) => [
      key,
      { ...attempt, refusal: { code: 'step-mismatch' } as const },
    ]);
    expect(withView(Object.fromEntries(refused), view)[id]?.refusal).toBeNull();
  });

  it('are found by profile and namespace together', () => {
    const attempts = withView({}, view);
    expect(attemptFor(attempts, profileId, 'alpha')?.view).toBe(view);
    expect(attemptFor(attempts, profileId, 'beta')).toBeNull();
    expect(attemptFor(attempts, 'another', 'alpha')).toBeNull();
  });

  it('no longer count as open once the session is stored', () => {
    const done = { kind: 'done', account, fingerprint: 'a1', uri: 's3://b/k', storedAt: 0 } as const;
    expect(attemptFor(withView({}, signInView(done)), profileId, 'alpha')).toBeNull();
  });

  it('stay when another one is closed', () => {
    const other = signInView(codeStep, { attemptId: 'other', namespace: 'beta' });
    const both = withView(withView({}, view), other);
    expect(Object.keys(withoutAttempt(both, id))).toEqual(['other']);
  });
});
