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
