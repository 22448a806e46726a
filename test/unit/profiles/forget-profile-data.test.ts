import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { forgetProfileData } from '../../../electron/main/profiles/forget-profile-data.ts';
import { type FaultyFolder, faultyFolder } from '../../fixtures/faulty-folder.ts';

let folder: FaultyFolder;

beforeEach(async () => {
  folder = await faultyFolder();
  const names = [
    'namespaces/p.json',
    'namespaces/p.json.tmp',
    'namespaces/p.json.7.damaged',
    'watches/p.place.json',
  ];
  for (const name of ['namespaces', 'watches', 'copies/p/place', 'copies/other/place']) {
    await mkdir(join(folder.path, name), { recursive: true });
  }
  for (const name of [...names, 'namespaces/pp.json', 'copies/p/place/0a.json']) {
    await writeFile(join(folder.path, name), '{}');
  }
});
afterEach(() => folder.remove());

const left = async () => {
  const folders = ['namespaces', 'watches', 'copies'];
  return (await Promise.all(folders.map((name) => readdir(join(folder.path, name))))).flat();
};

it('everything under the profile’s id is removed, what a killed write left included', async () => {
  expect(await forgetProfileData(folder.path, 'p')).toEqual({ ok: true, value: null });
  expect(await left()).toEqual(['pp.json', 'other']);
});

it('what could not be removed is told, and the rest is gone', async () => {
  folder.disk.watch(({ name, path }) =>
    name === 'rm' && path.endsWith('p.json') ? { code: 'EACCES', when: 'before' } : null,
  );
  expect(await forgetProfileData(folder.path, 'p')).toMatchObject({
    error: {
      code: 'profile-data-left',
      params: { path: join(folder.path, 'namespaces/p.json'), reason: expect.stringContaining('EACCES') },
    },
  });
  expect(await left()).toEqual(['p.json', 'pp.json', 'other']);
});

it('a folder that cannot be looked into is told', async () => {
  folder.disk.watch(({ name, path }) =>
    name === 'readdir' && path.endsWith('watches') ? { code: 'EMFILE', when: 'before' } : null,
  );
  expect(await forgetProfileData(folder.path, 'p')).toMatchObject({ error: { code: 'profile-data-left' } });
  folder.disk.watch();
  expect(await left()).toEqual(['pp.json', 'p.place.json', 'other']);
});
