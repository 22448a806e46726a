import type { DamageReason, StoredObjectInfo, StoredState } from '../../../../shared/stored-sessions.ts';
import {
  type DecodedSession,
  decodeSessionString,
  encodeTelethon,
  fingerprint,
  type SessionData,
} from '../session-string/index.ts';
import type { ReadOutcome, WriteCondition } from './session-store.ts';

/** The result of one reading of a namespace's object. */
export interface StoredSnapshot {
  state: Exclude<StoredState, 'unreachable'>;
  object: StoredObjectInfo | null;
  damage: DamageReason | null;
  /** The session in the text or, if it can be repaired, the one that was meant. */
  session: SessionData | null;
  /** True when the text is exactly what Telethon would write for `session`. */
  exact: boolean;
}

type Found = Extract<ReadOutcome, { kind: 'found' }>;

/** Telethon refuses what gramjs wrote and what has white space or lacks padding: the connector would not start. */
function damageOf(decoded: DecodedSession, exact: boolean): DamageReason | null {
  if (!decoded.ok) return decoded.reason;
  if (decoded.format === 'gramjs') return 'gramjs';
  return exact ? null : 'misspelled';
}

function snapshotOfText({ text, etag, sizeBytes, lastModified, foreignChecksum }: Found): StoredSnapshot {
  const decoded = decodeSessionString(text);
  const session = decoded.ok ? decoded.session : (decoded.repairable ?? null);
  const exact = session !== null && encodeTelethon(session) === text;
  const damage = damageOf(decoded, exact);
  return {
    state: damage === null ? 'present' : 'damaged',
    object: {
      sizeBytes,
      lastModified,
      etag,
      dcId: session?.dcId ?? null,
      fingerprint: session && fingerprint(session.authKey),
      foreignChecksum: foreignChecksum === true,
    },
    damage,
    session,
    exact,
  };
}

export function snapshotOf(outcome: ReadOutcome): StoredSnapshot {
  if (outcome.kind === 'found') return snapshotOfText(outcome);
  const nothing = { damage: null, session: null, exact: false };
  if (outcome.kind === 'missing' || outcome.kind === 'missing-or-forbidden') {
    return { ...nothing, state: outcome.kind, object: null };
  }
  const { etag, lastModified } = outcome;
  const object = { etag, lastModified, dcId: null, fingerprint: null, foreignChecksum: false };
  if (outcome.kind === 'empty') return { ...nothing, state: 'empty', object: { ...object, sizeBytes: 0 } };
  const { sizeBytes, reason } = outcome;
  return { ...nothing, state: 'damaged', object: { ...object, sizeBytes }, damage: reason };
}

/** Whatever is there now may be replaced, and nothing else. */
export function conditionOf(snapshot: StoredSnapshot): WriteCondition {
  return snapshot.object ? { ifMatch: snapshot.object.etag } : { ifNoneMatch: '*' };
}

/** Whether a write may replace the object that was read; null where a 403 leaves open whether there is one. */
export function conditionHolds(condition: WriteCondition, outcome: ReadOutcome): boolean | null {
  if ('ifMatch' in condition) return 'etag' in outcome && outcome.etag === condition.ifMatch;
  return outcome.kind === 'missing-or-forbidden' ? null : outcome.kind === 'missing';
}
