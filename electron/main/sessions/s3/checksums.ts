import { ok } from '../../../../shared/result.ts';
import type { StoreResult } from '../store/session-store.ts';
import { storeError } from './s3-errors.ts';
import { type StoreUnderTest, scratchKey, writeScratch } from './scratch-object.ts';

/**
 * Writes and reads the scratch object with CRC32 checksums, as AWS SDKs do by default since 2025; some S3-compatible
 * stores refuse them.
 */
export async function probeChecksums(store: StoreUnderTest, stop?: AbortSignal): Promise<StoreResult<null>> {
  const written = await writeScratch(store, { ChecksumAlgorithm: 'CRC32' }, stop);
  if (!written.ok) return written;
  const { access, config } = store;
  try {
    await access.call(async ({ sdk, client }, signal) => {
      const place = { Bucket: config.bucket, Key: scratchKey };
      const command = new sdk.GetObjectCommand({ ...place, ChecksumMode: 'ENABLED' });
      const { Body } = await client.send(command, { abortSignal: signal });
      // The SDK compares the checksum at the body's end.
      await Body?.transformToByteArray();
    }, stop);
    return ok(null);
  } catch (error) {
    return { ok: false, error: storeError(error, { config, action: 's3:GetObject' }) };
  }
}
