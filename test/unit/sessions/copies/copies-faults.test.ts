import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FileProblems } from '../../../../electron/main/files/file-problems.ts';
import { SealedCopies } from '../../../../electron/main/sessions/copies/sealed-copies.ts';
import { everyFault } from '../../../fixtures/every-fault.ts';
import { type FaultyFolder, faultyFolder } from '../../../fixtures/faulty-folder.ts';
import { MemorySealer } from '../../../fixtures/sealer.ts';
import { sampleText } from '../../../fixtures/session-strings.ts';
import { silentLogger } from '../../../fixtures/silent-logger.ts';

let folder: FaultyFolder;
let sealer: MemorySealer;
let problems: FileProblems;

beforeEach(async () => {
  folder = await faultyFolder();
  sealer = new MemorySealer();
  problems = new FileProblems(silentLogger, () => {});
});
afterEach(() => folder.remove());

function open(): SealedCopies {
  return new SealedCopies({ directory: join(folder.path, 'copies'), sealer, problems, now: () => 7 });
}

const copy = (seed: number) => ({ text: sampleText(seed), lastModified: seed, writer: 'this-app' as const });

async function seeds(copies: SealedCopies): Promise<(number | null)[]> {
  return (await copies.list('bot')).map(({ lastModified }) => lastModified);
}

async function prepare(): Promise<string> {
  await folder.empty();
  const copies = open();
  const id = await copies.keep('bot', copy(1));
  await copies.pin('bot', id);
  await copies.keep('bot', copy(2));
  return id;
}

it('whatever call fails, no copy is lost: what the disk did not take is told and written with the next', async () => {
  let pinned = '';
  const cases = await everyFault(folder.disk, {
    prepare: async () => {
      pinned = await prepare();
    },
    act: async () => {
      const copies = open();
      await copies.keep('bot', copy(3));
      return copies;
    },
    check: async (copies) => {
      const told = problems.list();
      const onDisk = await seeds(open());
      expect(onDisk).toEqual(told.length > 0 ? [2, 1] : [3, 2, 1]);
      await copies.keep('bot', copy(4));
      expect(problems.list()).toEqual([]);
      expect(await seeds(copies)).toEqual([4, 3, 2, 1]);
      expect(await seeds(open())).toEqual([4, 3, 2, 1]);
      for (const seed of [5, 6, 7, 8]) await copies.keep('bot', copy(seed));
      expect(await open().text('bot', pinned)).toBe(sampleText(1));
      expect(await readdir(join(folder.path, 'copies'))).toHaveLength(1);
    },
  });
  console.log(`copies: ${cases} faults`);
});

it('copies that cannot be read for a while come back beside those that were kept meanwhile', async () => {
  await prepare();
  folder.disk.watch(({ name }) => (name === 'readFile' ? { code: 'EMFILE', when: 'before' } : null));
  const copies = open();
  await copies.keep('bot', copy(3));
  await copies.keep('bot', copy(4));
  expect(await seeds(copies)).toEqual([4, 3]);
  expect(problems.list()).toMatchObject([{ error: { code: 'file-unreadable' }, essential: false }]);
  folder.disk.watch();
  expect(await seeds(copies)).toEqual([4, 3, 2, 1]);
  await copies.seal();
  expect(await seeds(open())).toEqual([4, 3, 2, 1]);
  expect(problems.list()).toEqual([]);
});

it('what is pinned while the file cannot be read stays pinned', async () => {
  await prepare();
  folder.disk.watch(({ name }) => (name === 'readFile' ? { code: 'EIO', when: 'before' } : null));
  const copies = open();
  const id = await copies.keep('bot', copy(3));
  await copies.pin('bot', id);
  folder.disk.watch();
  for (const seed of [4, 5, 6, 7, 8, 9]) await copies.keep('bot', copy(seed));
  expect(await seeds(open())).toEqual([9, 8, 7, 6, 5, 3]);
});
