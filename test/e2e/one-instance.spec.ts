import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, test } from 'playwright/test';
import { buildFolders } from '../../build/build.ts';
import { resolveElectron } from '../../build/runtime/electron.ts';

const children: ChildProcess[] = [];
let folder: string;

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'one-instance-'));
  await mkdir(join(folder, 'data'));
  await mkdir(join(folder, 'elsewhere'));
  await symlink(join(folder, 'data'), join(folder, 'link'));
});

test.afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill('SIGKILL');
    await ended(child);
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((resolve) => child.once('exit', resolve));
}

async function start(userData: string, workingFolder: string): Promise<void> {
  const { executablePath } = await resolveElectron();
  const options = [`--user-data-dir=${userData}`, '--password-store=basic'];
  if (process.getuid?.() === 0) options.push('--no-sandbox');
  const child = spawn(executablePath, [buildFolders.practice, ...options], {
    cwd: workingFolder,
    stdio: 'ignore',
  });
  children.push(child);
}

/** How often the app has come to its start, of which each process that got in writes one line. */
async function starts(): Promise<number> {
  const log = await readFile(join(folder, 'data/logs/main.log'), 'utf8').catch(() => '');
  return log.split('\n').filter((line) => /\bstarted\b/.test(line)).length;
}

const running = () => children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);

/** Each way names the same folder to two processes. */
const ways: [string, () => [userData: string, workingFolder: string][]][] = [
  ['under one name', () => Array(2).fill([join(folder, 'data'), folder])],
  [
    'through a symbolic link',
    () => [
      [join(folder, 'data'), folder],
      [join(folder, 'link'), folder],
    ],
  ],
  [
    'by relative paths from different working folders',
    () => [
      [relative(folder, join(folder, 'data')), folder],
      [relative(join(folder, 'elsewhere'), join(folder, 'data')), join(folder, 'elsewhere')],
    ],
  ],
];

test('a process that finds Electron’s lock gone ends by itself while another one uses the folder', async () => {
  const data = join(folder, 'data');
  await start(data, folder);
  await expect.poll(starts, { timeout: 20_000 }).toBe(1);
  // As two processes do to each other that start at once after a crash.
  for (const name of ['SingletonLock', 'SingletonSocket', 'SingletonCookie']) await rm(join(data, name));
  await start(join(folder, 'link'), folder);
  const [first, second] = children;
  await expect.poll(() => second?.exitCode, { timeout: 20_000 }).toBe(0);
  expect(await starts()).toBe(1);
  expect(first?.exitCode).toBeNull();
});

for (const [way, two] of ways) {
  test(`of two processes that open one folder at once ${way}, one stays`, async () => {
    for (let round = 0; round < 3; round += 1) {
      const before = await starts();
      await Promise.all(two().map(([userData, workingFolder]) => start(userData, workingFolder)));
      await expect.poll(() => running().length, { timeout: 20_000 }).toBe(1);
      await expect.poll(starts, { timeout: 20_000 }).toBe(before + 1);
      expect(running()).toHaveLength(1);
      for (const child of children.splice(0)) {
        child.kill('SIGKILL');
        await ended(child);
      }
    }
  });
}
