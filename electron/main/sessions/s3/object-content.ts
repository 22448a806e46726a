import { createHash } from 'node:crypto';
import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import { decodeSessionString } from '../session-string/index.ts';
import type { ReadOutcome } from '../store/session-store.ts';
import { checksumName, checksumOf, textOf } from './stored-text.ts';

type Found = Extract<ReadOutcome, { kind: 'found' }>;

/** Bytes that have neither of their checksums: damaged on the way, or the object is so. */
export interface Doubtful {
  kind: 'doubtful';
  bytes: Buffer;
  etag: string;
  /** Reading of the bytes where the object is so; null where the ETag contradicts them too, or they are no session. */
  found: Found | null;
}

/** Judges what GetObject gave, which may be no answer to go on with. */
export function judgeContent(
  output: GetObjectCommandOutput,
  bytes: Buffer | { tooLarge: number },
): Result<ReadOutcome | Doubtful, 'store-unexpected'> {
  const { ETag: etag, LastModified, Metadata } = output;
  // Without an ETag, and an empty one is none, no later write could be made conditional.
  if (!etag) return fail('store-unexpected', { message: 'an answer without an ETag', status: 200 });
  const lastModified = LastModified?.getTime() ?? null;
  if ('tooLarge' in bytes)
    return ok({ kind: 'unusable', reason: 'too-large', etag, lastModified, sizeBytes: bytes.tooLarge });
  if (bytes.length === 0) return ok({ kind: 'empty', etag, lastModified });
  const common = { etag, sizeBytes: bytes.length, lastModified };
  const text = textOf(bytes);
  const expected = Metadata?.[checksumName];
  if (expected === undefined || expected === checksumOf(bytes)) {
    if (text === null) return ok({ kind: 'unusable', reason: 'not-text', ...common });
    const writer = expected === undefined ? 'another-program' : 'this-app';
    return ok({ kind: 'found', text, writer, ...common });
  }
  const found: Found | null =
    text === null || !isSession(text)
      ? null
      : { kind: 'found', text, writer: 'another-program', foreignChecksum: true, ...common };
  if (etag === `"${createHash('md5').update(bytes).digest('hex')}"`)
    return ok(found ?? { kind: 'unusable', reason: 'corrupt', ...common });
  return ok({ kind: 'doubtful', bytes, etag, found: isMd5(output, etag) ? null : found });
}

/**
 * Compares two readings of which neither has its checksums. Damage on the way does not come twice alike; whoever copied
 * the object or wrote it anew and kept our metadata is read as it is.
 */
export function agreed(
  first: ReadOutcome | Doubtful | null,
  second: Doubtful,
): Result<ReadOutcome, 'store-object-corrupt'> {
  const isAlike =
    first?.kind === 'doubtful' && first.etag === second.etag && first.bytes.equals(second.bytes);
  return isAlike && second.found ? ok(second.found) : fail('store-object-corrupt');
}

function isSession(text: string): boolean {
  const decoded = decodeSessionString(text);
  return decoded.ok || decoded.repairable !== undefined;
}

/**
 * Tells whether the ETag is meant to be the MD5 of what is stored: not for several parts, nor with SSE-KMS or SSE-C (S3 API
 * reference, Object). Where it is, and both checksums contradict the bytes, they are not what was stored.
 */
function isMd5(
  { ServerSideEncryption, SSECustomerAlgorithm }: GetObjectCommandOutput,
  etag: string,
): boolean {
  const isKms = ServerSideEncryption?.startsWith('aws:kms') ?? false;
  return /^"[0-9a-f]{32}"$/.test(etag) && !isKms && SSECustomerAlgorithm === undefined;
}
