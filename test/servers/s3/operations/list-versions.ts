import type { S3Response } from '../http/s3-request.ts';
import { parameter, type Target } from '../http/target.ts';
import { done, type Outcome, refuse } from '../outcome.ts';
import type { Bucket } from '../storage/bucket.ts';
import type { ObjectVersion } from '../storage/object-version.ts';
import { lowerBound } from '../utf8-order.ts';
import { branch, document, leaf } from '../xml.ts';
import { encodeForListing, parsePageSize } from './listing.ts';
import { lyingListing } from './lying-listing.ts';
import type { BucketContext, BucketOperation } from './operation.ts';

export const listObjectVersions: BucketOperation = {
  name: 'ListObjectVersions',
  method: 'GET',
  scope: 'bucket',
  selector: { name: 'versions' },
  parameters: ['prefix', 'max-keys', 'key-marker', 'version-id-marker', 'encoding-type'],
  action: 's3:ListBucketVersions',
  prefixParameter: 'prefix',
  needs: 'bucket',
  run,
};

function run({ request, bucket, settings }: BucketContext): Outcome<S3Response> {
  const { target } = request;
  const limit = parsePageSize(parameter(target, 'max-keys'));
  if (!limit.ok) return limit;
  if (parameter(target, 'version-id-marker') !== undefined && parameter(target, 'key-marker') === undefined) {
    return refuse('InvalidArgument', {
      message: 'A version-id marker cannot be specified without a key marker.',
      details: { ArgumentName: 'version-id-marker' },
    });
  }
  const found = versionsAfterMarkers(bucket, target, limit.value + 1);
  const page = found.slice(0, limit.value);
  const truncated = limit.value > 0 && found.length > page.length;
  const listing = versionsDocument(target, bucket, page, truncated, limit.value);
  return done(lyingListing(settings.habits.listings, listing, circle(target, found)));
}

/** Leads to the page that was asked for or, after the first one, to what follows the newest version. */
function circle(target: Target, [newest]: readonly ObjectVersion[]): string {
  return [
    leaf('NextKeyMarker', parameter(target, 'key-marker') ?? newest?.key),
    leaf('NextVersionIdMarker', parameter(target, 'version-id-marker') ?? newest?.versionId),
  ].join('');
}

/** Keys in UTF-8 byte order, the versions of each newest first; at most `limit` of them. */
function versionsAfterMarkers(bucket: Bucket, target: Target, limit: number): readonly ObjectVersion[] {
  const prefix = parameter(target, 'prefix') ?? '';
  const keyMarker = parameter(target, 'key-marker') ?? '';
  const keys = bucket.keys();
  const found: ObjectVersion[] = [];
  for (let index = Math.max(lowerBound(keys, prefix), lowerBound(keys, keyMarker)); ; index += 1) {
    const key = keys[index];
    if (key === undefined || !key.startsWith(prefix) || found.length >= limit) return found.slice(0, limit);
    const versions = bucket.versions(key);
    found.push(...(key === keyMarker ? versionsAfter(versions, target) : versions));
  }
}

/** A key marker alone skips the key; with a version marker, the key's older versions still follow. */
function versionsAfter(versions: readonly ObjectVersion[], target: Target): readonly ObjectVersion[] {
  const marker = parameter(target, 'version-id-marker');
  const position = versions.findIndex((version) => version.versionId === marker);
  return position === -1 ? [] : versions.slice(position + 1);
}

function versionsDocument(
  target: Target,
  bucket: Bucket,
  page: readonly ObjectVersion[],
  truncated: boolean,
  limit: number,
): string {
  const encodingType = parameter(target, 'encoding-type');
  const encode = (text: string | undefined) => text && encodeForListing(text, encodingType);
  const last = truncated ? page.at(-1) : undefined;
  return document('ListVersionsResult', [
    leaf('Name', target.bucket),
    leaf('Prefix', encode(parameter(target, 'prefix')) ?? ''),
    leaf('KeyMarker', encode(parameter(target, 'key-marker')) ?? ''),
    leaf('VersionIdMarker', parameter(target, 'version-id-marker') ?? ''),
    leaf('EncodingType', encodingType),
    leaf('MaxKeys', limit),
    leaf('IsTruncated', truncated),
    leaf('NextKeyMarker', encode(last?.key)),
    leaf('NextVersionIdMarker', last?.versionId),
    ...page.map((version) => versionElement(version, encodeForListing(version.key, encodingType), bucket)),
  ]);
}

function versionElement(version: ObjectVersion, encodedKey: string, bucket: Bucket): string {
  const common = [
    leaf('Key', encodedKey),
    leaf('VersionId', version.versionId),
    leaf('IsLatest', bucket.current(version.key) === version),
    leaf('LastModified', new Date(version.lastModifiedMs).toISOString()),
  ];
  if (version.deleteMarker) return branch('DeleteMarker', common);
  return branch('Version', [
    ...common,
    leaf('ETag', `"${version.etag}"`),
    leaf('Size', version.body.length),
    leaf('StorageClass', 'STANDARD'),
  ]);
}
