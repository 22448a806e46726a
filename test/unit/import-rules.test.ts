import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const biome = join(root, 'node_modules/.bin/biome');
const planted: string[] = [];

/** Lints a file planted at a real place of the tree, since the rules go by place. */
function lint(folder: string, code: string): string {
  const file = join(root, folder, 'planted-by-import-rules-test.ts');
  planted.push(file);
  writeFileSync(file, code);
  const run = spawnSync(biome, ['lint', '--only=style/noRestrictedImports', file], {
    cwd: root,
    encoding: 'utf8',
  });
  return run.stdout + run.stderr;
}

afterEach(() => {
  for (const file of planted.splice(0)) rmSync(file);
});

test.each([
  ['gramjs outside its one file', 'electron/main/telegram/gramjs', "export { Api } from 'telegram';"],
  ['a deep path of gramjs', 'electron/main/app', "import 'telegram/sessions/index.js';"],
  ['gramjs loaded lazily', 'electron/main/sessions', "export const load = () => import('telegram');"],
  ['electron in sessions', 'electron/main/sessions', "import 'electron';"],
  ['electron in telegram', 'electron/main/telegram', "import 'electron';"],
  ['telegram in sessions', 'electron/main/sessions', "import '../telegram/telegram-gateway.ts';"],
  ['sessions in telegram', 'electron/main/telegram', "import '../sessions/session-store.ts';"],
  [
    'raw ipcMain in a handler',
    'electron/main/ipc/handlers',
    "import { ipcMain } from 'electron';\nipcMain.eventNames();",
  ],
  ['raw ipcMain in app', 'electron/main/app', "import { ipcMain } from 'electron';\nipcMain.eventNames();"],
  ['electron by its deep path', 'electron/main/app', "import 'electron/main';"],
  ['electron by its deep path in sessions', 'electron/main/sessions', "import 'electron/main';"],
  ['Node by its short name in the renderer', 'renderer/src', "import 'fs';"],
  ['the log in the renderer', 'renderer/src', "import 'electron-log';"],
  ['app in profiles', 'electron/main/profiles', "import '../app/start.ts';"],
  ['gramjs’s own file in app', 'electron/main/app', "import '../telegram/gramjs/library.ts';"],
  ['main in the renderer', 'renderer/src', "import '../../electron/main/files/json-file.ts';"],
  ['Node in the renderer', 'renderer/src', "import 'node:fs';"],
  ['electron in the renderer', 'renderer/src', "import 'electron';"],
  ['main in shared', 'shared', "import '../electron/main/files/json-file.ts';"],
  ['a build script in main', 'electron/main/app', "import '../../../build/build.ts';"],
  ['practice hooks in main', 'electron/main/app', "import '../../../test/practice/telegram-network.ts';"],
])('%s is refused by the linter', (_, folder, code) => {
  expect(lint(folder, code)).toContain('noRestrictedImports');
});

test('an allowed import passes, so the rules do not refuse everything', () => {
  expect(lint('electron/main/app', "import '../sessions/session-store.ts';")).not.toContain(
    'noRestrictedImports',
  );
});

const mainFolder = join(root, 'electron/main');

/** Files of main whose text matches, so that an import in whatever form is found. */
function mainFilesWith(pattern: RegExp): string[] {
  const files = readdirSync(mainFolder, { recursive: true, encoding: 'utf8' });
  return files.filter(
    (file) => file.endsWith('.ts') && pattern.test(readFileSync(join(mainFolder, file), 'utf8')),
  );
}

test('raw IPC is touched in one file, in whatever way electron is imported', () => {
  expect(mainFilesWith(/\bipcMain\b(?!`)/).toSorted()).toEqual([
    join('ipc', 'requests.ts'),
    join('ipc', 'window-requests.ts'),
  ]);
  expect(mainFilesWith(/import (\* as )?\w+ from 'electron'/)).toEqual([]);
});

test('no address is opened outside of the app', () => {
  expect(mainFilesWith(/\bopen(External|Path)\b/)).toEqual([]);
});

test('the Electron that the product targets is pinned to one version', () => {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  expect(devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
});

test('events reach the window through one file', () => {
  const senders = mainFilesWith(/ontents\.send\(/);
  expect(senders).toEqual([join('ipc', 'events.ts')]);
});
