import { emptyResponse, type S3Response } from '../http/s3-request.ts';
import { parameter } from '../http/target.ts';
import { done, type Outcome, refuse } from '../outcome.ts';
import type { BucketContext, BucketOperation } from './operation.ts';
import { isVersionId, unknownVersionId } from './version-id.ts';

const deletion = { name: 'DeleteObject', method: 'DELETE', scope: 'object', needs: 'bucket', run } as const;

export const deleteOperations: readonly BucketOperation[] = [
  { ...deletion, action: 's3:DeleteObject' },
  { ...deletion, action: 's3:DeleteObjectVersion', selector: { name: 'versionId' } },
];

/** Deleting what is not there succeeds, as in S3. */
function run({ request, bucket, settings }: BucketContext): Outcome<S3Response> {
  if (request.headers.has('if-match')) return refuse('NotImplemented', { details: { Header: 'If-Match' } });
  const { key } = request.target;
  const versionId = parameter(request.target, 'versionId');
  if (versionId === undefined) {
    const marker = bucket.remove(key, settings.nowMs());
    return done(emptyResponse(204, marker ? markerHeaders(marker.versionId) : {}));
  }
  if (!isVersionId(versionId)) return unknownVersionId(versionId);
  const removed = bucket.removeVersion(key, versionId);
  return done(
    emptyResponse(204, removed?.deleteMarker ? markerHeaders(versionId) : { 'x-amz-version-id': versionId }),
  );
}

function markerHeaders(versionId: string): Record<string, string> {
  return { 'x-amz-delete-marker': 'true', 'x-amz-version-id': versionId };
}
