import { ok } from '../../../../shared/result.ts';
import type { StoreResult } from '../store/session-store.ts';
import { discardBody } from './read-body.ts';
import { S3Access } from './s3-access.ts';
import { storeError } from './s3-errors.ts';
import { readFailure } from './s3-failure.ts';
import type { S3Limits } from './s3-store-config.ts';
import { type StoreUnderTest, scratchKey, scratchVersion } from './scratch-object.ts';

/** Whether things can be read without credentials; `unknown` where there is no test object to try it with. */
export interface PublicAccess {
  objects: 'readable' | 'refused' | 'unknown';
  /** Versions by their ids; null in a bucket that keeps none, or where these credentials do not learn an id. */
  versions: 'readable' | 'refused' | null;
}

/**
 * Reads the scratch object as anybody could who knows the bucket's name: with requests that nobody has signed. Of an
 * object that may not exist a refusal proves nothing, since S3 answers 403 for missing keys too.
 *
 * @param wasWritten whether it is certain that there is a scratch object
 */
export async function probePublicAccess(
  signed: StoreUnderTest,
  wasWritten: boolean,
  limits: S3Limits,
  stop: AbortSignal,
): Promise<StoreResult<PublicAccess>> {
  const config = { ...signed.config, credentials: { kind: 'anonymous' } as const };
  const access = new S3Access(config, limits);
  try {
    const unsigned = { access, config };
    const objects = await readUnsigned(unsigned, null, stop);
    if (!objects.ok) return objects;
    const versionId = await scratchVersion(signed, stop);
    if (!versionId.ok && !wasWritten && objects.value === 'refused')
      return ok({ objects: 'unknown', versions: null });
    if (!versionId.ok || versionId.value === null) return ok({ objects: objects.value, versions: null });
    const versions = await readUnsigned(unsigned, versionId.value, stop);
    if (!versions.ok) return versions;
    return ok({
      objects: objects.value,
      versions: versions.value === 'readable' ? 'readable' : 'refused',
    });
  } finally {
    access.close();
  }
}

async function readUnsigned(
  { access, config }: StoreUnderTest,
  versionId: string | null,
  stop: AbortSignal,
): Promise<StoreResult<PublicAccess['objects']>> {
  try {
    await access.call(async ({ sdk, client }, signal) => {
      const command = new sdk.GetObjectCommand({
        Bucket: config.bucket,
        Key: scratchKey,
        ...(versionId !== null && { VersionId: versionId }),
      });
      const { Body } = await client.send(command, { abortSignal: signal });
      discardBody(Body);
    }, stop);
    return ok('readable');
  } catch (error) {
    const status = readFailure(error).status ?? 0;
    if (status === 404) return ok('unknown');
    // Some stores call a request without a signature a bad one (400); 429 says nothing of this one.
    if (status >= 400 && status < 500 && status !== 429) return ok('refused');
    return { ok: false, error: storeError(error, { config, action: 's3:GetObject' }) };
  }
}
