import type { _Object as ListedObject, ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import { ok, type Result } from '../../../../shared/result.ts';
import { namespaceOfKey, sessionKeyPrefix } from '../../../../shared/session-keys.ts';
import type { ListedSession } from '../store/session-store.ts';
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

/** ListObjectsV2, page by page. Keys that are no sessions are left out, so a page may come out empty. */
export async function* listPages(
  access: S3Access,
  config: S3StoreConfig,
  stop: AbortSignal,
): AsyncGenerator<Result<ListedSession[]>> {
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
    yield ok((page.Contents ?? []).flatMap((object) => sessionOf(object, page.EncodingType)));
    token = page.IsTruncated ? page.NextContinuationToken : undefined;
  } while (token !== undefined && !stop.aborted);
}
