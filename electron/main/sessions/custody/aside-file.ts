import { stat } from 'node:fs/promises';
import type { LeftoverFileKind } from '../../../../shared/held-sessions.ts';
import { reasonOf } from '../../files/file-errors.ts';
import type { HeldSession } from './held-session.ts';

/** A file of the folder that is not in use; none is ever replaced, and only a decision removes one. */
export interface AsideFile {
  /** Names it among the files that are not in use. */
  name: string;
  path: string;
  kind: LeftoverFileKind;
  /** Of another profile or name; null where the file is no record, or could not be read. */
  session: HeldSession | null;
  /** Epoch ms; null where it cannot be told. */
  writtenAt: number | null;
  /** Answer of the disk where it could not be read. */
  failure: string | null;
}

export async function asideFile(
  file: Pick<AsideFile, 'name' | 'path' | 'kind'> & Partial<AsideFile>,
): Promise<AsideFile> {
  const { session = null, failure = null } = file;
  return { ...file, session, failure, writtenAt: session?.since ?? (await changedAt(file.path)) };
}

async function changedAt(path: string): Promise<number | null> {
  return stat(path).then(
    ({ mtimeMs }) => Math.round(mtimeMs),
    () => null,
  );
}

/** A whole folder that cannot be listed: nobody knows which sessions wait in it. */
export function unreadableFolder(name: string, path: string, error: unknown): AsideFile {
  return { name, path, kind: 'unreadable', session: null, writtenAt: null, failure: reasonOf(error) };
}
