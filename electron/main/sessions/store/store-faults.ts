import type { ErrorCode } from '../../../../shared/error-codes.ts';

/** Faults of the store or of the way to it: they say nothing of the session, and pass for all sessions at once. */
export const storeFaults: ReadonlySet<ErrorCode> = new Set([
  'store-unreachable',
  'store-timeout',
  'store-unavailable',
  'store-busy',
  'store-certificate',
  'store-clock-skew',
  'store-token-expired',
  'store-no-credentials',
]);

/**
 * After these the object may be ours all the same. When only the answer to a write is lost the SDK repeats it, and the
 * repetition meets what the first one stored: 412 for our own write.
 */
export const answerMayBeLost: ReadonlySet<ErrorCode> = new Set([
  'store-conflict',
  'store-busy',
  'store-timeout',
  'store-unreachable',
  'store-unavailable',
  'store-unexpected',
]);
