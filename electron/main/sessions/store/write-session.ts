import type { StoreErrorCode } from '../../../../shared/error-words/store.ts';
import type { AppError } from '../../../../shared/result.ts';
import type { ReadOutcome, SessionStore, WriteCondition } from './session-store.ts';
import { conditionHolds } from './stored-snapshot.ts';

type StoreError = AppError<StoreErrorCode>;

export interface SessionWrite {
  store: SessionStore;
  namespace: string;
  text: string;
  condition: WriteCondition;
  /** Called between the write and the reading back. */
  onWritten: () => void;
  /** Whether it is still to be written: asked before a second try. */
  isMeant: () => boolean;
}

export type WriteOutcome =
  /** Read back and equal, whatever the answer to the write was. */
  | { kind: 'stored'; found: Extract<ReadOutcome, { kind: 'found' }> }
  /** Something else is there than what the condition names. */
  | { kind: 'conflict'; theirs: ReadOutcome; error: StoreError }
  | { kind: 'failed'; error: StoreError };

/** The object is what it was before. */
interface Unchanged {
  kind: 'unchanged';
  error: StoreError;
}

/** Refusals by the condition: where reading shows that it holds, the same write may succeed at once. */
const refusedByCondition: ReadonlySet<StoreErrorCode> = new Set(['store-conflict', 'store-busy']);

/** Writes with a condition and believes only what it reads afterwards. */
export async function writeSession(write: SessionWrite): Promise<WriteOutcome> {
  const first = await tryOnce(write);
  if (first.kind !== 'unchanged') return first;
  if (!write.isMeant()) return { kind: 'failed', error: first.error };
  const second = await tryOnce(write);
  if (second.kind !== 'unchanged') return second;
  const contradiction = second.error.code === 'store-conflict';
  return { kind: 'failed', error: contradiction ? { code: 'store-condition-refused' } : second.error };
}

async function tryOnce(write: SessionWrite): Promise<WriteOutcome | Unchanged> {
  const { store, namespace, text, condition, onWritten } = write;
  const written = await store.write(namespace, text, condition);
  if (!written.ok && !refusedByCondition.has(written.error.code))
    return { kind: 'failed', error: written.error };
  if (written.ok) onWritten();
  const read = await store.read(namespace);
  if (!read.ok) return { kind: 'failed', error: read.error };
  const found = read.value;
  if (found.kind === 'found' && found.text === text) return { kind: 'stored', found };
  return written.ok ? notReadBack(found) : refused(condition, found, written.error);
}

function notReadBack(theirs: ReadOutcome): WriteOutcome {
  // We have just put an object there, so 403 does not mean that it is missing.
  if (theirs.kind === 'missing-or-forbidden')
    return { kind: 'failed', error: { code: 'store-readback-forbidden' } };
  return { kind: 'conflict', theirs, error: { code: 'store-readback-differs' } };
}

function refused(
  condition: WriteCondition,
  theirs: ReadOutcome,
  error: StoreError,
): WriteOutcome | Unchanged {
  const holds = conditionHolds(condition, theirs);
  // 403 for reading and 412 for creating: there is an object, and it may not be read.
  if (holds === null && error.code === 'store-conflict')
    return { kind: 'conflict', theirs, error: { code: 'store-object-unreadable' } };
  if (holds !== false) return { kind: 'unchanged', error };
  return { kind: 'conflict', theirs, error: { code: 'store-conflict' } };
}
