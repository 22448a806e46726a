import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cleanTemporaryFiles } from '../../../electron/main/files/temporary-files.ts';
import { Disk } from '../../fixtures/disk-faults.ts';
import { silentLogger } from '../../fixtures/silent-logger.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'temporary-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function lay(names: string[], text = '{"version":1}'): Promise<void> {
  for (const name of names) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

async function left(): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
}

const clean = () => cleanTemporaryFiles(folder, silentLogger, () => 42);

it('what killed writes left is removed, of this version and of earlier ones, of removed profiles too', async () => {
  const id = randomUUID();
  const kept = [
    'profiles.json',
    'window.json',
    `namespaces/${id}.json`,
    `copies/${id}/place/0a.json`,
    `copies/${id}/place/0a.json.7.damaged`,
    `watches/${id}.place.json`,
    // Chromium's, the journal's and the operator's own.
    'Local State.tmp',
    'Preferences.json.tmp',
    `journal/${id}/0a.json.tmp`,
    'namespaces/notes.tmp',
  ].toSorted();
  const files = ['profiles.json', 'vault.json', 'vault-copy.json', 'window.json'];
  const below = [`namespaces/${id}.json`, `copies/${id}/place/0a.json`, `watches/${id}.place.json`];
  await lay(kept);
  await lay(
    [...files, ...below].flatMap((name) => [`${name}.tmp`, `${name}.${randomUUID()}.tmp`]),
    '{"ver',
  );
  await clean();
  expect(await left()).toEqual(kept);
});

it('what a newer version wrote whole is kept aside', async () => {
  await lay(['profiles.json.tmp', 'namespaces/p.json.tmp'], '{"version":2}');
  await clean();
  expect(await left()).toEqual(['namespaces/p.json.tmp.42.newer', 'profiles.json.tmp.42.newer']);
  expect(await readFile(join(folder, 'profiles.json.tmp.42.newer'), 'utf8')).toBe('{"version":2}');
});

it('what cannot be read or removed stays, and costs nothing else', async () => {
  await lay(['profiles.json.tmp', 'window.json.tmp', 'namespaces/p.json.tmp']);
  const disk = new Disk(folder);
  disk.install();
  try {
    disk.watch(({ name, path }) => {
      if (path.endsWith('profiles.json.tmp') && name === 'readFile') return { code: 'EIO', when: 'before' };
      return path.endsWith('window.json.tmp') && name === 'unlink'
        ? { code: 'EACCES', when: 'before' }
        : null;
    });
    await clean();
  } finally {
    disk.restore();
  }
  expect(await left()).toEqual(['profiles.json.tmp', 'window.json.tmp']);
});

it('a first start has nothing to clean', async () => {
  await rm(folder, { recursive: true });
  await expect(clean()).resolves.toBeUndefined();
});
