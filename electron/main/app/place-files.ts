import { createHash } from 'node:crypto';
import { access, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../files/file-errors.ts';
import type { Logger } from '../logging/logger.ts';

interface PlaceFiles {
  /** Folder of the sealed copies. */
  copies: string;
  watches: string;
}

/** Paths of all that a profile keeps of one place, by the first digits of the place's SHA-256. */
export function placeFiles(userDataFolder: string, profileId: string, place: string): PlaceFiles {
  const id = createHash('sha256').update(place).digest('hex').slice(0, 16);
  return {
    copies: join(userDataFolder, 'copies', profileId, id),
    watches: join(userDataFolder, 'watches', `${profileId}.${id}.json`),
  };
}

/**
 * Brings under the place's one name what an earlier version kept under the endpoint as it was typed. What is there under
 * both names, or cannot be moved, stays where it is.
 */
export async function adoptFormerSpelling(
  former: PlaceFiles,
  now: PlaceFiles,
  logger: Logger,
): Promise<void> {
  if (former.copies === now.copies) return;
  for (const name of ['copies', 'watches'] as const) {
    try {
      if (!(await exists(now[name]))) await rename(former[name], now[name]);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') logger.warn('files of a place not moved', { error });
    }
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
