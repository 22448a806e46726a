import type { AccountVerdict } from '../../../../shared/accounts.ts';
import type { OurSide, SessionConflict } from '../../../../shared/conflicts.ts';
import { sideOf } from '../store/session-side.ts';
import { type HeldSession, isOpen } from './held-session.ts';

type VerdictOf = (fingerprint: string) => AccountVerdict;

/** Both sides that the operator chooses between; null without a conflict. */
export function conflictView(session: HeldSession | null, verdictOf: VerdictOf): SessionConflict | null {
  if (session?.stage.kind !== 'conflict' || !isOpen(session)) return null;
  const { conflict } = session.stage;
  const ours = ourSide(session.secret.text, () =>
    session.account ? { kind: 'authorized', checkedAt: session.since } : verdictOf(session.fingerprint),
  );
  if (!ours) return null;
  if (conflict.kind !== 'changed') return { kind: conflict.kind, ours, etag: null };
  const theirs = sideOf(conflict.theirs, verdictOf);
  return theirs && { kind: 'changed', ours, theirs, etag: conflict.etag };
}

function ourSide(text: string, verdictOf: VerdictOf): OurSide | null {
  const side = sideOf(
    {
      kind: 'found',
      text,
      sizeBytes: Buffer.byteLength(text),
      etag: '',
      lastModified: null,
      writer: 'this-app',
    },
    verdictOf,
  );
  return side && side.fingerprint !== null ? { ...side, fingerprint: side.fingerprint } : null;
}
