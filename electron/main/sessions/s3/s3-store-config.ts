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
  | { kind: 'named-profile'; awsProfile: string };

export interface S3StoreConfig {
  /** Empty for AWS itself. */
  endpoint: string;
  region: string;
  bucket: string;
  credentials: S3Credentials;
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

/** Name by which a person knows the store. */
export function endpointLabel({ endpoint, region }: S3StoreConfig): string {
  return endpoint === '' ? `s3.${region}.amazonaws.com` : endpoint;
}
