import type { AccountVerdict } from '../../../../shared/accounts.ts';
import type { StoreErrorCode } from '../../../../shared/error-words/store.ts';
import type { SessionHistory, SessionVersion } from '../../../../shared/history.ts';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import type { SealedCopies, SessionCopy } from '../copies/sealed-copies.ts';
import { decodeSessionString, type SessionData } from '../session-string/index.ts';
import { sideOf } from '../store/session-side.ts';
import type { SessionStore, StoreResult } from '../store/session-store.ts';
import type { VersionedStore } from '../store/versioned-store.ts';
import { readBucketHistory } from './bucket-history.ts';

type VersionErrorCode = StoreErrorCode | 'version-gone' | 'version-unusable';

interface SessionHistoriesParts {
  store: Pick<SessionStore, 'read'>;
  /** Null for a store that never keeps versions. */
  versions: VersionedStore | null;
  copies: SealedCopies;
  verdictOf: (namespace: string, fingerprint: string) => AccountVerdict;
}

/** Earlier sessions of a namespace: the bucket's versions or, if there are none, the app's own copies. */
export class SessionHistories {
  constructor(private readonly parts: SessionHistoriesParts) {}

  /** One page, newest first; `continuation` is what the page before said. */
  async list(namespace: string, continuation: string | null): Promise<StoreResult<SessionHistory>> {
    const { versions, verdictOf } = this.parts;
    if (versions) {
      const ofNamespace = (fingerprint: string) => verdictOf(namespace, fingerprint);
      const page = await readBucketHistory(versions, namespace, continuation, ofNamespace);
      if (!page.ok) return page;
      if (page.value) return ok({ source: 'bucket', ...page.value });
    }
    return this.#listCopies(namespace);
  }

  /** The session of one line. */
  async session(
    namespace: string,
    { source, id }: Pick<SessionVersion, 'source' | 'id'>,
  ): Promise<Result<SessionData, VersionErrorCode>> {
    const text =
      source === 'bucket' ? await this.#versionText(namespace, id) : await this.#copyText(namespace, id);
    if (!text.ok) return text;
    const decoded = decodeSessionString(text.value);
    const session = decoded.ok ? decoded.session : decoded.repairable;
    return session ? ok(session) : fail('version-unusable');
  }

  async #versionText(namespace: string, id: string): Promise<Result<string, VersionErrorCode>> {
    const read = await this.parts.versions?.readVersion(namespace, id);
    if (!read) return fail('version-gone');
    if (!read.ok) return read;
    if (read.value.kind === 'missing' || read.value.kind === 'missing-or-forbidden')
      return fail('version-gone');
    return read.value.kind === 'found' ? ok(read.value.text) : fail('version-unusable');
  }

  async #copyText(namespace: string, id: string): Promise<Result<string, 'version-gone'>> {
    const text = await this.parts.copies.text(namespace, id);
    return text === null ? fail('version-gone') : ok(text);
  }

  async #listCopies(namespace: string): Promise<StoreResult<SessionHistory>> {
    const { store, copies } = this.parts;
    const [read, kept] = await Promise.all([store.read(namespace), copies.list(namespace)]);
    if (!read.ok) return read;
    const current = read.value.kind === 'found' ? read.value.text : null;
    const versions = kept.flatMap((copy) => this.#lineOf(namespace, copy, copy.text === current));
    return ok({ source: 'sealed-copies', versions, continuation: null });
  }

  #lineOf(namespace: string, copy: SessionCopy, isCurrent: boolean): SessionVersion[] {
    const { id, text, lastModified, writer } = copy;
    const outcome = {
      kind: 'found',
      text,
      etag: '',
      sizeBytes: Buffer.byteLength(text),
      lastModified,
      writer,
    } as const;
    const side = sideOf(outcome, (fingerprint) => this.parts.verdictOf(namespace, fingerprint));
    return side ? [{ id, source: 'sealed-copy', side, isCurrent, folded: 1 }] : [];
  }
}
