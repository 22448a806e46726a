import { describe, expect, it } from 'vitest';
import { backgroundNews } from '../../../../../renderer/src/features/sign-in/background-news.ts';
import type { SignInStep } from '../../../../../shared/sign-in.ts';
import { account, codeStep, signInView } from '../../fixtures.ts';

const working = signInView(codeStep, { activity: 'checking-code' });

function newsOf(step: SignInStep) {
  return backgroundNews(working, signInView(step));
}

describe('a sign-in that goes on without its wizard', () => {
  it('tells that the session is stored', () => {
    const done = { kind: 'done', account, fingerprint: 'a1', uri: 's3://b/k', storedAt: 0 } as const;
    expect(newsOf(done)).toMatchObject({ title: 'alpha: the session is stored', button: 'Show' });
  });

  it.each<[string, SignInStep, string]>([
    ['failed', { kind: 'failed', error: { code: 'phone-number-banned' } }, 'red'],
    ['was refused a code', { ...codeStep, error: { code: 'code-invalid' } }, 'orange'],
    [
      'could not be stored',
      { kind: 'storing', account, fingerprint: 'a1', error: { code: 'store-timeout' } },
      'orange',
    ],
  ])('tells that it %s, with a way to go on', (_, step, colour) => {
    expect(newsOf(step)).toMatchObject({ colour, button: 'Continue' });
  });

  it('tells that the next step waits', () => {
    expect(newsOf({ kind: 'password', hint: null, error: null })?.title).toContain('waits for you');
  });

  it('tells nothing while it is under way, and nothing twice', () => {
    expect(backgroundNews(working, signInView(codeStep, { activity: 'storing' }))).toBeNull();
    expect(backgroundNews(signInView(codeStep), signInView(codeStep))).toBeNull();
  });
});
