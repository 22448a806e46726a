import type { S3Response } from '../http/s3-request.ts';
import { parameter, type Target } from '../http/target.ts';
import { done, type Outcome, refuse } from '../outcome.ts';
import type { Bucket } from '../storage/bucket.ts';
import { branch, document, leaf } from '../xml.ts';
import { encodeForListing, type KeyPage, pageOfKeys, parsePageSize } from './listing.ts';
import { lyingListing } from './lying-listing.ts';
import type { BucketContext, BucketOperation } from './operation.ts';

export const listObjects: BucketOperation = {
  name: 'ListObjectsV2',
  method: 'GET',
  scope: 'bucket',
  selector: { name: 'list-type', value: '2' },
  parameters: ['prefix', 'delimiter', 'max-keys', 'continuation-token', 'start-after', 'encoding-type'],
  action: 's3:ListBucket',
  prefixParameter: 'prefix',
  needs: 'bucket',
  run,
};

function run({ request, bucket, settings }: BucketContext): Outcome<S3Response> {
  const { target } = request;
  const limit = parsePageSize(parameter(target, 'max-keys'));
  if (!limit.ok) return limit;
  const token = parameter(target, 'continuation-token');
  const resumed = token === undefined ? undefined : readToken(token);
  if (token !== undefined && resumed === undefined) {
    return refuse('InvalidArgument', {
      message: 'The continuation token provided is incorrect',
      details: { ArgumentName: 'continuation-token' },
    });
  }
  const page = pageOfKeys(liveKeys(bucket), {
    prefix: parameter(target, 'prefix') ?? '',
    delimiter: parameter(target, 'delimiter') ?? '',
    after: resumed ?? parameter(target, 'start-after') ?? '',
    limit: limit.value,
  });
  const listing = listingDocument(target, bucket, page, limit.value);
  return done(lyingListing(settings.habits.listings, listing, circle(token)));
}

/** Two tokens that lead to each other, so that neither comes twice in a row. */
function circle(token: string | undefined): string {
  const [first, second] = [writeToken('telegram/'), writeToken('telegram/!')];
  return leaf('NextContinuationToken', token === first ? second : first);
}

function liveKeys(bucket: Bucket): readonly string[] {
  // Only a bucket with versions can hold keys whose current version is a delete marker.
  return bucket.versioning === 'never' ? bucket.keys() : bucket.keys().filter((key) => bucket.live(key));
}

function listingDocument(target: Target, bucket: Bucket, page: KeyPage, limit: number): string {
  const encodingType = parameter(target, 'encoding-type');
  const encode = (text: string | undefined) => text && encodeForListing(text, encodingType);
  const last = page.truncated ? page.entries.at(-1) : undefined;
  return document('ListBucketResult', [
    leaf('Name', target.bucket),
    leaf('Prefix', encode(parameter(target, 'prefix')) ?? ''),
    leaf('Delimiter', encode(parameter(target, 'delimiter'))),
    leaf('StartAfter', encode(parameter(target, 'start-after'))),
    leaf('ContinuationToken', parameter(target, 'continuation-token')),
    leaf('EncodingType', encodingType),
    leaf('KeyCount', page.entries.length),
    leaf('MaxKeys', limit),
    leaf('IsTruncated', page.truncated),
    leaf('NextContinuationToken', last && writeToken(last.text)),
    ...page.entries.map(({ kind, text }) =>
      kind === 'prefix'
        ? branch('CommonPrefixes', [leaf('Prefix', encode(text))])
        : contents(bucket, text, encodeForListing(text, encodingType)),
    ),
  ]);
}

function contents(bucket: Bucket, key: string, encodedKey: string): string {
  const version = bucket.live(key);
  if (version === undefined) return '';
  return branch('Contents', [
    leaf('Key', encodedKey),
    leaf('LastModified', new Date(version.lastModifiedMs).toISOString()),
    leaf('ETag', `"${version.etag}"`),
    leaf('ChecksumAlgorithm', version.checksum?.algorithm.toUpperCase()),
    leaf('Size', version.body.length),
    leaf('StorageClass', 'STANDARD'),
  ]);
}

const tokenMark = 'after:';

/** Opaque to clients, as in S3: it must come back unchanged. */
function writeToken(after: string): string {
  return Buffer.from(tokenMark + after).toString('base64url');
}

function readToken(token: string): string | undefined {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  return text.startsWith(tokenMark) ? text.slice(tokenMark.length) : undefined;
}
