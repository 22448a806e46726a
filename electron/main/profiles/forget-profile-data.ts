import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Failure, fail, ok, type Result } from '../../../shared/result.ts';
import { codeOf, reasonOf } from '../files/file-errors.ts';

/**
 * Folders of the user-data folder that hold a folder, or files, for each profile, whose names begin with its id. The
 * folders of custody are not among them: what it could not read and set aside may be somebody's only copy of a session.
 */
const folders = ['namespaces', 'copies', 'watches'];

/**
 * Removes everything that is kept under a profile's id: damaged files that were set aside and temporary ones included.
 * Fails with the first thing that could not be removed, when the rest is gone.
 */
export async function forgetProfileData(
  userData: string,
  profileId: string,
): Promise<Result<null, 'profile-data-left'>> {
  const refused: Failure<'profile-data-left'>[] = [];
  const attempt = async (path: string, work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return;
      refused.push(fail('profile-data-left', { path, reason: reasonOf(error) }));
    }
  };
  for (const folder of folders.map((name) => join(userData, name))) {
    await attempt(folder, async () => {
      const names = await readdir(folder);
      const own = names.filter((name) => name === profileId || name.startsWith(`${profileId}.`));
      for (const path of own.map((name) => join(folder, name))) {
        await attempt(path, () => rm(path, { recursive: true, force: true }));
      }
    });
  }
  return refused[0] ?? ok(null);
}
