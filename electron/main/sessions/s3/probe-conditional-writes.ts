import { ok } from '../../../../shared/result.ts';
import type { StoreResult } from '../store/session-store.ts';
import type { FoundProtection } from './overwrite-protection.ts';
import { type StoreUnderTest, writeScratch } from './scratch-object.ts';

/** An MD5 that nothing has, in the form of an ETag. */
const foreignEtag = '"00000000000000000000000000000000"';

/** Finds out what the store makes of `If-None-Match: *` and `If-Match`. Tried on the scratch key, which exists afterwards. */
export async function probeConditionalWrites(
  store: StoreUnderTest,
  stop?: AbortSignal,
): Promise<StoreResult<FoundProtection>> {
  const first = await tryCondition(store, { IfNoneMatch: '*' }, stop);
  // The first write may have found nothing there; the second one cannot.
  const created =
    first.ok && first.value === 'off' ? await tryCondition(store, { IfNoneMatch: '*' }, stop) : first;
  if (!created.ok || created.value === 'refused') return created;
  const replaced = await tryCondition(store, { IfMatch: foreignEtag }, stop);
  return replaced.ok && replaced.value === 'on' ? created : replaced;
}

/** One that does not hold. */
type FalseCondition = { IfNoneMatch: '*' } | { IfMatch: string };

async function tryCondition(
  store: StoreUnderTest,
  condition: FalseCondition,
  stop?: AbortSignal,
): Promise<StoreResult<FoundProtection>> {
  const first = await answerTo(store, condition, stop);
  if (!first.ok || first.value !== 'refused') return first;
  // It is the condition that is refused only where the same write goes through without it, and not by chance.
  const written = await writeScratch(store, {}, stop);
  return written.ok ? answerTo(store, condition, stop) : written;
}

async function answerTo(
  store: StoreUnderTest,
  condition: FalseCondition,
  stop?: AbortSignal,
): Promise<StoreResult<FoundProtection>> {
  const written = await writeScratch(store, condition, stop);
  if (written.ok) return ok('off');
  if (written.error.code === 'store-conflict') return ok('on');
  return written.error.code === 'store-not-implemented' ? ok('refused') : written;
}
