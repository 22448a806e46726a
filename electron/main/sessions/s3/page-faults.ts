import type { ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import { sessionKeyPrefix } from '../../../../shared/session-keys.ts';
import type { AnswerFault } from './answer-document.ts';
import { decodeKey } from './decode-key.ts';

/** S3 may give pages without a key, where much was deleted; a listing of nothing else leads nowhere. */
const maxEmptyPages = 1_000;

/** Finds what keeps the pages of one listing from being believed, or from ever coming to an end. */
export class PageFaults {
  readonly #tokens = new Set<string>();
  readonly #firstKeys = new Set<string>();
  #emptyPages = 0;

  /** To be called once for each page, in the order of the listing. */
  find(page: ListObjectsV2CommandOutput): AnswerFault | null {
    return faultIn(page) ?? this.#repetition(page) ?? this.#faultOfEnd(page);
  }

  /** Directory buckets list in no order (S3 API reference, ListObjectsV2), so only equal keys tell of a repetition. */
  #repetition({ Contents }: ListObjectsV2CommandOutput): AnswerFault | null {
    const firstKey = Contents?.[0]?.Key;
    if (firstKey === undefined) {
      this.#emptyPages += 1;
      return this.#emptyPages > maxEmptyPages ? 'empty-pages' : null;
    }
    this.#emptyPages = 0;
    if (this.#firstKeys.has(firstKey)) return 'repeated-page';
    this.#firstKeys.add(firstKey);
    return null;
  }

  /** `IsTruncated` is in every listing, and a token in every one that goes on (S3 API reference, ListObjectsV2). */
  #faultOfEnd({ IsTruncated, NextContinuationToken: token }: ListObjectsV2CommandOutput): AnswerFault | null {
    if (IsTruncated === undefined) return 'no-end';
    if (!IsTruncated) return null;
    if (!token) return 'no-token';
    if (this.#tokens.has(token)) return 'repeated-token';
    this.#tokens.add(token);
    return null;
  }
}

/** Contradictions within one page. Not every store sends `KeyCount` and `Prefix`. */
function faultIn(page: ListObjectsV2CommandOutput): AnswerFault | null {
  const { Contents = [], CommonPrefixes = [], KeyCount, Prefix, EncodingType } = page;
  if (Contents.some(({ Key }) => Key === undefined)) return 'no-key';
  if (KeyCount !== undefined && KeyCount !== Contents.length + CommonPrefixes.length) return 'key-count';
  if (Prefix !== undefined && decodeKey(Prefix, EncodingType) !== sessionKeyPrefix) return 'other-prefix';
  return null;
}
