import { readFile } from 'node:fs/promises';
import { codeOf, reasonOf } from './file-errors.ts';

type TextFile =
  | { kind: 'read'; text: string }
  | { kind: 'absent' }
  /** Nothing is known of what it holds: the disk failed, or permission or a file descriptor was missing. */
  | { kind: 'unreadable'; reason: string };

/** Reads a whole file. Only what was read can be called damaged. */
export async function readTextFile(path: string): Promise<TextFile> {
  try {
    return { kind: 'read', text: await readFile(path, 'utf8') };
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? { kind: 'absent' } : { kind: 'unreadable', reason: reasonOf(error) };
  }
}
