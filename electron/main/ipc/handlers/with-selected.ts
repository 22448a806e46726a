import type { ErrorCode } from '../../../../shared/error-codes.ts';
import { fail, type Result } from '../../../../shared/result.ts';

/** Makes the function that does a handler's work with what `current` gives of the selected profile, where there is one. */
export function withSelected<S>(current: () => Promise<S | null>) {
  return async <T, C extends ErrorCode>(
    use: (selected: S) => Promise<Result<T, C>>,
  ): Promise<Result<T, C | 'profile-missing'>> => {
    const selected = await current();
    return selected ? use(selected) : fail('profile-missing');
  };
}
