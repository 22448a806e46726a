import type { ReadOutcome, WriteCondition } from './session-store.ts';

/** Whether a write may replace the object that was read; null where a 403 leaves open whether there is one. */
export function conditionHolds(condition: WriteCondition, outcome: ReadOutcome): boolean | null {
  if ('ifMatch' in condition) return 'etag' in outcome && outcome.etag === condition.ifMatch;
  return outcome.kind === 'missing-or-forbidden' ? null : outcome.kind === 'missing';
}
