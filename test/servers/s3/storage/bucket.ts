import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { compareUtf8 } from '../utf8-order.ts';
import { syncDirectory, writeDurably, writeFast } from './durable-file.ts';
import { encodeVersion, fileNameOf, nullVersionId, type ObjectVersion } from './object-version.ts';

export type Versioning = 'never' | 'Enabled' | 'Suspended';

export type NewObject = Pick<
  ObjectVersion,
  'key' | 'etag' | 'headers' | 'body' | 'lastModifiedMs' | 'checksum'
>;

/**
 * One bucket: everything in memory, every change on disk before it is seen.
 * All of it is synchronous, so a condition that was checked still holds when the write follows.
 */
export class Bucket {
  /** Newest first. */
  readonly #versions = new Map<string, readonly ObjectVersion[]>();
  #sortedKeys: readonly string[] | undefined;
  #versioning: Versioning = 'never';

  constructor(
    readonly directory: string,
    private readonly nextSequence: () => number,
    stored: readonly ObjectVersion[],
    versioning: Versioning,
  ) {
    this.#versioning = versioning;
    for (const version of [...stored].sort((a, b) => a.sequence - b.sequence)) this.#insert(version);
  }

  get versioning(): Versioning {
    return this.#versioning;
  }

  setVersioning(versioning: Versioning): void {
    writeDurably(bucketFile(this.directory), [Buffer.from(JSON.stringify({ versioning }))]);
    this.#versioning = versioning;
  }

  /** Every key that has a version, a delete marker included, in UTF-8 byte order. */
  keys(): readonly string[] {
    this.#sortedKeys ??= [...this.#versions.keys()].sort(compareUtf8);
    return this.#sortedKeys;
  }

  /** Newest first. */
  versions(key: string): readonly ObjectVersion[] {
    return this.#versions.get(key) ?? [];
  }

  /** The current version, which may be a delete marker. */
  current(key: string): ObjectVersion | undefined {
    return this.versions(key)[0];
  }

  /** The current version unless the key is deleted. */
  live(key: string): ObjectVersion | undefined {
    const current = this.current(key);
    return current?.deleteMarker ? undefined : current;
  }

  put(object: NewObject): ObjectVersion {
    const version = this.#numbered(object, false);
    writeDurably(this.#path(version), encodeVersion(version));
    this.#insert(version);
    return version;
  }

  putMany(objects: readonly NewObject[]): void {
    for (const object of objects) {
      const version = this.#numbered(object, false);
      writeFast(this.#path(version), encodeVersion(version));
      this.#insert(version);
    }
    syncDirectory(objectsDirectory(this.directory));
  }

  /** Deletes without naming a version. Returns the delete marker if the bucket keeps versions. */
  remove(key: string, nowMs: number): ObjectVersion | undefined {
    if (this.#versioning === 'never') {
      this.removeVersion(key, nullVersionId);
      return undefined;
    }
    const nothing = { key, etag: '', headers: {}, body: Buffer.alloc(0), lastModifiedMs: nowMs };
    const marker = this.#numbered(nothing, true);
    writeDurably(this.#path(marker), encodeVersion(marker));
    this.#insert(marker);
    return marker;
  }

  /** Deletes one version for good. Returns what it was. */
  removeVersion(key: string, versionId: string): ObjectVersion | undefined {
    const removed = this.versions(key).find((version) => version.versionId === versionId);
    if (removed === undefined) return undefined;
    rmSync(this.#path(removed));
    syncDirectory(objectsDirectory(this.directory));
    this.#replace(
      key,
      this.versions(key).filter((version) => version !== removed),
    );
    return removed;
  }

  #numbered(object: NewObject, deleteMarker: boolean): ObjectVersion {
    const versionId = this.#versioning === 'Enabled' ? randomBytes(16).toString('hex') : nullVersionId;
    return { ...object, versionId, sequence: this.nextSequence(), deleteMarker };
  }

  #insert(version: ObjectVersion): void {
    const others = this.versions(version.key).filter((other) => other.versionId !== version.versionId);
    this.#replace(version.key, [version, ...others]);
  }

  #replace(key: string, versions: readonly ObjectVersion[]): void {
    if (versions.length === 0) {
      this.#versions.delete(key);
      this.#sortedKeys = undefined;
      return;
    }
    if (!this.#versions.has(key)) this.#sortedKeys = undefined;
    this.#versions.set(key, versions);
  }

  #path(version: ObjectVersion): string {
    return join(objectsDirectory(this.directory), fileNameOf(version.key, version.versionId));
  }
}

export function bucketFile(directory: string): string {
  return join(directory, 'bucket.json');
}

export function objectsDirectory(directory: string): string {
  return join(directory, 'objects');
}
