export type S3Action =
  | 's3:GetObject'
  | 's3:GetObjectVersion'
  | 's3:PutObject'
  | 's3:DeleteObject'
  | 's3:DeleteObjectVersion'
  | 's3:ListBucket'
  | 's3:ListBucketVersions'
  | 's3:CreateBucket'
  | 's3:GetBucketLocation'
  | 's3:GetBucketVersioning'
  | 's3:PutBucketVersioning';

/** One Allow statement. What is not granted is denied. */
export interface Grant {
  readonly actions: readonly (S3Action | 's3:*')[];
  /** Every bucket when absent. */
  readonly bucket?: string;
  /** Object actions: the key begins so. Listing: the asked prefix begins so, as with an `s3:prefix` condition. */
  readonly prefix?: string;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface Principal {
  /** The name in the request log. */
  readonly name: string;
  readonly credentials: Credentials;
  /** When the session token ends, milliseconds since the epoch. */
  readonly expiresAtMs?: number;
  readonly grants: readonly Grant[];
}

/** A request without an Authorization header. */
export const anonymous: Principal = {
  name: 'anonymous',
  credentials: { accessKeyId: '', secretAccessKey: '' },
  grants: [],
};

/** The target of an action: `name` is a key, the prefix of a listing, or empty for the bucket itself. */
interface Resource {
  readonly bucket: string;
  readonly name: string;
}

export function allows(principal: Principal, action: S3Action, resource: Resource): boolean {
  return principal.grants.some(
    (grant) =>
      (grant.actions.includes('s3:*') || grant.actions.includes(action)) &&
      (grant.bucket === undefined || grant.bucket === resource.bucket) &&
      resource.name.startsWith(grant.prefix ?? ''),
  );
}
