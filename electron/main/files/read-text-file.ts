import type { Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { codeOf, reasonOf } from './file-errors.ts';

type TextFile =
  | { kind: 'read'; text: string }
  | { kind: 'absent' }
  /** Nothing is known of what it holds: the disk failed, permission was missing, or it is no file that the app writes. */
  | { kind: 'unreadable'; reason: string };

/** Far more than the app writes into one file. */
const maxMebibytes = 64;

/** Reads a whole file. Only what was read can be called damaged. */
export async function readTextFile(path: string): Promise<TextFile> {
  try {
    const refusal = refusalOf(await stat(path));
    if (refusal !== null) return { kind: 'unreadable', reason: refusal };
    return { kind: 'read', text: await readFile(path, 'utf8') };
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? { kind: 'absent' } : { kind: 'unreadable', reason: reasonOf(error) };
  }
}

/** Reading a pipe waits for a writer that may never come; of a folder the disk itself says that it is one. */
function refusalOf(found: Stats): string | null {
  if (!found.isFile() && !found.isDirectory()) return 'it is a pipe, a socket or a device, not a file';
  return found.size > maxMebibytes * 2 ** 20 ? `it is larger than ${maxMebibytes} MiB` : null;
}
