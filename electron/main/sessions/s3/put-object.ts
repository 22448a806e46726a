import type { PutObjectCommandInput } from '@aws-sdk/client-s3';
import { fail, ok } from '../../../../shared/result.ts';
import type { StoreResult, WriteCondition } from '../store/session-store.ts';
import { encryptionHeaders } from './encryption.ts';
import type { S3Access } from './s3-access.ts';
import { storeError } from './s3-errors.ts';
import { readFailure } from './s3-failure.ts';
import type { S3StoreConfig } from './s3-store-config.ts';
import { checksumName, checksumOf } from './stored-text.ts';

interface ObjectToPut {
  key: string;
  text: string;
  /** Null for a store that refuses conditions. */
  condition: WriteCondition | null;
}

function conditionHeaders(condition: WriteCondition | null): Partial<PutObjectCommandInput> {
  if (condition === null) return {};
  return 'ifMatch' in condition ? { IfMatch: condition.ifMatch } : { IfNoneMatch: condition.ifNoneMatch };
}

/** `PutObject` as text/plain with our SHA-256 in the metadata. An error does not prove that nothing was stored. */
export async function putObject(
  access: S3Access,
  config: S3StoreConfig,
  { key, text, condition }: ObjectToPut,
): Promise<StoreResult<{ etag: string }>> {
  const body = Buffer.from(text, 'utf8');
  try {
    const { ETag } = await access.call(async ({ sdk, client }, signal) => {
      const command = new sdk.PutObjectCommand({
        Bucket: config.bucket,
        Key: key,
        Body: body,
        ContentType: 'text/plain',
        Metadata: { [checksumName]: checksumOf(body) },
        ...encryptionHeaders(config.encryption),
        ...conditionHeaders(condition),
      });
      return client.send(command, { abortSignal: signal });
    });
    // Without an ETag, and an empty one is none, no later write could be made conditional.
    if (!ETag) return fail('store-unexpected', { message: 'an answer without an ETag', status: 200 });
    return ok({ etag: ETag });
  } catch (error) {
    // If-Match on an object that was deleted meanwhile (S3 user guide, "Conditional writes").
    if (readFailure(error).name === 'NoSuchKey') return fail('store-conflict');
    return { ok: false, error: storeError(error, { config, action: 's3:PutObject' }) };
  }
}
