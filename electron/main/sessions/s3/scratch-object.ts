import type { PutObjectCommandInput } from '@aws-sdk/client-s3';
import { reservedNamespace } from '../../../../shared/namespaces.ts';
import { fail, ok } from '../../../../shared/result.ts';
import { sessionKeyPrefix } from '../../../../shared/session-keys.ts';
import type { StoreResult } from '../store/session-store.ts';
import { encryptionHeaders } from './encryption.ts';
import { discardBody } from './read-body.ts';
import type { S3Access } from './s3-access.ts';
import { storeError } from './s3-errors.ts';
import { readFailure } from './s3-failure.ts';
import type { S3StoreConfig } from './s3-store-config.ts';

/** A key that the app owns and no connector reads. One for all tests, as the app may have no right to delete. */
export const scratchKey = `${sessionKeyPrefix}${reservedNamespace}/scratch.txt`;

const scratchBody = 'Written by Telegram Connector Admin to test this bucket. It holds no session.\n';

export interface StoreUnderTest {
  access: S3Access;
  config: S3StoreConfig;
}

type WriteOptions = Pick<PutObjectCommandInput, 'IfMatch' | 'IfNoneMatch' | 'ChecksumAlgorithm'>;

export async function writeScratch(
  { access, config }: StoreUnderTest,
  options: WriteOptions,
  stop?: AbortSignal,
): Promise<StoreResult<null>> {
  try {
    await access.call(({ sdk, client }, signal) => {
      const command = new sdk.PutObjectCommand({
        Bucket: config.bucket,
        Key: scratchKey,
        Body: scratchBody,
        ContentType: 'text/plain',
        ...encryptionHeaders(config.encryption),
        ...options,
      });
      return client.send(command, { abortSignal: signal });
    }, stop);
    return ok(null);
  } catch (error) {
    return { ok: false, error: storeError(error, { config, action: 's3:PutObject' }) };
  }
}

/**
 * Tells whether reading is permitted. A missing key proves that it is. 403 proves that it is not where the key exists or
 * listing is permitted; otherwise S3 answers 403 for every missing key, so it proves nothing (`store-read-unproved`).
 *
 * @param canProve whether the key exists or listing is permitted
 */
export async function readScratch(
  { access, config }: StoreUnderTest,
  canProve: boolean,
  stop?: AbortSignal,
): Promise<StoreResult<null>> {
  try {
    await access.call(async ({ sdk, client }, signal) => {
      const command = new sdk.GetObjectCommand({
        Bucket: config.bucket,
        Key: scratchKey,
        Range: 'bytes=0-0',
      });
      const { Body } = await client.send(command, { abortSignal: signal });
      discardBody(Body);
    }, stop);
    return ok(null);
  } catch (error) {
    const { name, status, isFromS3 } = readFailure(error);
    if (name === 'NoSuchKey' || (status === 404 && !isFromS3)) return ok(null);
    if (name === 'AccessDenied' && !canProve) return fail('store-read-unproved');
    return { ok: false, error: storeError(error, { config, action: 's3:GetObject' }) };
  }
}

/** The newest version of the scratch object, by its id; null in a bucket that keeps no versions. */
export async function scratchVersion(
  { access, config }: StoreUnderTest,
  stop?: AbortSignal,
): Promise<StoreResult<string | null>> {
  try {
    const { VersionId } = await access.call(({ sdk, client }, signal) => {
      const command = new sdk.HeadObjectCommand({ Bucket: config.bucket, Key: scratchKey });
      return client.send(command, { abortSignal: signal });
    }, stop);
    return ok(VersionId ?? null);
  } catch (error) {
    return { ok: false, error: storeError(error, { config, action: 's3:GetObject' }) };
  }
}
