import type { GetObjectCommandOutput, PutObjectCommandInput } from '@aws-sdk/client-s3';
import { sessionKey } from '../../../../shared/namespaces.ts';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import type {
  HeadOutcome,
  ListedSession,
  ReadOutcome,
  SessionStore,
  WriteCondition,
} from '../session-store.ts';
import { headObject } from './head-object.ts';
import { listPages } from './list-pages.ts';
import { discardBody, readBody } from './read-body.ts';
import { S3Access } from './s3-access.ts';
import { type S3Action, storeError } from './s3-errors.ts';
import { readFailure } from './s3-failure.ts';
import { defaultS3Limits, type S3Limits, type S3StoreConfig } from './s3-store-config.ts';
import { checksumName, checksumOf, textOf } from './stored-text.ts';

/** A session string has 369 characters at most; far more than that is something else and is not read. */
const maxObjectBytes = 64 * 1024;

function conditionHeaders(condition: WriteCondition): Partial<PutObjectCommandInput> {
  return 'ifMatch' in condition ? { IfMatch: condition.ifMatch } : { IfNoneMatch: condition.ifNoneMatch };
}

/** Sessions in an S3 bucket, one object for each namespace. */
export class S3SessionStore implements SessionStore {
  private readonly access: S3Access;

  constructor(
    private readonly config: S3StoreConfig,
    limits: S3Limits = defaultS3Limits,
  ) {
    this.access = new S3Access(config, limits);
  }

  async read(namespace: string): Promise<Result<ReadOutcome>> {
    try {
      return await this.access.call(async ({ sdk, client }, signal) => {
        const command = new sdk.GetObjectCommand({ Bucket: this.config.bucket, Key: sessionKey(namespace) });
        return this.outcomeOf(await client.send(command, { abortSignal: signal }), signal);
      });
    } catch (error) {
      const { name } = readFailure(error);
      if (name === 'NoSuchKey') return ok({ kind: 'missing' });
      if (name === 'AccessDenied') return ok({ kind: 'missing-or-forbidden' });
      return this.failed(error, 's3:GetObject');
    }
  }

  head(namespace: string): Promise<Result<HeadOutcome>> {
    return headObject(this.access, this.config, namespace);
  }

  async write(namespace: string, text: string, condition: WriteCondition): Promise<Result<{ etag: string }>> {
    const body = Buffer.from(text, 'utf8');
    try {
      const { ETag } = await this.access.call(async ({ sdk, client }, signal) => {
        const command = new sdk.PutObjectCommand({
          Bucket: this.config.bucket,
          Key: sessionKey(namespace),
          Body: body,
          ContentType: 'text/plain',
          Metadata: { [checksumName]: checksumOf(body) },
          ...conditionHeaders(condition),
        });
        return client.send(command, { abortSignal: signal });
      });
      return ETag === undefined ? this.withoutEtag() : ok({ etag: ETag });
    } catch (error) {
      // If-Match on an object that was deleted meanwhile (S3 user guide, "Conditional writes").
      if (readFailure(error).name === 'NoSuchKey') return fail('store-conflict');
      const failed = this.failed(error, 's3:PutObject');
      return failed.error.code === 'store-conflict' ? this.oursAfterAll(namespace, text) : failed;
    }
  }

  list(signal: AbortSignal): AsyncIterable<Result<ListedSession[]>> {
    return listPages(this.access, this.config, signal);
  }

  close(): void {
    this.access.close();
  }

  /** When the answer to a write is lost the SDK repeats it, and the repetition meets what the first one stored. */
  private async oursAfterAll(namespace: string, text: string): Promise<Result<{ etag: string }>> {
    const read = await this.read(namespace);
    if (!read.ok) return read;
    const stored = read.value;
    return stored.kind === 'found' && stored.text === text
      ? ok({ etag: stored.etag })
      : fail('store-conflict');
  }

  private async outcomeOf(output: GetObjectCommandOutput, signal: AbortSignal): Promise<Result<ReadOutcome>> {
    const { Body, ContentLength, ETag: etag, LastModified, Metadata } = output;
    if (etag === undefined) return this.withoutEtag();
    const lastModified = LastModified?.getTime() ?? null;
    const tooLarge = { kind: 'unusable', reason: 'too-large', etag, lastModified } as const;
    if (ContentLength !== undefined && ContentLength > maxObjectBytes) {
      discardBody(Body);
      return ok({ ...tooLarge, sizeBytes: ContentLength });
    }
    const bytes = await readBody(Body, maxObjectBytes, signal);
    if (bytes === null) return ok({ ...tooLarge, sizeBytes: maxObjectBytes + 1 });
    if (bytes.length === 0) return ok({ kind: 'empty', etag, lastModified });
    const expected = Metadata?.[checksumName];
    if (expected !== undefined && expected !== checksumOf(bytes)) return fail('store-object-corrupt');
    const text = textOf(bytes);
    const sizeBytes = bytes.length;
    if (text === null) return ok({ kind: 'unusable', reason: 'not-text', etag, sizeBytes, lastModified });
    const writer = expected === undefined ? 'another-program' : 'this-app';
    return ok({ kind: 'found', text, etag, sizeBytes, lastModified, writer });
  }

  /** Without an ETag no later write could be made conditional. */
  private withoutEtag(): ReturnType<typeof fail> {
    return fail('store-unexpected', { message: 'an answer without an ETag', status: 200 });
  }

  private failed(error: unknown, action: S3Action): ReturnType<typeof fail> {
    return { ok: false, error: storeError(error, { config: this.config, action }) };
  }
}
