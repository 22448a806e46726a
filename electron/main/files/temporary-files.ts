import { readdir, readFile, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../logging/logger.ts';
import { versionOf } from './json-file.ts';

/** The version of every file that is written in these places. */
const knownVersion = 1;

/** Where the app writes files of its own, beside custody: each folder with the levels of folders in it. */
const places = [
  { folder: 'namespaces', levels: 0 },
  { folder: 'copies', levels: 2 },
  { folder: 'watches', levels: 0 },
];

/** In the user-data folder itself, which Chromium uses too. */
const ownFiles = ['profiles.json', 'vault.json', 'vault-copy.json', 'window.json'];

/** Earlier versions of the app put a random id into the name. */
const temporary = /^(.+\.json)(\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?\.tmp$/;

/**
 * Removes what writes that were killed left behind, of removed profiles too. A file that a newer version of the app wrote
 * whole is kept aside. To be done while nothing is being written.
 */
export async function cleanTemporaryFiles(userData: string, logger: Logger, now: () => number) {
  const found = await Promise.all([
    temporaryFiles(userData, 0).then((paths) => paths.filter((path) => isOwn(userData, path))),
    ...places.map(({ folder, levels }) => temporaryFiles(join(userData, folder), levels)),
  ]);
  for (const path of found.flat()) {
    try {
      await clean(path, now());
    } catch (error) {
      logger.warn('temporary-file-not-removed', { path, error });
    }
  }
}

function isOwn(userData: string, path: string): boolean {
  return ownFiles.some((name) => path.startsWith(`${join(userData, name)}.`));
}

async function temporaryFiles(folder: string, levels: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile() && temporary.test(entry.name));
  const below = levels === 0 ? [] : entries.filter((entry) => entry.isDirectory());
  const deeper = await Promise.all(below.map(({ name }) => temporaryFiles(join(folder, name), levels - 1)));
  return [...files.map(({ name }) => join(folder, name)), ...deeper.flat()];
}

async function clean(path: string, now: number): Promise<void> {
  if (await isNewer(path)) await rename(path, `${path}.${now}.newer`);
  else await unlink(path);
}

async function isNewer(path: string): Promise<boolean> {
  const text = await readFile(path, 'utf8');
  try {
    return (versionOf(JSON.parse(text)) ?? 0) > knownVersion;
  } catch {
    return false;
  }
}
