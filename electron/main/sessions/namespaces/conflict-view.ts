import type { AccountVerdict } from '../../../../shared/accounts.ts';
import type { OurSide, SessionConflict } from '../../../../shared/conflicts.ts';
import type { SessionManager } from '../session-manager.ts';
import { sideOf } from '../store/session-side.ts';

type VerdictOf = (fingerprint: string) => AccountVerdict;

function ourSide(text: string, verdictOf: VerdictOf): OurSide | null {
  const sizeBytes = Buffer.byteLength(text);
  const object = {
    kind: 'found',
    text,
    sizeBytes,
    etag: '',
    lastModified: null,
    writer: 'this-app',
  } as const;
  const side = sideOf(object, verdictOf);
  return side && side.fingerprint !== null ? { ...side, fingerprint: side.fingerprint } : null;
}

/**
 * Both sides of what a manager holds; null without a conflict.
 *
 * @param signedInAt when the session was accepted, epoch ms; null where that was before the app started
 */
export function conflictView(
  { conflict, unsavedSession }: Pick<SessionManager, 'conflict' | 'unsavedSession'>,
  signedInAt: number | null,
  verdictOf: VerdictOf,
): SessionConflict | null {
  if (!conflict || !unsavedSession) return null;
  const accepted: VerdictOf = (fingerprint) =>
    signedInAt === null ? verdictOf(fingerprint) : { kind: 'authorized', checkedAt: signedInAt };
  const ours = ourSide(unsavedSession.text, accepted);
  if (!ours) return null;
  if (conflict.kind !== 'changed') return { kind: conflict.kind, ours, etag: null };
  const theirs = sideOf(conflict.theirs, verdictOf);
  return theirs && { kind: 'changed', ours, theirs, etag: conflict.etag };
}
