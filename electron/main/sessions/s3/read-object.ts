import { ok } from '../../../../shared/result.ts';
import { sessionKey } from '../../../../shared/session-keys.ts';
import type { ReadOutcome, StoreResult } from '../store/session-store.ts';
import { agreed, type Doubtful, judgeContent } from './object-content.ts';
import { discardBody, readBody } from './read-body.ts';
import type { S3Access } from './s3-access.ts';
import { storeError } from './s3-errors.ts';
import { readFailure } from './s3-failure.ts';
import type { S3StoreConfig } from './s3-store-config.ts';

/** A session string has 369 characters at most; far more than that is something else and is not read. */
const maxObjectBytes = 64 * 1024;

/** NoSuchVersion and MethodNotAllowed (a delete marker): S3 API reference, GetObject with a versionId. */
const missing: ReadonlySet<string> = new Set(['NoSuchKey', 'NoSuchVersion', 'MethodNotAllowed']);

/** Reads a namespace's object or, with a `versionId`, what it was before. */
export async function readObject(...request: Parameters<typeof readOnce>): Promise<StoreResult<ReadOutcome>> {
  const first = await readOnce(...request);
  // The SDK repeats requests, but not a body that breaks off or comes damaged.
  const repeats = first.ok ? first.value.kind === 'doubtful' : first.error.code === 'store-unreachable';
  const read = repeats ? await readOnce(...request) : first;
  if (!read.ok) return read;
  if (read.value.kind !== 'doubtful') return ok(read.value);
  return agreed(first.ok ? first.value : null, read.value);
}

async function readOnce(
  access: S3Access,
  config: S3StoreConfig,
  namespace: string,
  versionId?: string,
): Promise<StoreResult<ReadOutcome | Doubtful>> {
  try {
    return await access.call(async ({ sdk, client }, signal) => {
      const command = new sdk.GetObjectCommand({
        Bucket: config.bucket,
        Key: sessionKey(namespace),
        VersionId: versionId,
      });
      const output = await client.send(command, { abortSignal: signal });
      if (output.ContentLength !== undefined && output.ContentLength > maxObjectBytes) {
        discardBody(output.Body);
        return judgeContent(output, { tooLarge: output.ContentLength });
      }
      const bytes = await readBody(output.Body, maxObjectBytes, signal);
      return judgeContent(output, bytes ?? { tooLarge: maxObjectBytes + 1 });
    });
  } catch (error) {
    const { name, status, isFromS3 } = readFailure(error);
    // Some stores and proxies answer 404 without S3's document, which the connector takes for a missing key.
    if (missing.has(name) || (status === 404 && !isFromS3)) return ok({ kind: 'missing' });
    if (name === 'AccessDenied') return ok({ kind: 'missing-or-forbidden' });
    return { ok: false, error: storeError(error, { config, action: 's3:GetObject' }) };
  }
}
