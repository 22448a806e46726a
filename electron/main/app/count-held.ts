import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { codeOf, reasonOf } from '../files/file-errors.ts';
import { mayHoldSession } from '../sessions/custody/record-folder.ts';
import { attemptsFolder, mayHoldOldSession } from '../sessions/custody/version-one.ts';

type Count = Result<number, 'file-unreadable'>;

/**
 * Sessions of a profile that may exist on this computer only, readable or not, in use or not, and keys of which it is not
 * known whether Telegram has accepted them. A folder that cannot be listed may hold any number.
 */
export async function countHeld(userDataFolder: string, profileId: string): Promise<Count> {
  const versionOne = join(userDataFolder, 'journal', profileId);
  const folders = [
    { folder: join(versionOne, attemptsFolder), mayHold: mayHoldOldSession },
    { folder: versionOne, mayHold: mayHoldOldSession },
    { folder: join(userDataFolder, 'custody', profileId), mayHold: mayHoldSession },
  ];
  let held = 0;
  for (const { folder, mayHold } of folders) {
    const counted = await countFiles(folder, mayHold);
    if (!counted.ok) return counted;
    held += counted.value;
  }
  return ok(held);
}

async function countFiles(folder: string, mayHold: (name: string) => boolean): Promise<Count> {
  try {
    const names = await readdir(folder);
    return ok(names.filter(mayHold).length);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return ok(0);
    return fail('file-unreadable', { file: folder, reason: reasonOf(error) });
  }
}
