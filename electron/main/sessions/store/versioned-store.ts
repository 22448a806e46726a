import type { ReadOutcome, StoreResult } from './session-store.ts';

/** One stored version, as a bucket with versioning lists it without reading it. */
export interface StoredVersion {
  versionId: string;
  etag: string;
  isCurrent: boolean;
}

export interface VersionPage {
  /** Newest first; deletions are left out. */
  versions: StoredVersion[];
  /** The version after which to go on, or null at the end. */
  next: string | null;
}

/** A store that may keep what was replaced. */
export interface VersionedStore {
  /**
   * One page of a namespace's versions, after the given one. Null where the bucket keeps none, or these credentials
   * may not see them.
   */
  listVersions(namespace: string, after: string | null): Promise<StoreResult<VersionPage | null>>;
  readVersion(namespace: string, versionId: string): Promise<StoreResult<ReadOutcome>>;
}
