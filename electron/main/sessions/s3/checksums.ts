import type { StoreErrorCode } from '../../../../shared/error-words/store.ts';
import type { AppError } from '../../../../shared/result.ts';
import { storeError } from './s3-errors.ts';
import { type StoreUnderTest, scratchKey, writeScratch } from './scratch-object.ts';

/**
 * Writes and reads the scratch object with CRC32 checksums, as AWS SDKs do by default since 2025; some S3-compatible
 * stores refuse them.
 *
 * @returns null when the store takes them
 */
export async function probeChecksums(
  store: StoreUnderTest,
  stop?: AbortSignal,
): Promise<AppError<StoreErrorCode> | null> {
  const refused = await writeScratch(store, { ChecksumAlgorithm: 'CRC32' }, stop);
  if (refused) return refused;
  const { access, config } = store;
  try {
    await access.call(async ({ sdk, client }, signal) => {
      const place = { Bucket: config.bucket, Key: scratchKey };
      const command = new sdk.GetObjectCommand({ ...place, ChecksumMode: 'ENABLED' });
      const { Body } = await client.send(command, { abortSignal: signal });
      // The SDK compares the checksum at the body's end.
      await Body?.transformToByteArray();
    }, stop);
    return null;
  } catch (error) {
    return storeError(error, { config, action: 's3:GetObject' });
  }
}
