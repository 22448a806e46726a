import { ok } from '../../../../shared/result.ts';
import type { StoreResult } from '../store/session-store.ts';
import { storeError } from './s3-errors.ts';
import type { StoreUnderTest } from './scratch-object.ts';

/** `GetBucketVersioning`. A suspended bucket keeps no new versions, so it counts as off. */
export async function bucketVersioning(
  { access, config }: StoreUnderTest,
  stop?: AbortSignal,
): Promise<StoreResult<'on' | 'off'>> {
  try {
    const { Status } = await access.call(({ sdk, client }, signal) => {
      const command = new sdk.GetBucketVersioningCommand({ Bucket: config.bucket });
      return client.send(command, { abortSignal: signal });
    }, stop);
    return ok(Status === 'Enabled' ? 'on' : 'off');
  } catch (error) {
    return { ok: false, error: storeError(error, { config, action: 's3:GetBucketVersioning' }) };
  }
}
