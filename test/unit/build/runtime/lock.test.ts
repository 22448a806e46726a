import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { capture } from '../../../../build/runtime/command.ts';
import { withLock } from '../../../../build/runtime/lock.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'));
  file = join(folder, 'cache', 'build.lock');
});
afterEach(() => rm(folder, { recursive: true }));

test('two pieces of work under one lock never overlap', async () => {
  const events: string[] = [];
  const work = (name: string) => async () => {
    events.push(`${name} begins`);
    await capture(process.execPath, ['--version']);
    events.push(`${name} ends`);
  };
  await Promise.all([withLock(file, work('one')), withLock(file, work('two'))]);
  expect(events.filter((_, index) => index % 2 === 0)).toEqual(
    events.filter((_, index) => index % 2 === 1).map((event) => event.replace('ends', 'begins')),
  );
});

test('the lock is given back when the work fails', async () => {
  await expect(withLock(file, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(existsSync(file)).toBe(false);
});

test('a lock whose holder has died is taken over', async () => {
  const { stdout: pid } = await capture(process.execPath, ['-p', 'process.pid']);
  await withLock(file, async () => undefined);
  await writeFile(file, pid.trim());
  expect(await withLock(file, async () => 'worked')).toBe('worked');
});
