import type { ErrorCode } from '../../../../shared/error-codes.ts';
import type { AppError } from '../../../../shared/result.ts';

const conflictCodes: ReadonlySet<ErrorCode> = new Set([
  'store-conflict',
  'store-object-unreadable',
  'store-readback-differs',
]);

/** Whether something else is stored there, so that only the operator can say how to go on. */
export function waitsForDecision(error: AppError | null): boolean {
  return error !== null && conflictCodes.has(error.code);
}
