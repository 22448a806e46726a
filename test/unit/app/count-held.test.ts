import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countHeld } from '../../../electron/main/app/count-held.ts';
import { ok } from '../../../shared/result.ts';
import { temporaryDirectory } from '../../fixtures/namespaces.ts';

const record = `${'0a'.repeat(16)}.json`;
const versionOne = `${'0a'.repeat(32)}.json`;
const id = '0b0b0b0b-0000-4000-8000-000000000000';
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;

beforeEach(async () => {
  folder = await temporaryDirectory();
});
afterEach(() => folder.remove());

async function plant(...path: string[]): Promise<void> {
  const file = join(folder.path, ...path);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, '{}');
}

describe('a profile is not removed unasked while it has', () => {
  it.each([
    ['a session or key that is held', record],
    ['one whose record is damaged', `${record}.${id}.damaged`],
    ['one that was written and not renamed', `${record}.tmp`],
  ])('%s', async (_, name) => {
    await plant('custody', 'p', name);
    expect(await countHeld(folder.path, 'p')).toEqual(ok(1));
  });

  it.each([
    ['a waiting session', versionOne],
    ['one that was kept aside', `${versionOne}.1790000000000.kept`],
    ['one that was damaged', `${versionOne}.1790000000000.damaged`],
    ['one that was written and not renamed', `${versionOne}.${id}.tmp`],
    ['a key that Telegram may have accepted', join('attempts', versionOne)],
  ])('%s of the first version', async (_, name) => {
    await plant('journal', 'p', name);
    expect(await countHeld(folder.path, 'p')).toEqual(ok(1));
  });
});

it('a profile has none of its own where only another one has', async () => {
  await plant('custody', 'another', record);
  expect(await countHeld(folder.path, 'p')).toEqual(ok(0));
});

it('what no version writes is no session', async () => {
  await plant('custody', 'p', 'notes.txt');
  expect(await countHeld(folder.path, 'p')).toEqual(ok(0));
});

it.each([
  ['custody', join('custody', 'p')],
  ['the first version', join('journal', 'p')],
])('a folder of %s that cannot be listed is not taken for an empty one, and is named', async (_, path) => {
  await plant(path);
  expect(await countHeld(folder.path, 'p')).toMatchObject({
    error: {
      code: 'file-unreadable',
      params: {
        file: expect.stringContaining(join(folder.path, path)),
        reason: expect.stringContaining('ENOTDIR'),
      },
    },
  });
});
