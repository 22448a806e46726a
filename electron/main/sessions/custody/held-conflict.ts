import type { ReadOutcome, WriteCondition } from '../store/session-store.ts';
import { conditionHolds } from '../store/stored-snapshot.ts';

/** State of the place where an unsaved session was meant to go, until the operator decides. */
export type HeldConflict =
  | { kind: 'changed'; theirs: ReadOutcome; etag: string }
  | { kind: 'deleted'; etag: null }
  | { kind: 'unreadable'; etag: null };

/** @param condition what the refused write was meant to replace */
export function heldConflict(condition: WriteCondition, theirs: ReadOutcome): HeldConflict {
  if ('etag' in theirs) return { kind: 'changed', theirs, etag: theirs.etag };
  // An object that could be read before and now answers 403 is rather gone than forbidden; creating it is safe.
  const kind = conditionHolds(condition, theirs) === null ? 'unreadable' : 'deleted';
  return { kind, etag: null };
}

export function isSameConflict(a: HeldConflict, b: HeldConflict): boolean {
  return a.kind === b.kind && a.etag === b.etag;
}

/** Only the object that the operator saw may be replaced. */
export function decidedCondition({ etag }: HeldConflict): WriteCondition {
  return etag === null ? { ifNoneMatch: '*' } : { ifMatch: etag };
}
