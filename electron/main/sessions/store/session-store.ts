import type { StoreErrorCode } from '../../../../shared/error-words/store.ts';
import type { Result } from '../../../../shared/result.ts';
import type { SessionWriter } from '../../../../shared/stored-sessions.ts';

/** Result of a call to a store: its value, or one of the `store-*` failures. */
export type StoreResult<T> = Result<T, StoreErrorCode>;

/** Result of reading a namespace's object. Anything that is none of these is a typed error. */
export type ReadOutcome =
  | {
      kind: 'found';
      text: string;
      etag: string;
      sizeBytes: number;
      lastModified: number | null;
      writer: SessionWriter;
      /** Our checksum in its metadata is of other content: a copy, or a program that kept it while writing anew. */
      foreignChecksum?: true;
    }
  | { kind: 'empty'; etag: string; lastModified: number | null }
  | { kind: 'missing' }
  /** 403 on GetObject: without s3:ListBucket, S3 answers so for a missing key too. */
  | { kind: 'missing-or-forbidden' }
  | {
      kind: 'unusable';
      reason: 'too-large' | 'not-text' | 'corrupt';
      etag: string;
      sizeBytes: number;
      lastModified: number | null;
    };

/** Every write is conditional: on the object that was read, or on there being none. */
export type WriteCondition = { ifMatch: string } | { ifNoneMatch: '*' };

/** Facts about an object without its text. `unknown`: S3 answers 403 for a missing object too. */
export type HeadOutcome =
  | { kind: 'there'; etag: string; sizeBytes: number; lastModified: number | null }
  | { kind: 'missing' }
  | { kind: 'unknown' };

export interface ListedSession {
  namespace: string;
  sizeBytes: number;
  /** Epoch ms. */
  lastModified: number | null;
  etag: string | null;
}

export interface SessionStore {
  read(namespace: string): Promise<StoreResult<ReadOutcome>>;
  /** Looks without reading: one small request, for watching an object. */
  head(namespace: string): Promise<StoreResult<HeadOutcome>>;
  /**
   * Fails with `store-conflict` (412) or `store-busy` (409) when the condition does not hold. Where the answer may have
   * been lost the object is read, and equal text is a success.
   */
  write(namespace: string, text: string, condition: WriteCondition): Promise<StoreResult<{ etag: string }>>;
  /** Pages as they arrive; a failed page ends the listing. */
  list(signal: AbortSignal): AsyncIterable<StoreResult<ListedSession[]>>;
  close(): void;
}
