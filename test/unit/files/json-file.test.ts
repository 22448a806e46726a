import { mkdir, mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { JsonFile } from '../../../electron/main/files/json-file.ts';

async function newFile() {
  const folder = await mkdtemp(join(tmpdir(), 'json-file-'));
  const path = join(folder, 'nested', 'facts.json');
  return { folder, path, file: new JsonFile(path, z.object({ count: z.number() }), () => 42) };
}

test('a file that was never written is absent', async () => {
  const { file } = await newFile();
  expect(await file.read()).toEqual({ kind: 'absent' });
});

test('a folder in the file’s place is set aside like any other damage', async () => {
  const { file, path } = await newFile();
  await mkdir(path, { recursive: true });
  expect(await file.read()).toEqual({ kind: 'damaged', keptAs: `${path}.42.damaged` });
  await file.write({ count: 1 });
  expect(await file.read()).toEqual({ kind: 'read', value: { count: 1 } });
});

test('what can neither be read nor set aside is never overwritten', async () => {
  const { file, path } = await newFile();
  await mkdir(path, { recursive: true });
  await mkdir(join(`${path}.42.damaged`, 'occupied'), { recursive: true });
  expect(await file.read()).toEqual({ kind: 'damaged', keptAs: path });
  await expect(file.write({ count: 1 })).rejects.toThrow('set aside');
});

test('what was written is read back, and only its owner can read it', async () => {
  const { file, path } = await newFile();
  await file.write({ count: 3 });
  await file.write({ count: 4 });
  expect(await file.read()).toEqual({ kind: 'read', value: { count: 4 } });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(join(path, '..'))).toEqual(['facts.json']);
});

test.each(['{"count":', '{"count":"three"}', ''])(
  'damaged text %j is kept aside and never overwritten',
  async (text) => {
    const { file, path } = await newFile();
    await file.write({ count: 1 });
    await writeFile(path, text);
    expect(await file.read()).toEqual({ kind: 'damaged', keptAs: `${path}.42.damaged` });
    await file.write({ count: 2 });
    expect(await readFile(`${path}.42.damaged`, 'utf8')).toBe(text);
  },
);
