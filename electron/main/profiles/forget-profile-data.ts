import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Folders of the user-data folder that hold a folder, or files, for each profile, whose names begin with its id. The
 * journal is not among them: what it could not read and set aside may be somebody's only copy of a session.
 */
const folders = ['namespaces', 'copies', 'watches'];

/** Removes everything that is kept under a profile's id, damaged files that were set aside included. */
export async function forgetProfileData(userData: string, profileId: string): Promise<void> {
  for (const folder of folders) {
    const names = await readdir(join(userData, folder)).catch(() => []);
    const own = names.filter((name) => name === profileId || name.startsWith(`${profileId}.`));
    for (const name of own) await rm(join(userData, folder, name), { recursive: true, force: true });
  }
}
