import { checksumHeaders } from '../checksums.ts';
import { encryptionHeader, keyIdHeader } from '../encryption.ts';
import type { S3Request } from '../http/s3-request.ts';
import type { Target } from '../http/target.ts';
import { bucketOperations, createBucket } from './buckets.ts';
import { deleteOperations } from './delete-object.ts';
import { readOperations } from './get-object.ts';
import { listObjects } from './list-objects.ts';
import { listObjectVersions } from './list-versions.ts';
import type { Operation } from './operation.ts';
import { putObject } from './put-object.ts';

const operations: readonly Operation[] = [
  putObject,
  ...readOperations,
  ...deleteOperations,
  createBucket,
  ...bucketOperations,
  listObjects,
  listObjectVersions,
];

/** The AWS SDK for JavaScript names the operation in this parameter; it means nothing. */
const ignoredParameter = 'x-id';

const knownHeaders = new Set([
  ...checksumHeaders,
  encryptionHeader,
  keyIdHeader,
  'x-amz-checksum-mode',
  'x-amz-content-sha256',
  'x-amz-date',
  'x-amz-decoded-content-length',
  'x-amz-sdk-checksum-algorithm',
  'x-amz-security-token',
  'x-amz-trailer',
  'x-amz-user-agent',
]);

/** @returns nothing for what this server does not implement */
export function operationFor(method: string, target: Target): Operation | undefined {
  if (target.bucket === '') return undefined;
  const scope = target.key === '' ? 'bucket' : 'object';
  return operations.find(
    (operation) => operation.method === method && operation.scope === scope && understands(operation, target),
  );
}

/** An operation that would leave part of the question unread is not the one that was asked for. */
function understands(operation: Operation, target: Target): boolean {
  const { selector, parameters = [] } = operation;
  const names = target.query.map(([name]) => name).filter((name) => name !== ignoredParameter);
  const selected = target.query.some(
    ([name, value]) => name === selector?.name && (selector.value === undefined || selector.value === value),
  );
  return (
    selected === (selector !== undefined) &&
    names.every((name) => name === selector?.name || parameters.includes(name))
  );
}

/** A header that asks for something this server does not do, such as a storage class or a copy. */
export function unknownHeader(request: S3Request): string | undefined {
  return [...request.headers.keys()].find(
    (name) => name.startsWith('x-amz-') && !name.startsWith('x-amz-meta-') && !knownHeaders.has(name),
  );
}
