import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { windowStateSchema } from '../../../electron/main/app/window-state.ts';
import { JsonFile } from '../../../electron/main/files/json-file.ts';
import { everyFault } from '../../fixtures/every-fault.ts';
import { type FaultyFolder, faultyFolder } from '../../fixtures/faulty-folder.ts';

const old = { x: 1, y: 1, width: 900, height: 600 };
const moved = { ...old, x: 2 };
let folder: FaultyFolder;

beforeEach(async () => {
  folder = await faultyFolder();
});
afterEach(() => folder.remove());

const open = () => new JsonFile(join(folder.path, 'window.json'), windowStateSchema, () => 7);

it('the window’s place: whatever call fails, what is said is what is on the disk, and nothing is moved', async () => {
  const cases = await everyFault(folder.disk, {
    prepare: async () => {
      await folder.empty();
      await open().write(old);
    },
    act: async () => {
      const file = open();
      return { file, read: await file.read(), written: await file.write(moved) };
    },
    check: async ({ file, read, written }) => {
      if (read.kind !== 'unreadable') expect(read).toEqual({ kind: 'read', value: old });
      else expect(written.kind).toBe('failed');
      const value = written.kind === 'failed' ? old : moved;
      expect(await file.read()).toEqual({ kind: 'read', value });
      expect(await file.write(moved)).toEqual({ kind: 'done' });
      expect(await readdir(folder.path)).toEqual(['window.json']);
    },
  });
  console.log(`window.json: ${cases} faults`);
});
