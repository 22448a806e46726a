import type { S3Action } from '../auth/principals.ts';
import type { EncryptionKind } from '../encryption.ts';
import type { Payload } from '../http/payload.ts';
import type { S3Request, S3Response } from '../http/s3-request.ts';
import type { Outcome } from '../outcome.ts';
import type { Habits, WriteConditions } from '../settings.ts';
import type { Bucket } from '../storage/bucket.ts';
import type { Store } from '../storage/store.ts';

/** The part of the server's settings that operations read. */
interface OperationSettings {
  readonly region: string;
  readonly writeConditions: WriteConditions;
  readonly habits: Habits;
  nowMs(): number;
  demandedEncryption(bucket: string): EncryptionKind | undefined;
}

export interface OperationContext {
  readonly request: S3Request;
  readonly payload: Payload;
  readonly settings: OperationSettings;
  /** Whether the principal has this action as well, on a key or (empty name) on the bucket itself. */
  readonly allowed: (action: S3Action, name: string) => boolean;
}

export interface BucketContext extends OperationContext {
  readonly bucket: Bucket;
}

interface Described {
  /** As the S3 API calls it; what the request log shows. */
  readonly name: string;
  readonly method: string;
  /** Does the path hold a key after the bucket? */
  readonly scope: 'bucket' | 'object';
  /** Query parameter that chooses this operation, with its value if that matters. */
  readonly selector?: { readonly name: string; readonly value?: string };
  /** Further query parameters that it understands. */
  readonly parameters?: readonly string[];
  readonly action: S3Action;
  /** Query parameter that an `s3:prefix` condition of the principal checks. */
  readonly prefixParameter?: string;
}

/** Works on a bucket that exists. */
export interface BucketOperation extends Described {
  readonly needs: 'bucket';
  readonly run: (context: BucketContext) => Outcome<S3Response>;
}

/** Works on the store, where no bucket need exist yet. */
export interface StoreOperation extends Described {
  readonly needs: 'store';
  readonly run: (context: OperationContext, store: Store) => Outcome<S3Response>;
}

export type Operation = BucketOperation | StoreOperation;
