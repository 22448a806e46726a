import type { _Object as ListedObject, ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import { ok } from '../../../../shared/result.ts';
import { namespaceOfKey, sessionKeyPrefix } from '../../../../shared/session-keys.ts';
import type { ListedSession, StoreResult } from '../store/session-store.ts';
import { invalidAnswer } from './answer-document.ts';
import { decodeKey } from './decode-key.ts';
import { PageFaults } from './page-faults.ts';
import type { S3Access } from './s3-access.ts';
import { storeError } from './s3-errors.ts';
import type { S3StoreConfig } from './s3-store-config.ts';

function sessionOf(object: ListedObject, encodingType: string | undefined): ListedSession[] {
  const key = decodeKey(object.Key ?? '', encodingType);
  const namespace = key === null ? null : namespaceOfKey(key);
  if (namespace === null) return [];
  const { Size, LastModified, ETag } = object;
  return [
    { namespace, sizeBytes: Size ?? 0, lastModified: LastModified?.getTime() ?? null, etag: ETag || null },
  ];
}

/** Lists the sessions page by page. Keys that are none are left out, so a page may come out empty. */
export async function* listPages(
  access: S3Access,
  config: S3StoreConfig,
  stop: AbortSignal,
): AsyncGenerator<StoreResult<ListedSession[]>> {
  const faults = new PageFaults();
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
    const fault = faults.find(page);
    if (fault !== null) {
      yield invalidAnswer(fault, config);
      return;
    }
    yield ok((page.Contents ?? []).flatMap((object) => sessionOf(object, page.EncodingType)));
    token = page.IsTruncated ? page.NextContinuationToken : undefined;
  } while (token !== undefined && !stop.aborted);
}
