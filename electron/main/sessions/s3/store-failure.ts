import type { StoreErrorCode } from '../../../../shared/error-words/store.ts';
import type { AppError } from '../../../../shared/result.ts';

/** A failure that we found ourselves, on its way through the SDK: it is told as it is. */
export class StoreFailure extends Error {
  override readonly name = 'StoreFailure';

  constructor(readonly error: AppError<StoreErrorCode>) {
    super(error.code);
  }
}
