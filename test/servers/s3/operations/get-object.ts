import { checkRead } from '../conditions.ts';
import type { S3Request, S3Response } from '../http/s3-request.ts';
import { parameter } from '../http/target.ts';
import { done, type Outcome, refuse } from '../outcome.ts';
import type { ObjectVersion } from '../storage/object-version.ts';
import { checksumHeadersOf, versionHeader } from './object-headers.ts';
import type { BucketContext, BucketOperation } from './operation.ts';
import { sliceRange } from './range.ts';
import { isVersionId, unknownVersionId } from './version-id.ts';

const read = { scope: 'object', needs: 'bucket', action: 's3:GetObject', run } as const;
const readVersion = { ...read, selector: { name: 'versionId' }, action: 's3:GetObjectVersion' } as const;

export const readOperations: readonly BucketOperation[] = [
  { ...read, name: 'GetObject', method: 'GET' },
  { ...read, name: 'HeadObject', method: 'HEAD' },
  { ...readVersion, name: 'GetObject', method: 'GET' },
  { ...readVersion, name: 'HeadObject', method: 'HEAD' },
];

function run(context: BucketContext): Outcome<S3Response> {
  const { request, bucket } = context;
  const found = find(context);
  if (!found.ok) return found;
  const version = found.value;
  const condition = checkRead(request.headers, version);
  if (!condition.ok) return condition;
  const wanted = sliceRange(request.headers.get('range'), version.body);
  if (!wanted.ok) return wanted;
  return done({
    status: wanted.value.status,
    headers: {
      ...version.headers,
      ...wanted.value.headers,
      ...versionHeader(version, bucket.versioning),
      ...(asksForChecksum(request) && wanted.value.status === 200 && checksumHeadersOf(version)),
      'accept-ranges': 'bytes',
      etag: `"${version.etag}"`,
      'last-modified': new Date(version.lastModifiedMs).toUTCString(),
    },
    body: wanted.value.body,
  });
}

function asksForChecksum(request: S3Request): boolean {
  return request.headers.get('x-amz-checksum-mode')?.toUpperCase() === 'ENABLED';
}

function find(context: BucketContext): Outcome<ObjectVersion> {
  const { request, bucket } = context;
  const { key } = request.target;
  const versionId = parameter(request.target, 'versionId');
  if (versionId !== undefined && !isVersionId(versionId)) return unknownVersionId(versionId);
  const version =
    versionId === undefined
      ? bucket.current(key)
      : bucket.versions(key).find((other) => other.versionId === versionId);
  if (version !== undefined && !version.deleteMarker) return done(version);
  return refuseMissing(context, version, versionId);
}

/**
 * Who may not list learns nothing about which keys exist: 403 where others get 404.
 * Source: Amazon S3 API reference, GetObject, "Permissions".
 */
function refuseMissing(
  context: BucketContext,
  marker: ObjectVersion | undefined,
  versionId: string | undefined,
): Outcome<ObjectVersion> {
  const { key } = context.request.target;
  const lists = context.allowed(versionId === undefined ? 's3:ListBucket' : 's3:ListBucketVersions', '');
  if (!lists) return refuse('AccessDenied');
  const headers: Record<string, string> = marker
    ? { 'x-amz-delete-marker': 'true', ...versionHeader(marker, context.bucket.versioning) }
    : {};
  if (versionId === undefined) return refuse('NoSuchKey', { details: { Key: key }, headers });
  if (marker === undefined) return refuse('NoSuchVersion', { details: { Key: key, VersionId: versionId } });
  return refuse('MethodNotAllowed', { headers: { ...headers, allow: 'DELETE' } });
}
