import { fail, ok } from '../../../../shared/result.ts';
import { sessionKey } from '../../../../shared/session-keys.ts';
import type { HeadOutcome, StoreResult } from '../store/session-store.ts';
import type { S3Access } from './s3-access.ts';
import { storeError } from './s3-errors.ts';
import { readFailure } from './s3-failure.ts';
import type { S3StoreConfig } from './s3-store-config.ts';

/** Looks at an object. Answers to HEAD have no body, so an error is known by its status alone (S3 API reference, HeadObject). */
export async function headObject(
  access: S3Access,
  config: S3StoreConfig,
  namespace: string,
): Promise<StoreResult<HeadOutcome>> {
  try {
    const output = await access.call(({ sdk, client }, signal) => {
      const command = new sdk.HeadObjectCommand({ Bucket: config.bucket, Key: sessionKey(namespace) });
      return client.send(command, { abortSignal: signal });
    });
    const { ETag: etag, ContentLength, LastModified } = output;
    if (!etag) return fail('store-unexpected', { message: 'an answer without an ETag', status: 200 });
    const lastModified = LastModified?.getTime() ?? null;
    return ok({ kind: 'there', etag, sizeBytes: ContentLength ?? 0, lastModified });
  } catch (error) {
    const { status } = readFailure(error);
    if (status === 404) return ok({ kind: 'missing' });
    if (status === 403) return ok({ kind: 'unknown' });
    return { ok: false, error: storeError(error, { config, action: 's3:GetObject' }) };
  }
}
