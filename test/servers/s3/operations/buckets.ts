import { emptyResponse, type S3Response, xmlResponse } from '../http/s3-request.ts';
import { done, type Outcome, refuse } from '../outcome.ts';
import type { Store } from '../storage/store.ts';
import { document, escapeXml, leaf, textOf } from '../xml.ts';
import type { BucketContext, BucketOperation, OperationContext, StoreOperation } from './operation.ts';

/** The region that S3 calls by an empty location, for historical reasons. */
const unnamedRegion = 'us-east-1';

export const createBucket: StoreOperation = {
  name: 'CreateBucket',
  method: 'PUT',
  scope: 'bucket',
  action: 's3:CreateBucket',
  needs: 'store',
  run: create,
};

function create({ request, payload, settings }: OperationContext, store: Store): Outcome<S3Response> {
  const name = request.target.bucket;
  if (!isBucketName(name)) return refuse('InvalidBucketName', { details: { BucketName: name } });
  const constraint = textOf(payload.body.toString('utf8'), 'LocationConstraint') || unnamedRegion;
  if (constraint !== settings.region) return refuse('IllegalLocationConstraintException');
  // Only in us-east-1 does S3 take the owner's second request for the first.
  if (store.bucket(name) !== undefined && settings.region !== unnamedRegion) {
    return refuse('BucketAlreadyOwnedByYou', { details: { BucketName: name } });
  }
  if (store.bucket(name) === undefined) store.createBucket(name);
  return done(emptyResponse(200, { location: `/${name}` }));
}

/** The general rules of Amazon S3 user guide, "Bucket naming rules". */
function isBucketName(name: string): boolean {
  return (
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes('..') && !/^\d+(\.\d+){3}$/.test(name)
  );
}

const described = { scope: 'bucket', needs: 'bucket' } as const;

export const bucketOperations: readonly BucketOperation[] = [
  {
    ...described,
    name: 'HeadBucket',
    method: 'HEAD',
    action: 's3:ListBucket',
    run: ({ settings }) => done(emptyResponse(200, { 'x-amz-bucket-region': settings.region })),
  },
  {
    ...described,
    name: 'GetBucketLocation',
    method: 'GET',
    selector: { name: 'location' },
    action: 's3:GetBucketLocation',
    run: ({ settings }) => done(xmlResponse(locationDocument(settings.region))),
  },
  {
    ...described,
    name: 'GetBucketVersioning',
    method: 'GET',
    selector: { name: 'versioning' },
    action: 's3:GetBucketVersioning',
    run: ({ bucket }) =>
      done(
        xmlResponse(
          document('VersioningConfiguration', [
            leaf('Status', bucket.versioning === 'never' ? undefined : bucket.versioning),
          ]),
        ),
      ),
  },
  {
    ...described,
    name: 'PutBucketVersioning',
    method: 'PUT',
    selector: { name: 'versioning' },
    action: 's3:PutBucketVersioning',
    run: setVersioning,
  },
];

function locationDocument(region: string): string {
  const location = region === unnamedRegion ? '' : escapeXml(region);
  return document('LocationConstraint', [location]);
}

function setVersioning({ payload, bucket }: BucketContext): Outcome<S3Response> {
  const status = textOf(payload.body.toString('utf8'), 'Status');
  if (status !== 'Enabled' && status !== 'Suspended') return refuse('MalformedXML');
  bucket.setVersioning(status);
  return done(emptyResponse(200));
}
