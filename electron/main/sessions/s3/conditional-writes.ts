import { ok, type Result } from '../../../../shared/result.ts';
import { type StoreUnderTest, writeScratch } from './scratch-object.ts';

/** An MD5 that nothing has, in the form of an ETag. */
const foreignEtag = '"00000000000000000000000000000000"';

/**
 * Whether the store acts on `If-None-Match: *` and `If-Match`, or takes them and overwrites all the same. Tried on the
 * scratch key, which exists afterwards.
 */
export async function probeConditionalWrites(
  store: StoreUnderTest,
  stop?: AbortSignal,
): Promise<Result<'on' | 'off'>> {
  const created = await refuses(store, { IfNoneMatch: '*' }, stop);
  if (!created.ok) return created;
  // The first write may have found nothing there; the second one cannot.
  const again = created.value ? created : await refuses(store, { IfNoneMatch: '*' }, stop);
  if (!again.ok) return again;
  if (!again.value) return ok('off');
  const replaced = await refuses(store, { IfMatch: foreignEtag }, stop);
  return replaced.ok ? ok(replaced.value ? 'on' : 'off') : replaced;
}

async function refuses(
  store: StoreUnderTest,
  condition: { IfNoneMatch: '*' } | { IfMatch: string },
  stop?: AbortSignal,
): Promise<Result<boolean>> {
  const error = await writeScratch(store, condition, stop);
  if (error === null) return ok(false);
  return error.code === 'store-conflict' ? ok(true) : { ok: false, error };
}
