import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readTextFile } from '../../../electron/main/files/read-text-file.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-text-'));
  path = join(folder, 'facts.json');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

it('a pipe in the place of a file is told, and nobody waits for its writer', async () => {
  execFileSync('mkfifo', [path]);
  expect(await readTextFile(path)).toEqual({
    kind: 'unreadable',
    reason: 'it is a pipe, a socket or a device, not a file',
  });
});

it('a folder in the place of a file is told in the words of the disk', async () => {
  await mkdir(path);
  expect(await readTextFile(path)).toMatchObject({
    kind: 'unreadable',
    reason: expect.stringContaining('EISDIR'),
  });
});

it('a file that is larger than any of the app is not read', async () => {
  await writeFile(path, '');
  await truncate(path, 64 * 1024 * 1024 + 1);
  expect(await readTextFile(path)).toEqual({ kind: 'unreadable', reason: 'it is larger than 64 MiB' });
});
