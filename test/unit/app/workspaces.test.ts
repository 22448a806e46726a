import { expect, test } from 'vitest';
import type { Workspace } from '../../../electron/main/app/workspace.ts';
import { Workspaces } from '../../../electron/main/app/workspaces.ts';
import type { Profiles } from '../../../electron/main/profiles/profiles.ts';
import { ok } from '../../../shared/result.ts';
import { silentLogger } from '../../fixtures/namespaces.ts';

function setUp(create: () => Promise<Workspace>) {
  // The one method that is used here.
  const profiles = { selected: () => ({ id: 'a' }) } as unknown as Profiles;
  return new Workspaces(profiles, create, silentLogger);
}

test('the next workspace is opened only when the last one has let go of its files', async () => {
  const events: string[] = [];
  let finishDispose = () => {};
  const disposed = new Promise<void>((resolve) => {
    finishDispose = resolve;
  });
  const workspaces = setUp(async () => {
    events.push('opened');
    const dispose = () => disposed.then(() => void events.push('disposed'));
    return { profile: { id: 'a' }, dispose } as unknown as Workspace; // what leaving uses
  });
  await workspaces.current();
  const leaving = workspaces.whileLeft(async () => events.push('changed'));
  const next = workspaces.current();
  finishDispose();
  await Promise.all([leaving, next]);
  expect(events).toEqual(['opened', 'disposed', 'changed', 'opened']);
});

test('nothing is opened while a profile changes, and then what is selected is opened unasked', async () => {
  const opened: string[] = [];
  let selected = 'a';
  const profiles = { selected: () => ({ id: selected }) } as unknown as Profiles; // the one method that is used
  const create = async ({ id }: { id: string }) => {
    opened.push(id);
    return { profile: { id }, dispose: async () => {} } as unknown as Workspace; // what leaving uses
  };
  const workspaces = new Workspaces(profiles, create, silentLogger);
  await workspaces.current();
  let asked: Promise<Workspace | null> | undefined;
  await workspaces.whileLeft(async () => {
    asked = workspaces.current();
    expect(workspaces.opened()).toBeNull();
    selected = 'b';
  });
  expect(await asked).toMatchObject({ profile: { id: 'b' } });
  await expect(workspaces.whileLeft(() => Promise.reject(new Error('a bug')))).rejects.toThrow('a bug');
  await expect.poll(() => workspaces.opened()).not.toBeNull();
  expect(opened).toEqual(['a', 'b', 'b']);
});

test('a workspace that could not be opened is tried again with the next request', async () => {
  let tries = 0;
  const workspaces = setUp(async () => {
    tries += 1;
    if (tries === 1) throw new Error('the disk is away');
    return { profile: { id: 'a' } } as unknown as Workspace; // nothing of it is used
  });
  await expect(workspaces.current()).rejects.toThrow('the disk is away');
  expect(await workspaces.current()).toMatchObject({ profile: { id: 'a' } });
  expect(tries).toBe(2);
});

test('reading anew leaves no workspace that was opened while the one before was asked', async () => {
  const disposed: string[] = [];
  let selected = 'a';
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const profiles = { selected: () => ({ id: selected }) } as unknown as Profiles; // the one method that is used
  const create = async ({ id }: { id: string }) => {
    const reasonToStay = () => answered.then(() => ok(null));
    const dispose = async () => void disposed.push(id);
    return { profile: { id }, reasonToStay, dispose } as unknown as Workspace; // what reopening uses
  };
  const workspaces = new Workspaces(profiles, create, silentLogger);
  await workspaces.current();
  const reopening = workspaces.reopen();
  await workspaces.whileLeft(async () => {
    selected = 'b';
  });
  await workspaces.current();
  answer();
  await reopening;
  expect(disposed).toEqual(['a']);
  expect(workspaces.opened()).toMatchObject({ profile: { id: 'b' } });
});
