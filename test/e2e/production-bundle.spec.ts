import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildMode, buildFolders } from '../../build/build.ts';
import { expect, test } from '../fixtures/e2e.ts';

/** Traces that the practice build's own modules leave in a bundle: names, texts and the bundler's notes of where code is from. */
const practiceHooks = [
  'CONNECTOR_ADMIN_PRACTICE',
  'is not a practice data centre',
  'createPracticeDial',
  'trustPracticeKey',
  'dcIdOfAddress',
  'practice: true',
  '// test/',
];

async function codeOf(mode: BuildMode): Promise<string[]> {
  const folder = buildFolders[mode];
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && /\.(c?js|html)$/.test(entry.name));
  return Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'utf8')));
}

function count(code: readonly string[], word: string): number {
  return code.reduce((sum, text) => sum + text.split(word).length - 1, 0);
}

test('the production bundle holds no practice hook, and the same search finds each in the practice bundle', async () => {
  const production = await codeOf('production');
  const practice = await codeOf('practice');
  const found = (code: string[]) => practiceHooks.filter((hook) => count(code, hook) > 0);
  expect(found(practice)).toEqual(practiceHooks);
  expect(found(production)).toEqual([]);
});

test('only gramjs itself adds server keys in the production bundle', async () => {
  const adding = '_serverKeys.set(';
  expect(count(await codeOf('practice'), adding)).toBeGreaterThan(1);
  expect(count(await codeOf('production'), adding)).toBe(1);
});

test('the production bundle loads its window from nowhere but its own files', async () => {
  expect(count(await codeOf('production'), 'ELECTRON_RENDERER_URL')).toBe(0);
});

test('each preload of the production bundle is one file that needs nothing but Electron', async () => {
  const folder = join(buildFolders.production, 'preload');
  expect((await readdir(folder)).sort()).toEqual(['confirmation.cjs', 'index.cjs']);
  for (const name of await readdir(folder)) {
    const code = await readFile(join(folder, name), 'utf8');
    const needed = [...code.matchAll(/require\((.*?)\)/g)].map(([, what]) => what);
    expect(needed).toEqual(['"electron"']);
  }
});

test('the production app ignores what would set the practice build up', async ({ world, bucket, launch }) => {
  const profile = { draft: world.profile(bucket), secrets: world.secrets() };
  const { page } = await launch({ build: 'production', env: world.environment(profile) });
  await expect(page.getByRole('heading', { name: 'Welcome to Telegram Connector Admin' })).toBeVisible();
  await expect(page.getByText('Practice', { exact: true })).toBeHidden();
  expect(await world.s3.log()).toEqual([]);
});
