import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FileProblems } from '../../../../electron/main/files/file-problems.ts';
import { JsonFile } from '../../../../electron/main/files/json-file.ts';
import {
  type WatchedSession,
  WatchList,
  watchFileSchema,
} from '../../../../electron/main/sessions/watch/watch-file.ts';
import { everyFault } from '../../../fixtures/every-fault.ts';
import { type FaultyFolder, faultyFolder } from '../../../fixtures/faulty-folder.ts';
import { silentLogger } from '../../../fixtures/silent-logger.ts';

let folder: FaultyFolder;
let problems: FileProblems;

beforeEach(async () => {
  folder = await faultyFolder();
  problems = new FileProblems(silentLogger, () => {});
});
afterEach(() => folder.remove());

function open(): WatchList {
  return new WatchList(new JsonFile(join(folder.path, 'p.json'), watchFileSchema, () => 7), problems);
}

function watched(namespace: string, etag = '"1"'): WatchedSession {
  return { namespace, since: 1, until: 2, fingerprint: '0123abcd', copyId: 'c', etag };
}

async function prepare(): Promise<void> {
  await folder.empty();
  await open().write([watched('first')]);
}

it('whatever call fails, no watch is lost, and what the disk did not take is told', async () => {
  const cases = await everyFault(folder.disk, {
    prepare,
    act: async () => {
      const list = open();
      const known = await list.read();
      await list.write([...known, watched('second')]);
      return { list, known };
    },
    check: async ({ list, known }) => {
      const told = problems.list().length > 0;
      const onDisk = (await open().read()).map(({ namespace }) => namespace).toSorted();
      expect(onDisk).toEqual(told ? ['first'] : ['first', 'second']);
      await list.write([...known, watched('second'), watched('third')]);
      const names = (await open().read()).map(({ namespace }) => namespace).toSorted();
      expect(names).toEqual(['first', 'second', 'third']);
      expect(problems.list()).toEqual([]);
      expect(await readdir(folder.path)).toEqual(['p.json']);
    },
  });
  console.log(`watches: ${cases} faults`);
});

it('a watch that was read too late stays on the list until another of its namespace takes its place', async () => {
  await prepare();
  folder.disk.watch(({ name }) => (name === 'readFile' ? { code: 'EACCES', when: 'before' } : null));
  const list = open();
  expect(await list.read()).toEqual([]);
  await list.write([watched('second')]);
  expect(problems.list()).toMatchObject([{ error: { code: 'file-unreadable' } }]);
  folder.disk.watch();
  await list.write([watched('second')]);
  await list.write([watched('second', '"2"')]);
  expect(await open().read()).toEqual([watched('second', '"2"'), watched('first')]);
  await list.write([watched('first', '"3"')]);
  await list.write([]);
  expect(await open().read()).toEqual([]);
});
