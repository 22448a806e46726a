import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { countJournaled } from '../../../electron/main/app/create-workspace.ts';
import { temporaryDirectory } from '../../fixtures/namespaces.ts';

const entry = `${'0a'.repeat(32)}.json`;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;

beforeEach(async () => {
  folder = await temporaryDirectory();
});
afterEach(() => folder.remove());

it.each([
  ['waiting', entry],
  ['kept aside', `${entry}.1790000000000.kept`],
  ['damaged', `${entry}.1790000000000.damaged`],
  ['written and not renamed', `${entry}.0b0b0b0b-0000-4000-8000-000000000000.tmp`],
])('a session that is %s keeps its profile from being removed unasked', async (_, name) => {
  await mkdir(join(folder.path, 'journal', 'p', 'attempts'), { recursive: true });
  await writeFile(join(folder.path, 'journal', 'p', name), '{}');
  expect(await countJournaled(folder.path, 'p')).toBe(1);
});

it('a profile without a journal has none', async () => {
  expect(await countJournaled(folder.path, 'p')).toBe(0);
});

it('a key that Telegram may have accepted counts as one', async () => {
  await mkdir(join(folder.path, 'journal', 'p', 'attempts'), { recursive: true });
  await writeFile(join(folder.path, 'journal', 'p', 'attempts', entry), '{}');
  expect(await countJournaled(folder.path, 'p')).toBe(1);
});
