import type { NamespaceDetail } from '../../../../shared/namespace-views.ts';
import { isRepairable } from '../../../../shared/stored-sessions.ts';
import type { Attempt } from '../../stores/sign-in.ts';

export type DetailAction =
  | 'continue-sign-in'
  | 'save-again'
  | 'unlock'
  | 'restore-new'
  | 'read-again'
  | 'repair'
  | 'replace'
  | 'sign-in'
  | 'start-protected'
  | 'check-now';

export const actionLabels: Record<DetailAction, string> = {
  'continue-sign-in': 'Continue sign-in',
  'save-again': 'Save again',
  unlock: 'Unlock',
  'restore-new': 'Restore the new session',
  'read-again': 'Read again',
  repair: 'Repair',
  replace: 'Re-authenticate',
  'sign-in': 'Sign in',
  'start-protected': 'Sign in (never overwrites)',
  'check-now': 'Check now',
};

type ActionSource = Pick<
  NamespaceDetail,
  'state' | 'verdict' | 'unsaved' | 'conflicted' | 'locked' | 'overwritten' | 'damage'
>;

/** The one thing that an operator most likely wants to do next with a namespace. */
export function primaryAction(detail: ActionSource, attempt: Attempt | null): DetailAction {
  // A conflict is decided by its own three buttons, none of which may be the likely one.
  if (detail.conflicted) return 'read-again';
  if (attempt) return 'continue-sign-in';
  if (detail.unsaved) return 'save-again';
  if (detail.overwritten) return 'restore-new';
  if (detail.locked) return 'unlock';
  switch (detail.state) {
    case null:
    case 'unreachable':
      return 'read-again';
    case 'damaged':
      return detail.damage && isRepairable(detail.damage) ? 'repair' : 'replace';
    case 'empty':
    case 'missing':
      return 'sign-in';
    case 'missing-or-forbidden':
      return 'start-protected';
    case 'present':
      return detail.verdict.kind === 'unauthorized' || detail.verdict.kind === 'account-gone'
        ? 'replace'
        : 'check-now';
  }
}

/** Everything else that makes sense in this state, for the menu beside the primary action. */
export function otherActions(detail: ActionSource, attempt: Attempt | null): DetailAction[] {
  const primary = primaryAction(detail, attempt);
  const fitting: DetailAction[] = ['read-again'];
  if (detail.state === 'present') fitting.push('check-now');
  if (detail.conflicted) return [];
  // If the seal can no longer be opened, somebody has to sign in again; the sealed session is then kept aside.
  const replaceable = detail.state === 'present' || detail.state === 'damaged' || detail.locked;
  // Another sign-in would throw away a session that is waiting to be stored.
  if (replaceable && !attempt && !detail.unsaved) fitting.push('replace');
  return fitting.filter((action) => action !== primary);
}
