import type { AccountVerdict } from '../../../../shared/accounts.ts';
import type { SessionSide } from '../../../../shared/stored-sessions.ts';
import type { ReadOutcome } from './session-store.ts';
import { snapshotOf } from './stored-snapshot.ts';

/** The facts about an object that help an operator choose; null if there is no object. */
export function sideOf(
  outcome: ReadOutcome,
  verdictOf: (fingerprint: string) => AccountVerdict,
): SessionSide | null {
  const { object, damage } = snapshotOf(outcome);
  if (!object) return null;
  const { fingerprint, dcId, lastModified, sizeBytes } = object;
  return {
    fingerprint,
    dcId,
    lastModified,
    sizeBytes,
    damage,
    writer: outcome.kind === 'found' ? outcome.writer : 'another-program',
    verdict: fingerprint === null ? { kind: 'unknown' } : verdictOf(fingerprint),
  };
}
