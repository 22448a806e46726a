import type { S3Client } from '@aws-sdk/client-s3';
import { type Failure, fail } from '../../../../shared/result.ts';
import { StoreFailure } from './s3-failure.ts';
import { endpointLabel, type S3StoreConfig } from './s3-store-config.ts';

/** The root elements of the answers that are believed for what they leave out (S3 API reference). */
const roots: ReadonlyMap<string, string> = new Map([
  ['ListObjectsV2Command', 'ListBucketResult'],
  ['ListObjectVersionsCommand', 'ListVersionsResult'],
  ['GetBucketVersioningCommand', 'VersioningConfiguration'],
]);

/** Enough for the XML declaration and the root's name. */
const headBytes = 512;

/** Faults for which nothing may be concluded from an answer with status 200. */
export type AnswerFault = keyof typeof faultWords;

const faultWords = {
  foreign: 'something that is not the document that S3 answers with',
  'no-end': 'a page that does not say whether it is the last',
  'no-token': 'a page that is not the last and does not say how to go on',
  'repeated-token': 'a page that leads back to one from before',
  'repeated-page': 'a page that begins like one from before',
  'empty-pages': 'page after page without a key',
  'no-key': 'an entry without a key',
  'key-count': 'a page with more or fewer keys than it says',
  'other-prefix': 'a listing of other keys than it was asked for',
} as const;

export function invalidAnswer(fault: AnswerFault, config: S3StoreConfig): Failure<'store-answer-invalid'> {
  return fail('store-answer-invalid', { endpoint: endpointLabel(config), found: faultWords[fault] });
}

/** S3 reports some failures with status 200 (S3 API reference, "Error responses"), which the SDK recognises by itself. */
function isDocument(bytes: Uint8Array, root: string): boolean {
  const head = Buffer.from(bytes.subarray(0, headBytes)).toString('utf8');
  return new RegExp(`^\\s*(<\\?xml[^>]*\\?>)?\\s*<(${root}|Error)[\\s/>]`).test(head);
}

/**
 * Refuses answers that are not the document that was asked for. Of an empty body or a web page the SDK makes an output
 * with nothing in it, which reads like a bucket with nothing in it.
 */
export function refuseForeignAnswers(client: S3Client, config: S3StoreConfig): void {
  const { streamCollector } = client.config;
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const result = await next(args);
        const root = roots.get(String(commandName));
        // The SDK's type for an answer that is not parsed yet.
        const response = result.response as { statusCode: number; body: unknown };
        if (root === undefined || response.statusCode >= 300) return result;
        const bytes = await streamCollector(response.body);
        if (!isDocument(bytes, root)) throw new StoreFailure(invalidAnswer('foreign', config).error);
        response.body = bytes;
        return result;
      },
    // Nearest to the network: before the SDK parses the answer.
    { step: 'deserialize', priority: 'low', name: 'refuseForeignAnswers' },
  );
}
