import type { AccountVerdict } from '../../../../shared/accounts.ts';
import type { NamespaceDetail } from '../../../../shared/namespace-views.ts';
import { isRepairable } from '../../../../shared/stored-sessions.ts';
import { formatAgo } from '../../components/format.ts';

/** Telegram's answer about the session when somebody last asked. */
export function verdictWords(verdict: AccountVerdict, nowMs: number): string {
  switch (verdict.kind) {
    case 'unknown':
      return 'Not checked yet';
    case 'authorized':
      return `Accepted the session ${formatAgo(verdict.checkedAt, nowMs)}`;
    case 'unauthorized':
    case 'account-gone':
      return `Refused the session ${formatAgo(verdict.checkedAt, nowMs)}`;
  }
}

/** One sentence that tells an operator what the state means for the connector. */
export function situationWords({
  state,
  verdict,
  damage,
  unsaved,
  locked,
  overwritten,
}: NamespaceDetail): string | null {
  if (unsaved || locked || overwritten) return null;
  switch (state) {
    case 'present':
      return verdict.kind === 'unknown'
        ? 'A session is stored. Only a check tells whether Telegram still accepts it.'
        : null;
    case 'empty':
      return 'The object is there but empty, so the connector starts without a session. Sign in to fill it.';
    case 'missing':
      return 'Nothing is stored under this name yet. Sign in to store the first session.';
    case 'missing-or-forbidden':
      return 'The store answered 403. Without s3:ListBucket this means that nothing is stored here, or that reading is refused. A sign-in is stored only if nothing is there, so nothing can be overwritten.';
    case 'damaged':
      return damage && isRepairable(damage)
        ? null
        : 'The connector cannot use this object. Sign in again to replace it.';
    case 'unreachable':
    case null:
      return null;
  }
}
