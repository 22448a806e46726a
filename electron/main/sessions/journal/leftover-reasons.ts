import type { AppError } from '../../../../shared/result.ts';
import type { AsideFile } from '../session-journal.ts';
import type { InterruptedKey } from './attempted-keys.ts';

/** Why a file of the journal is not in use. */
export function fileReason({ kind, path, failure }: AsideFile): AppError {
  if (kind === 'unreadable')
    return { code: 'journal-entry-unreadable', params: { file: path, reason: failure ?? 'unknown' } };
  return { code: `journal-entry-${kind}`, params: { file: path } };
}

/** Why nobody knows what became of an interrupted sign-in. */
export function keyReason({ entry, error }: InterruptedKey): AppError {
  if (!entry.record) return { code: 'pending-unreadable' };
  return error ?? { code: 'sign-in-interrupted' };
}
