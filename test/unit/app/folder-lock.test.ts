import { fork } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lockFolder } from '../../../electron/main/app/folder-lock.ts';

const child = join(import.meta.dirname, '../../fixtures/folder-lock-child.ts');

/** A process that asks for the lock, and holds it until it is killed. */
function ask(folder: string) {
  const holder = fork(child, [folder], { execArgv: ['--import', 'tsx'] });
  const answer = new Promise((resolve) => holder.once('message', resolve));
  const kill = () =>
    new Promise((resolve) => {
      holder.once('exit', resolve);
      holder.kill('SIGKILL');
    });
  return { answer, kill };
}

it('one process gets the folder, by whatever name, and the next one as soon as that is killed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lock-'));
  await mkdir(join(folder, 'data'));
  await symlink(join(folder, 'data'), join(folder, 'link'));
  const asked = ['data', 'link', 'data/../data'].map((name) => ask(join(folder, name)));
  const answers = await Promise.all(asked.map(({ answer }) => answer));
  const isLocked = process.platform === 'linux';
  expect(answers.toSorted()).toEqual(isLocked ? [false, false, true] : [true, true, true]);
  expect(await lockFolder(join(folder, 'data'))).toBe(!isLocked);
  for (const { kill } of asked) await kill();
  expect(await lockFolder(join(folder, 'data'))).toBe(true);
  await rm(folder, { recursive: true });
});
