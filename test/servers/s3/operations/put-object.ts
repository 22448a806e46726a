import { md5 } from '../checksums.ts';
import { checkWrite } from '../conditions.ts';
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
  const kept = objectHeaders(headers);
  if (!kept.ok) return kept;
  if (!settings.ignoresWriteConditions) {
    // S3 reads the object to compare its ETag, on the writer's behalf.
    if (headers.has('if-match') && !context.allowed('s3:GetObject', target.key))
      return refuse('AccessDenied');
    const condition = checkWrite(headers, bucket.live(target.key));
    if (!condition.ok) return condition;
  }
  const { body, checksum } = payload;
  const stored = bucket.put({
    key: target.key,
    etag: md5(body).toString('hex'),
    headers: kept.value,
    body,
    lastModifiedMs: settings.nowMs(),
    ...(checksum && { checksum }),
  });
  return done(
    emptyResponse(200, {
      etag: `"${stored.etag}"`,
      ...versionHeader(stored, bucket.versioning),
      ...checksumHeadersOf(stored),
    }),
  );
}
