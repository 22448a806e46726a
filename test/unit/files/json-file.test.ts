import { mkdir, mkdtemp, readdir, readFile, rmdir, stat, writeFile } from 'node:fs/promises';
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

test('what cannot be read is neither moved nor overwritten, and is there once it can be read', async () => {
  const { file, path } = await newFile();
  await mkdir(path, { recursive: true });
  expect(await file.read()).toMatchObject({
    kind: 'unreadable',
    error: { code: 'file-unreadable', params: { file: path } },
  });
  expect(await file.write({ count: 1 })).toMatchObject({ kind: 'failed' });
  await rmdir(path);
  await writeFile(path, '{"count":5}');
  expect(await file.write({ count: 1 })).toMatchObject({ kind: 'failed' });
  expect(await file.read()).toEqual({ kind: 'read', value: { count: 5 } });
  expect(await file.write({ count: 6 })).toEqual({ kind: 'done' });
});

test('what is damaged and cannot be moved aside is never overwritten', async () => {
  const { file, path } = await newFile();
  await mkdir(join(`${path}.42.damaged`, 'occupied'), { recursive: true });
  await writeFile(path, 'torn');
  const read = await file.read();
  expect(read).toMatchObject({
    kind: 'unreadable',
    error: { params: { reason: expect.stringContaining('moved aside') } },
  });
  expect(await file.write({ count: 1 })).toMatchObject({ kind: 'failed' });
  expect(await readFile(path, 'utf8')).toBe('torn');
});

test('what a newer version wrote is told as that, and stays as it is', async () => {
  const { folder } = await newFile();
  const path = join(folder, 'newer.json');
  const file = new JsonFile(path, z.object({ version: z.literal(1), count: z.number() }), () => 42);
  const newer = '{"version":2,"counts":[1]}';
  await writeFile(path, newer);
  expect(await file.read()).toEqual({
    kind: 'unreadable',
    error: { code: 'file-newer', params: { file: path } },
  });
  expect(await file.write({ version: 1, count: 1 })).toMatchObject({ kind: 'failed' });
  expect(await readFile(path, 'utf8')).toBe(newer);
  await writeFile(path, '{"version":0}');
  expect(await file.read()).toMatchObject({ kind: 'damaged' });
});

test('reads and writes wait for each other', async () => {
  const { file } = await newFile();
  const writes = [1, 2, 3].map((count) => file.write({ count }));
  expect(await file.read()).toEqual({ kind: 'read', value: { count: 3 } });
  expect(await Promise.all(writes)).toEqual(Array(3).fill({ kind: 'done' }));
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
