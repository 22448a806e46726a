import type { ErrorCode } from '../../../../shared/error-codes.ts';

/** Told before the request goes to the store, but perhaps of a repetition of one that has arrived. */
const proxyFaults: readonly ErrorCode[] = [
  'store-proxy-unreachable',
  'store-proxy-timeout',
  'store-proxy-refused',
  'store-proxy-needs-credentials',
  'store-proxy-credentials-wrong',
];

/** Faults of the store or of the way to it: they say nothing of the session, and pass for all sessions at once. */
export const storeFaults: ReadonlySet<ErrorCode> = new Set([
  'store-unreachable',
  'store-timeout',
  'store-unavailable',
  'store-busy',
  'store-certificate',
  'store-authority-unknown',
  'store-authority-wrong',
  ...proxyFaults,
  'store-clock-skew',
  'store-token-expired',
  'store-no-credentials',
]);

/** The profile's own: the store was not asked, so nothing was learned of it. */
export const notAsked: ReadonlySet<ErrorCode> = new Set([
  'store-secret-closed',
  'store-secret-missing',
  'store-place-unconfirmed',
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
  ...proxyFaults,
]);
