import { randomBytes } from 'node:crypto';
import { md5 } from '../checksums.ts';
import { checkWrite, refuseConditions } from '../conditions.ts';
import { encryptionHeader, encryptionOf } from '../encryption.ts';
import { emptyResponse, type S3Response } from '../http/s3-request.ts';
import { done, type Outcome, refuse } from '../outcome.ts';
import { checksumHeadersOf, objectHeaders, versionHeader } from './object-headers.ts';
import type { BucketContext, BucketOperation } from './operation.ts';

export const putObject: BucketOperation = {
  name: 'PutObject',
  method: 'PUT',
  scope: 'object',
  action: 's3:PutObject',
  needs: 'bucket',
  run: put,
};

function put(context: BucketContext): Outcome<S3Response> {
  const { request, payload, bucket, settings } = context;
  const { headers, target } = request;
  if (!headers.has('content-length') && !headers.has('x-amz-decoded-content-length')) {
    return refuse('MissingContentLength');
  }
  const encryption = encryptionOf(headers, settings.demandedEncryption(target.bucket));
  if (!encryption.ok) return encryption;
  const kept = objectHeaders(headers);
  if (!kept.ok) return kept;
  const condition = checkCondition(context);
  if (!condition.ok) return condition;
  const { body, checksum } = payload;
  const stored = bucket.put({
    key: target.key,
    etag: etagOf(body, encryption.value[encryptionHeader]),
    headers: { ...kept.value, ...encryption.value },
    body,
    lastModifiedMs: settings.nowMs(),
    ...(checksum && { checksum }),
  });
  return done(
    emptyResponse(200, {
      etag: `"${stored.etag}"`,
      ...encryption.value,
      ...versionHeader(stored, bucket.versioning),
      ...checksumHeadersOf(stored),
    }),
  );
}

function checkCondition({ request, bucket, settings, allowed }: BucketContext): Outcome<void> {
  const { headers, target } = request;
  if (settings.writeConditions === 'ignored') return done(undefined);
  if (settings.writeConditions === 'refused') return refuseConditions(headers);
  // S3 reads the object to compare its ETag, on the writer's behalf.
  if (headers.has('if-match') && !allowed('s3:GetObject', target.key)) return refuse('AccessDenied');
  return checkWrite(headers, bucket.live(target.key));
}

/** With a key of KMS it looks like an MD5 and is none (S3 API reference, Object, "ETag"). */
function etagOf(body: Buffer, encryption: string | undefined): string {
  return encryption === 'aws:kms' ? randomBytes(16).toString('hex') : md5(body).toString('hex');
}
