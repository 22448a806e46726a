import type { StoreErrorCode } from '../../../../shared/error-words/store.ts';
import { type AppError, fail } from '../../../../shared/result.ts';
import type { StoreResult } from '../store/session-store.ts';
import type { S3Encryption } from './s3-store-config.ts';
import { type StoreUnderTest, writeScratch } from './scratch-object.ts';

const kinds: readonly S3Encryption['kind'][] = ['AES256', 'aws:kms'];

/**
 * Gives a forbidden write the words for a bucket that demands another server-side encryption than the profile asks for.
 * S3 answers 403 without the reason, so it is found by writing the scratch object. Other failures stay as they are.
 */
export async function explainForbiddenWrite<T>(
  store: StoreUnderTest,
  written: StoreResult<T>,
  stop?: AbortSignal,
): Promise<StoreResult<T>> {
  if (written.ok || !isForbiddenWrite(written.error)) return written;
  // Where the scratch object is taken as it is, it is this one key that may not be written.
  const plain = await writeScratch(store, {}, stop);
  if (plain.ok || !isForbiddenWrite(plain.error)) return written;
  for (const kind of kinds.filter((other) => other !== store.config.encryption?.kind)) {
    const config = { ...store.config, encryption: { kind } };
    const encrypted = await writeScratch({ ...store, config }, {}, stop);
    if (encrypted.ok) return fail('store-encryption-needed', { encryption: kind });
  }
  return written;
}

function isForbiddenWrite({ code, params }: AppError<StoreErrorCode>): boolean {
  return code === 'store-forbidden' && params?.action === 's3:PutObject';
}
