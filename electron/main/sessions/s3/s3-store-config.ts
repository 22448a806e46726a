import { normalAddress } from '../../../../shared/place.ts';
import type { AwsEnvironment } from './aws-environment.ts';

export type S3Credentials =
  | {
      kind: 'keys';
      accessKeyId: string;
      /** Null where it is not at hand: every call then says so. */
      secretAccessKey: string | null;
      /** It is on this computer, but sealed and not to be opened now; else it was kept in memory only and is gone. */
      secretKeyClosed?: boolean;
    }
  | { kind: 'default-chain' }
  | { kind: 'named-profile'; awsProfile: string }
  /** AWS credentials of this computer that the operator has not allowed to be used here: every call then says so. */
  | { kind: 'unconfirmed' }
  /** Requests are not signed, as anybody's are. */
  | { kind: 'anonymous' };

/** Encryption that a write asks the store for (S3 API reference, PutObject). */
export type S3Encryption = { kind: 'AES256' } | { kind: 'aws:kms'; keyId?: string | undefined };

export interface S3Proxy {
  /** `http://host:port`, or `https://` where the proxy itself is spoken to in TLS. */
  address: string;
  /** `user:password`; null where it asks for none, or where they are not at hand. */
  credentials: string | null;
}

export interface S3StoreConfig {
  /** Empty for AWS itself. */
  endpoint: string;
  region: string;
  bucket: string;
  credentials: S3Credentials;
  /** Certificates (PEM) that are trusted besides the usual ones. */
  authorityPem?: string;
  proxy?: S3Proxy;
  encryption?: S3Encryption;
  /** For AWS's own credentials: what their variables held. Nothing where absent. */
  awsEnvironment?: AwsEnvironment;
}

export interface S3Limits {
  connectTimeoutMs: number;
  /** Until an answer's headers are there. */
  requestTimeoutMs: number;
  /** A whole operation with all its attempts and its body, and finding credentials. */
  operationTimeoutMs: number;
  maxAttempts: number;
}

export const defaultS3Limits: S3Limits = {
  connectTimeoutMs: 5_000,
  requestTimeoutMs: 10_000,
  operationTimeoutMs: 25_000,
  maxAttempts: 3,
};

/** Name by which a person knows the store; a host's foreign letters are in punycode. */
export function endpointLabel({ endpoint, region }: S3StoreConfig): string {
  return endpoint === '' ? `s3.${region}.amazonaws.com` : normalAddress(endpoint);
}
