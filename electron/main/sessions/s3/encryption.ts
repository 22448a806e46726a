import type { PutObjectCommandInput } from '@aws-sdk/client-s3';
import type { S3Encryption } from './s3-store-config.ts';

type Headers = Pick<PutObjectCommandInput, 'ServerSideEncryption' | 'SSEKMSKeyId'>;

/** Every write asks for it: a bucket's policy may refuse those that do not (S3 user guide, "Using server-side encryption"). */
export function encryptionHeaders(encryption: S3Encryption | undefined): Headers {
  if (!encryption) return {};
  if (encryption.kind === 'AES256' || encryption.keyId === undefined)
    return { ServerSideEncryption: encryption.kind };
  return { ServerSideEncryption: encryption.kind, SSEKMSKeyId: encryption.keyId };
}
