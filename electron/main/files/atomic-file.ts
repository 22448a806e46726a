import { lstat, mkdir, open, rename, rm, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { codeOf, reasonOf } from './file-errors.ts';

/** State of a file after it was written or removed, as far as it is known. */
export type FileChange =
  /** It survives a loss of power, as far as the file system can promise that. */
  | { kind: 'done' }
  /** It is so now; the disk did not confirm that it survives a loss of power. */
  | { kind: 'unconfirmed'; reason: string }
  /** Everything is as it was before. */
  | { kind: 'failed'; reason: string };

const done: FileChange = { kind: 'done' };

/** How long a rename is tried again where another program holds the file up for a moment. */
const heldUpMs = 1_000;
const heldUpPauseMs = 20;

/** Codes for a path that leads to nothing; ENOTDIR where a file stands in the place of one of its folders. */
const absentCodes: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);

/**
 * Replaces a file so that a reader, or a machine that loses power, sees the old text or the new one and never a
 * part: write, fsync, rename, fsync of the folder. The file is readable by its owner alone. Writes to one path share
 * their temporary file, so that a disk that fails again and again collects no others: whoever owns the path lets one end
 * before the next begins.
 */
export async function writeFileAtomically(
  path: string,
  text: string,
  temporary = temporaryOf(path),
): Promise<FileChange> {
  let folder: FileChange;
  try {
    folder = await makeFolder(dirname(path));
    await writeThrough(temporary, text);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    return { kind: 'failed', reason: reasonOf(error) };
  }
  const renamed = await replace(temporary, path);
  if (renamed.kind === 'failed') return renamed;
  const synced = await syncFolder(dirname(path));
  return [renamed, folder, synced].find(({ kind }) => kind !== 'done') ?? done;
}

/** Removes a file and what an interrupted write of it left. One that is not there is removed already. */
export async function removeFile(path: string): Promise<FileChange> {
  const temporary = temporaryOf(path);
  const cleaned = await removeOne(temporary);
  // A folder of that name is nothing that a write has left.
  if (cleaned.kind === 'failed' && !(await isFolder(temporary))) return cleaned;
  const removed = await removeOne(path);
  if (removed.kind === 'failed') return removed;
  return syncFolder(dirname(path));
}

/** Renames a file within its folder so that the new name survives a loss of power. */
export async function renameFile(from: string, to: string): Promise<FileChange> {
  const renamed = await moveOver(from, to);
  if (renamed.kind === 'failed') return renamed;
  const synced = await syncFolder(dirname(to));
  return renamed.kind === 'done' ? synced : renamed;
}

/** Where the text is written before it takes the file's place. */
export function temporaryOf(path: string): string {
  return `${path}.tmp`;
}

async function writeThrough(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(text, 'utf8');
    await file.sync();
  } finally {
    await file.close();
  }
}

async function replace(temporary: string, path: string): Promise<FileChange> {
  const moved = await moveOver(temporary, path);
  if (moved.kind === 'failed') await rm(temporary, { force: true }).catch(() => undefined);
  return moved;
}

/** A rename whose answer is an error may have been carried out: what counts is whether the old name is still there. */
async function moveOver(from: string, to: string): Promise<FileChange> {
  try {
    await renameHeldUp(from, to);
    return done;
  } catch (error) {
    const reason = reasonOf(error);
    if (await exists(from)) return { kind: 'failed', reason };
    return (await exists(to)) ? { kind: 'unconfirmed', reason } : { kind: 'failed', reason };
  }
}

/** On Windows virus scanners and indexers open files that were just written, and a rename fails meanwhile. */
async function renameHeldUp(from: string, to: string): Promise<void> {
  const until = Date.now() + heldUpMs;
  for (;;) {
    try {
      return await rename(from, to);
    } catch (error) {
      const heldUp = process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error));
      if (!heldUp || Date.now() >= until) throw error;
      await wait(heldUpPauseMs);
    }
  }
}

async function removeOne(path: string): Promise<FileChange> {
  try {
    await unlink(path);
    return done;
  } catch (error) {
    if (absentCodes.has(codeOf(error))) return done;
    return (await exists(path)) ? { kind: 'failed', reason: reasonOf(error) } : done;
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (error: unknown) => !absentCodes.has(codeOf(error)),
  );
}

async function isFolder(path: string): Promise<boolean> {
  return lstat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** A file is only as safe as the names of the new folders above it. */
async function makeFolder(folder: string): Promise<FileChange> {
  const firstMade = await mkdir(folder, { recursive: true });
  if (firstMade === undefined) return done;
  const top = dirname(firstMade);
  for (let made = folder; made !== top; made = dirname(made)) {
    const synced = await syncFolder(dirname(made));
    if (synced.kind !== 'done') return synced;
  }
  return done;
}

async function syncFolder(folder: string): Promise<FileChange> {
  // Windows cannot open a folder for fsync; NTFS journals the rename itself.
  if (process.platform === 'win32') return done;
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    return done;
  } catch (error) {
    // Some file systems have no fsync for folders at all (FUSE, network mounts): theirs is the best there is.
    if (['EINVAL', 'ENOTSUP', ...absentCodes].includes(codeOf(error))) return done;
    return { kind: 'unconfirmed', reason: reasonOf(error) };
  }
}
