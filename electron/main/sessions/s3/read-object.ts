import { createHash } from 'node:crypto';
import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';
import type { ErrorCode } from '../../../../shared/error-codes.ts';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import { sessionKey } from '../../../../shared/session-keys.ts';
import type { ReadOutcome } from '../store/session-store.ts';
import { discardBody, readBody } from './read-body.ts';
import type { S3Access } from './s3-access.ts';
import { storeError } from './s3-errors.ts';
import { readFailure } from './s3-failure.ts';
import type { S3StoreConfig } from './s3-store-config.ts';
import { checksumName, checksumOf, textOf } from './stored-text.ts';

/** A session string has 369 characters at most; far more than that is something else and is not read. */
const maxObjectBytes = 64 * 1024;

/** NoSuchVersion and MethodNotAllowed (a delete marker): S3 API reference, GetObject with a versionId. */
const missing: ReadonlySet<string> = new Set(['NoSuchKey', 'NoSuchVersion', 'MethodNotAllowed']);

/** The SDK repeats requests, but not a body that breaks off or comes damaged. */
const worthRepeating: ReadonlySet<ErrorCode> = new Set(['store-object-corrupt', 'store-unreachable']);

/** GetObject of a namespace's object or, with a `versionId`, of what it was before. */
export async function readObject(...args: Parameters<typeof readOnce>): Promise<Result<ReadOutcome>> {
  const read = await readOnce(...args);
  return read.ok || !worthRepeating.has(read.error.code) ? read : readOnce(...args);
}

async function readOnce(
  access: S3Access,
  config: S3StoreConfig,
  namespace: string,
  versionId?: string,
): Promise<Result<ReadOutcome>> {
  try {
    return await access.call(async ({ sdk, client }, signal) => {
      const command = new sdk.GetObjectCommand({
        Bucket: config.bucket,
        Key: sessionKey(namespace),
        VersionId: versionId,
      });
      return outcomeOf(await client.send(command, { abortSignal: signal }), signal);
    });
  } catch (error) {
    const { name } = readFailure(error);
    if (missing.has(name)) return ok({ kind: 'missing' });
    if (name === 'AccessDenied') return ok({ kind: 'missing-or-forbidden' });
    return { ok: false, error: storeError(error, { config, action: 's3:GetObject' }) };
  }
}

/**
 * Whether the bytes came as they are stored: the ETag is then their MD5 (S3 API reference, Object; not with SSE-KMS, where
 * nothing is proved).
 */
function isWholeObject(bytes: Uint8Array, etag: string): boolean {
  return etag === `"${createHash('md5').update(bytes).digest('hex')}"`;
}

async function outcomeOf(output: GetObjectCommandOutput, signal: AbortSignal): Promise<Result<ReadOutcome>> {
  const { Body, ContentLength, ETag: etag, LastModified, Metadata } = output;
  // Without an ETag no later write could be made conditional.
  if (etag === undefined)
    return fail('store-unexpected', { message: 'an answer without an ETag', status: 200 });
  const lastModified = LastModified?.getTime() ?? null;
  const tooLarge = { kind: 'unusable', reason: 'too-large', etag, lastModified } as const;
  if (ContentLength !== undefined && ContentLength > maxObjectBytes) {
    discardBody(Body);
    return ok({ ...tooLarge, sizeBytes: ContentLength });
  }
  const bytes = await readBody(Body, maxObjectBytes, signal);
  if (bytes === null) return ok({ ...tooLarge, sizeBytes: maxObjectBytes + 1 });
  if (bytes.length === 0) return ok({ kind: 'empty', etag, lastModified });
  const expected = Metadata?.[checksumName];
  const sizeBytes = bytes.length;
  if (expected !== undefined && expected !== checksumOf(bytes)) {
    if (!isWholeObject(bytes, etag)) return fail('store-object-corrupt');
    return ok({ kind: 'unusable', reason: 'corrupt', etag, sizeBytes, lastModified });
  }
  const text = textOf(bytes);
  if (text === null) return ok({ kind: 'unusable', reason: 'not-text', etag, sizeBytes, lastModified });
  const writer = expected === undefined ? 'another-program' : 'this-app';
  return ok({ kind: 'found', text, etag, sizeBytes, lastModified, writer });
}
