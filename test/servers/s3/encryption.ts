import { done, type Outcome, refuse } from './outcome.ts';

export type EncryptionKind = 'AES256' | 'aws:kms';

export const encryptionHeader = 'x-amz-server-side-encryption';
export const keyIdHeader = 'x-amz-server-side-encryption-aws-kms-key-id';

/** The account's one key, under each of the names that S3 takes for a key, and the service's own. */
const keyArn = 'arn:aws:kms:us-east-1:000000000000:key/practice-key';
const keyNames: ReadonlySet<string> = new Set(['practice-key', 'alias/practice-key', keyArn]);
const serviceKeyArn = 'arn:aws:kms:us-east-1:000000000000:key/aws-s3';

/**
 * The headers of an object that is stored as the request asks: none where it asks for nothing.
 * Source: Amazon S3 API reference, PutObject, "x-amz-server-side-encryption".
 *
 * @param demanded what the bucket's policy denies all other writes for; such a denial does not say its reason
 */
export function encryptionOf(
  headers: ReadonlyMap<string, string>,
  demanded: EncryptionKind | undefined,
): Outcome<Readonly<Record<string, string>>> {
  const kind = headers.get(encryptionHeader);
  const keyId = headers.get(keyIdHeader);
  if (demanded !== undefined && kind !== demanded) return refuse('AccessDenied');
  if (kind === undefined && keyId === undefined) return done({});
  if (kind !== 'AES256' && kind !== 'aws:kms')
    return refuse('InvalidArgument', { message: 'The encryption method specified is not supported' });
  if (kind === 'AES256') {
    return keyId === undefined
      ? done({ [encryptionHeader]: kind })
      : refuse('InvalidArgument', {
          message: 'The encryption method specified does not take a customer master key',
        });
  }
  if (keyId !== undefined && !keyNames.has(keyId)) return refuse('KMS.NotFoundException');
  return done({ [encryptionHeader]: kind, [keyIdHeader]: keyId === undefined ? serviceKeyArn : keyArn });
}
