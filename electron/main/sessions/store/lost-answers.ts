import type { ErrorCode } from '../../../../shared/error-codes.ts';

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
