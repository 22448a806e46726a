import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { digestOf } from '../../../build/build.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'digest-'));
  await mkdir(join(folder, 'nested'));
  await writeFile(join(folder, 'nested', 'a.ts'), 'one');
});
afterEach(() => rm(folder, { recursive: true }));

test('the digest of unchanged sources stays the same', async () => {
  expect(await digestOf([folder])).toBe(await digestOf([folder]));
});

test('the digest changes with a file in a nested folder', async () => {
  const before = await digestOf([folder]);
  await writeFile(join(folder, 'nested', 'a.ts'), 'two');
  expect(await digestOf([folder])).not.toBe(before);
});

test('the digest changes when a file gets another name', async () => {
  const before = await digestOf([folder]);
  await rename(join(folder, 'nested', 'a.ts'), join(folder, 'nested', 'b.ts'));
  expect(await digestOf([folder])).not.toBe(before);
});

test('a single file may stand beside folders', async () => {
  const file = join(folder, 'nested', 'a.ts');
  const before = await digestOf([file]);
  await writeFile(file, 'two');
  expect(await digestOf([file])).not.toBe(before);
});
