import type { ListObjectVersionsCommandOutput, ObjectVersion } from '@aws-sdk/client-s3';
import { ok, type Result } from '../../../../shared/result.ts';
import { sessionKey } from '../../../../shared/session-keys.ts';
import type { ReadOutcome, StoreResult } from '../store/session-store.ts';
import type { StoredVersion, VersionedStore, VersionPage } from '../store/versioned-store.ts';
import { invalidAnswer } from './answer-document.ts';
import { decodeKey } from './decode-key.ts';
import { readObject } from './read-object.ts';
import type { S3Access } from './s3-access.ts';
import { storeError } from './s3-errors.ts';
import { readFailure } from './s3-failure.ts';
import type { S3StoreConfig } from './s3-store-config.ts';

/** Version id of an object that was written without versioning (S3 API reference, ListObjectVersions). */
const noVersion = 'null';

/** Not permitted, or a store that does not know the question. */
const noAnswer: ReadonlySet<string> = new Set(['AccessDenied', 'MethodNotAllowed', 'NotImplemented']);

function versionOf({ VersionId, ETag, IsLatest }: ObjectVersion): StoredVersion[] {
  if (VersionId === undefined || !ETag) return [];
  return [{ versionId: VersionId, etag: ETag, isCurrent: IsLatest === true }];
}

/** The versions that an S3 bucket keeps of each session. */
export class S3Versions implements VersionedStore {
  constructor(
    private readonly access: S3Access,
    private readonly config: S3StoreConfig,
  ) {}

  async listVersions(namespace: string, after: string | null): Promise<StoreResult<VersionPage | null>> {
    const key = sessionKey(namespace);
    try {
      const output = await this.access.call(({ sdk, client }, signal) => {
        const command = new sdk.ListObjectVersionsCommand({
          Bucket: this.config.bucket,
          Prefix: key,
          EncodingType: 'url',
          ...(after !== null && { KeyMarker: key, VersionIdMarker: after }),
        });
        return client.send(command, { abortSignal: signal });
      });
      return this.#pageOf(output, key, after);
    } catch (error) {
      if (noAnswer.has(readFailure(error).name)) return ok(null);
      return { ok: false, error: storeError(error, { config: this.config, action: 's3:ListBucket' }) };
    }
  }

  readVersion(namespace: string, versionId: string): Promise<StoreResult<ReadOutcome>> {
    return readObject(this.access, this.config, namespace, versionId);
  }

  #pageOf(
    output: ListObjectVersionsCommandOutput,
    key: string,
    after: string | null,
  ): Result<VersionPage | null, 'store-answer-invalid'> {
    const { EncodingType, IsTruncated, NextKeyMarker, NextVersionIdMarker } = output;
    if (IsTruncated === undefined) return invalidAnswer('no-end', this.config);
    if (IsTruncated && !NextKeyMarker) return invalidAnswer('no-token', this.config);
    const isOurs = (name: string | undefined) => name !== undefined && decodeKey(name, EncodingType) === key;
    // A prefix also matches longer keys.
    const versions = (output.Versions ?? []).filter(({ Key }) => isOurs(Key)).flatMap(versionOf);
    const isVersioned = versions.some(({ versionId }) => versionId !== noVersion);
    if (after === null && !isVersioned && (output.DeleteMarkers ?? []).length === 0) return ok(null);
    if (!IsTruncated || !isOurs(NextKeyMarker)) return ok({ versions, next: null });
    if (!NextVersionIdMarker) return invalidAnswer('no-token', this.config);
    // Newer versions come first, so a marker that was given before would come for ever.
    if (NextVersionIdMarker === after) return invalidAnswer('repeated-token', this.config);
    return ok({ versions, next: NextVersionIdMarker });
  }
}
