import type { _Object as ListedObject, ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import { ok } from '../../../../shared/result.ts';
import { namespaceOfKey, sessionKeyPrefix } from '../../../../shared/session-keys.ts';
import type { ListedSession, StoreResult } from '../store/session-store.ts';
import { type AnswerFault, invalidAnswer } from './answer-document.ts';
import type { S3Access } from './s3-access.ts';
import { storeError } from './s3-errors.ts';
import type { S3StoreConfig } from './s3-store-config.ts';

/** Keys come URL-encoded, with "+" for a space, because XML cannot hold every character that a key can. */
export function decodeKey(key: string, encodingType: string | undefined): string | null {
  if (encodingType !== 'url') return key;
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    // A URIError: whatever the store means, it is not one of our keys.
    return null;
  }
}

function sessionOf(object: ListedObject, encodingType: string | undefined): ListedSession[] {
  const key = decodeKey(object.Key ?? '', encodingType);
  const namespace = key === null ? null : namespaceOfKey(key);
  if (namespace === null) return [];
  const { Size, LastModified, ETag } = object;
  return [
    { namespace, sizeBytes: Size ?? 0, lastModified: LastModified?.getTime() ?? null, etag: ETag ?? null },
  ];
}

/**
 * Finds what keeps a page from telling where the listing ends. `IsTruncated` is in every listing, and a
 * token in every one that goes on (S3 API reference, ListObjectsV2).
 */
function faultOf(page: ListObjectsV2CommandOutput, seen: ReadonlySet<string>): AnswerFault | null {
  const { IsTruncated, NextContinuationToken: token } = page;
  if (IsTruncated === undefined) return 'no-end';
  if (page.Contents?.some(({ Key }) => Key === undefined)) return 'no-key';
  if (!IsTruncated) return null;
  if (!token) return 'no-token';
  return seen.has(token) ? 'repeated-token' : null;
}

/** Lists the sessions page by page. Keys that are none are left out, so a page may come out empty. */
export async function* listPages(
  access: S3Access,
  config: S3StoreConfig,
  stop: AbortSignal,
): AsyncGenerator<StoreResult<ListedSession[]>> {
  const seen = new Set<string>();
  let token: string | undefined;
  do {
    let page: ListObjectsV2CommandOutput;
    try {
      page = await access.call(({ sdk, client }, signal) => {
        const command = new sdk.ListObjectsV2Command({
          Bucket: config.bucket,
          Prefix: sessionKeyPrefix,
          EncodingType: 'url',
          ContinuationToken: token,
        });
        return client.send(command, { abortSignal: signal });
      }, stop);
    } catch (error) {
      if (!stop.aborted) yield { ok: false, error: storeError(error, { config, action: 's3:ListBucket' }) };
      return;
    }
    const fault = faultOf(page, seen);
    if (fault !== null) {
      yield invalidAnswer(fault, config);
      return;
    }
    yield ok((page.Contents ?? []).flatMap((object) => sessionOf(object, page.EncodingType)));
    token = page.IsTruncated ? page.NextContinuationToken : undefined;
    if (token !== undefined) seen.add(token);
  } while (token !== undefined && !stop.aborted);
}
