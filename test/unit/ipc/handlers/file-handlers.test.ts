import { randomUUID } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { OwnFiles } from '../../../../electron/main/app/own-files.ts';
import { FileProblems } from '../../../../electron/main/files/file-problems.ts';
import { JsonFile } from '../../../../electron/main/files/json-file.ts';
import { fileHandlers } from '../../../../electron/main/ipc/handlers/file-handlers.ts';
import { Profiles, profilesFileSchema } from '../../../../electron/main/profiles/profiles.ts';
import { Vault } from '../../../../electron/main/profiles/vault/vault.ts';
import { VaultFiles } from '../../../../electron/main/profiles/vault/vault-files.ts';
import type { FileProblem } from '../../../../shared/files.ts';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import { type FaultyFolder, faultyFolder } from '../../../fixtures/faulty-folder.ts';
import { draft, secrets } from '../../../fixtures/sample-profile.ts';
import { MemorySealer } from '../../../fixtures/sealer.ts';
import { succeeded } from '../../../fixtures/session-store.ts';
import { silentLogger } from '../../../fixtures/silent-logger.ts';

let folder: FaultyFolder;
let told: FileProblem[][];
let reopened: number;
let mayReopen: Result<null, 'profile-in-use'>;

beforeEach(async () => {
  folder = await faultyFolder();
  told = [];
  reopened = 0;
  mayReopen = ok(null);
});
afterEach(() => folder.remove());

const place = (name: string) => join(folder.path, name);

/** The app's own files as a start finds them. Nothing seals, so that secrets are in memory only. */
async function start() {
  const problems = new FileProblems(silentLogger, (list) => told.push(list));
  const keyring = new MemorySealer(false);
  const vault = new Vault(keyring, new VaultFiles(folder.path, silentLogger, () => 7));
  const file = new JsonFile(place('profiles.json'), profilesFileSchema, () => 7);
  const profiles = new Profiles(file, vault, randomUUID);
  const ownFiles = new OwnFiles(vault, profiles, problems, silentLogger);
  await ownFiles.start();
  const reopen = async () => {
    reopened += 1;
    return mayReopen;
  };
  return { ...fileHandlers({ problems, ownFiles, reopen }), problems, profiles, ownFiles };
}

async function saveOne(): Promise<void> {
  succeeded(await (await start()).profiles.save(null, draft, secrets));
}

function refuse(name: string): void {
  folder.disk.watch((call) =>
    ['stat', 'readFile'].includes(call.name) && call.path.endsWith(name)
      ? { code: 'EMFILE', when: 'before' }
      : null,
  );
}

it('profiles that cannot be read are essential, and are there once they are tried again', async () => {
  await saveOne();
  refuse('profiles.json');
  const app = await start();
  const [problem] = succeeded(await app['files:problems'](undefined));
  expect(problem).toMatchObject({ essential: true, error: { params: { file: place('profiles.json') } } });
  expect(succeeded(await app['files:try-again'](undefined))).toEqual([problem]);
  folder.disk.watch();
  expect(succeeded(await app['files:try-again'](undefined))).toEqual([]);
  expect(app.profiles.list().profiles).toHaveLength(1);
  expect([told.at(-1), reopened]).toEqual([[], 0]);
});

it('trying again reads nothing that was read: secrets that are in memory only stay', async () => {
  const app = await start();
  const { id } = succeeded(await app.profiles.save(null, draft, secrets));
  app.problems.report(place('names.json'), fail('disk-write-failed').error);
  expect(await app['files:try-again'](undefined)).toMatchObject({ ok: true });
  expect(app.profiles.find(id)?.secrets).toEqual(secrets);
});

it('a file of the profile’s is tried again by opening the profile anew, where it can be left', async () => {
  const app = await start();
  app.problems.report(place('names.json'), fail('disk-write-failed').error);
  await app['files:try-again'](undefined);
  expect(reopened).toBe(1);
  mayReopen = fail('profile-in-use');
  expect(await app['files:try-again'](undefined)).toEqual(mayReopen);
});

it('a vault file that cannot be read is essential only where the other one tells nothing', async () => {
  refuse('vault.json');
  const unread = await start();
  expect(unread.problems.list()).toMatchObject([{ essential: true }]);
  folder.disk.watch();
  expect(succeeded(await unread['files:try-again'](undefined))).toEqual([]);
  const salt = '0f'.repeat(16);
  const key = { name: 'scrypt', cost: 2 ** 14, blockSize: 1, parallelization: 1, salt };
  await writeFile(place('vault-copy.json'), JSON.stringify({ version: 1, key, verifier: 'any' }));
  refuse('vault.json');
  expect((await start()).problems.list()).toMatchObject([{ essential: false }]);
});

it('damaged files are told, each one, and kept aside', async () => {
  for (const name of ['profiles.json', 'vault.json']) await writeFile(place(name), 'torn');
  const { ownFiles, problems } = await start();
  expect(ownFiles.told.map(({ code }) => code)).toEqual(['vault-damaged', 'profiles-damaged']);
  expect(problems.list()).toEqual([]);
  const kept = ['profiles.json.7.damaged', 'vault.json.7.damaged'];
  expect((await readdir(folder.path)).toSorted()).toEqual(kept);
  expect(await readFile(place('profiles.json.7.damaged'), 'utf8')).toBe('torn');
});
