import { describe, expect, it } from 'vitest';
import { otherActions, primaryAction } from '../../../../../renderer/src/features/sessions/primary-action.ts';
import { withView } from '../../../../../renderer/src/stores/sign-in.ts';
import type { NamespaceDetail } from '../../../../../shared/namespace-views.ts';
import { codeStep, detail, signInView } from '../../fixtures.ts';

const refused = { kind: 'unauthorized', reason: 'session-revoked', checkedAt: 0 } as const;
const gone = { kind: 'account-gone', reason: 'account-banned', checkedAt: 0 } as const;
const accepted = { kind: 'authorized', checkedAt: 0 } as const;
const [openAttempt = null] = Object.values(withView({}, signInView(codeStep)));

describe('the primary action', () => {
  it.each<[string, Partial<NamespaceDetail>, string]>([
    ['a session nobody has checked', { state: 'present' }, 'check-now'],
    ['a session Telegram accepts', { state: 'present', verdict: accepted }, 'check-now'],
    ['a session Telegram refuses', { state: 'present', verdict: refused }, 'replace'],
    ['a session whose account is gone', { state: 'present', verdict: gone }, 'replace'],
    ['an empty object', { state: 'empty' }, 'sign-in'],
    ['nothing stored', { state: 'missing' }, 'sign-in'],
    ['a 403', { state: 'missing-or-forbidden' }, 'start-protected'],
    ['a poisoned session', { state: 'damaged', damage: 'poisoned' }, 'repair'],
    ['a gramjs session', { state: 'damaged', damage: 'gramjs' }, 'repair'],
    ['a damaged object', { state: 'damaged', damage: 'wrong-length' }, 'replace'],
    ['a store that does not answer', { state: 'unreachable' }, 'read-again'],
    ['a namespace nobody has read', { state: null }, 'read-again'],
    ['a session that waits sealed, whatever is stored', { state: 'missing', locked: true }, 'unlock'],
    ['an unsaved session, whatever is stored', { state: 'present', unsaved: true }, 'save-again'],
  ])('for %s fits', (_, known, action) => {
    expect(primaryAction(detail('alpha', known), null)).toBe(action);
  });

  it('is to go on while a sign-in is open', () => {
    expect(primaryAction(detail('alpha', { unsaved: true }), openAttempt)).toBe('continue-sign-in');
  });
});

describe('the other actions', () => {
  it('never repeat the primary one', () => {
    expect(otherActions(detail('alpha', { state: 'unreachable' }), null)).toEqual([]);
    expect(otherActions(detail('alpha', { verdict: refused }), null)).toEqual(['read-again', 'check-now']);
  });

  it('offer to replace only if something is stored and no sign-in is open', () => {
    expect(otherActions(detail('alpha'), null)).toContain('replace');
    expect(otherActions(detail('alpha', { state: 'missing' }), null)).not.toContain('replace');
    expect(otherActions(detail('alpha'), openAttempt)).not.toContain('replace');
  });

  it('offer another sign-in if the seal of a waiting session cannot be opened', () => {
    expect(otherActions(detail('alpha', { state: 'missing', locked: true }), null)).toContain('replace');
  });

  it('never offer to replace while a session is unsaved, because that one would be lost', () => {
    expect(otherActions(detail('alpha', { unsaved: true }), null)).not.toContain('replace');
    expect(otherActions(detail('alpha', { unsaved: true, state: 'damaged' }), null)).not.toContain('replace');
  });
});
