import { fail, ok } from '../../../../shared/result.ts';
import { sessionKey } from '../../../../shared/session-keys.ts';
import type {
  HeadOutcome,
  ListedSession,
  ReadOutcome,
  SessionStore,
  StoreResult,
  WriteCondition,
} from '../store/session-store.ts';
import { answerMayBeLost } from '../store/store-faults.ts';
import { conditionHolds } from '../store/stored-snapshot.ts';
import { explainForbiddenWrite } from './encryption-demand.ts';
import { headObject } from './head-object.ts';
import { listPages } from './list-pages.ts';
import { type FoundProtection, noProtectionMemory, OverwriteProtection } from './overwrite-protection.ts';
import { probeConditionalWrites } from './probe-conditional-writes.ts';
import { putObject } from './put-object.ts';
import { readObject } from './read-object.ts';
import { S3Access } from './s3-access.ts';
import { defaultS3Limits, type S3Limits, type S3StoreConfig } from './s3-store-config.ts';
import { S3Versions } from './s3-versions.ts';

/** Sessions in an S3 bucket, one object for each namespace. */
export class S3SessionStore implements SessionStore {
  /** Versions that the bucket kept of each object, where it keeps versions. */
  readonly versions: S3Versions;
  readonly #access: S3Access;

  constructor(
    private readonly config: S3StoreConfig,
    limits: S3Limits = defaultS3Limits,
    private readonly protection = new OverwriteProtection(noProtectionMemory, Date.now),
  ) {
    this.#access = new S3Access(config, limits);
    this.versions = new S3Versions(this.#access, config);
  }

  read(namespace: string): Promise<StoreResult<ReadOutcome>> {
    return readObject(this.#access, this.config, namespace);
  }

  head(namespace: string): Promise<StoreResult<HeadOutcome>> {
    return headObject(this.#access, this.config, namespace);
  }

  async write(
    namespace: string,
    text: string,
    condition: WriteCondition,
  ): Promise<StoreResult<{ etag: string }>> {
    const found = await this.protection.find(this.#probe);
    if (!found.ok) return found;
    const written = await this.#writeAs(found.value, namespace, text, condition);
    if (written.ok || written.error.code !== 'store-not-implemented' || found.value === 'refused')
      return written;
    // It may refuse the condition, which it did not when it was tested; without one it then takes the session.
    const again = await this.protection.findAgain(this.#probe);
    return again.ok && again.value === 'refused'
      ? this.#writeAs('refused', namespace, text, condition)
      : written;
  }

  list(signal: AbortSignal): AsyncIterable<StoreResult<ListedSession[]>> {
    return listPages(this.#access, this.config, signal);
  }

  close(): void {
    this.#access.close();
  }

  readonly #probe = () => probeConditionalWrites({ access: this.#access, config: this.config });

  async #writeAs(
    found: FoundProtection | 'unknown',
    namespace: string,
    text: string,
    condition: WriteCondition,
  ): Promise<StoreResult<{ etag: string }>> {
    const permitted = await this.#permit(found, namespace, condition);
    if (!permitted.ok) return permitted;
    const object = { key: sessionKey(namespace), text, condition: found === 'refused' ? null : condition };
    const put = await explainForbiddenWrite(
      { access: this.#access, config: this.config },
      await putObject(this.#access, this.config, object),
    );
    if (put.ok || !answerMayBeLost.has(put.error.code)) return put;
    const etag = await this.#etagOfOurs(namespace, text);
    return etag === null ? put : ok({ etag });
  }

  /**
   * Where the store is not known to compare, this does; another writer can still come between the reading and the
   * writing. A 403 leaves nothing to compare with: then only a store that may act on the condition is written to.
   */
  async #permit(
    found: FoundProtection | 'unknown',
    namespace: string,
    condition: WriteCondition,
  ): Promise<StoreResult<null>> {
    if (found === 'on') return ok(null);
    const read = await this.read(namespace);
    if (!read.ok) return read;
    if (found === 'unknown' && read.value.kind === 'missing-or-forbidden') return ok(null);
    const holds = conditionHolds(condition, read.value);
    if (holds === null) return fail('store-unprotected');
    return holds ? ok(null) : fail('store-conflict');
  }

  /** The object's ETag where it is what we have just tried to store. */
  async #etagOfOurs(namespace: string, text: string): Promise<string | null> {
    const read = await this.read(namespace);
    return read.ok && read.value.kind === 'found' && read.value.text === text ? read.value.etag : null;
  }
}
