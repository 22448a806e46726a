import { readdir } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Workspace } from '../../../electron/main/app/workspace.ts';
import { signInBot } from '../../fixtures/bot-sign-in.ts';
import { ProxiedWorkspaces } from '../../fixtures/proxied-workspace.ts';
import { succeeded } from '../../fixtures/session-store.ts';

/** The store itself gives up a request that hangs after 25 s. */
const longBeforeTheStoreMs = 13_000;

let workspaces: ProxiedWorkspaces;
let workspace: Workspace;

beforeAll(async () => {
  workspaces = await ProxiedWorkspaces.start();
});
afterAll(() => workspaces.stop());

beforeEach(async () => {
  workspace = await workspaces.begin();
});
afterEach(() => workspaces.end());

it('a profile is not left under a sign-in that was begun while its sessions were being stored', async () => {
  const { namespaces, attempts } = workspace;
  const { profileId, proxy } = workspaces;
  proxy.addRule({ method: 'PUT', fault: { kind: 'status', status: 403, code: 'AccessDenied' } });
  await (await signInBot(workspace, 'bot')).ended;
  proxy.clearRules();
  const prepared = await namespaces.prepareSignIn('other-bot', false);
  const leaving = workspace.reasonToStay();
  await attempts.start({ profileId, namespace: 'other-bot' }, async () => prepared);
  expect(await leaving).toMatchObject({ error: { code: 'profile-in-use' } });
  expect(attempts.isOpenFor('other-bot')).toBe(true);
});

describe('while the store hangs in the middle of a write', () => {
  beforeEach(async () => {
    const rule = workspaces.proxy.addRule({ method: 'PUT', path: /bot/, fault: { kind: 'hang' } });
    void signInBot(workspace, 'bot');
    await expect.poll(() => rule.hits).toBe(1);
  });

  it('a profile is left soon, and its session is stored when it is opened again', async () => {
    const leftAt = performance.now();
    expect(await workspace.reasonToStay()).toEqual({ ok: true, value: null });
    await workspace.dispose();
    expect(performance.now() - leftAt).toBeLessThan(longBeforeTheStoreMs);
    expect(await workspaces.isStored('bot')).toBe(false);
    workspaces.proxy.clearRules();
    workspace = await workspaces.open();
    await expect.poll(() => workspace.held.pending.list().sessions).toEqual([]);
    expect(await workspaces.isStored('bot')).toBe(true);
  });

  it('a quit gives up soon what the operator discards, and the next start knows nothing of it', async () => {
    const [unsaved] = workspace.unsaved();
    if (!unsaved) throw new Error('nothing is unsaved');
    const { namespace, fingerprint } = unsaved;
    const discardedAt = performance.now();
    expect(await workspace.discard([{ namespace, fingerprint }])).toEqual([]);
    expect(performance.now() - discardedAt).toBeLessThan(longBeforeTheStoreMs);
    expect(workspace.unsaved()).toEqual([]);
    expect(await readdir(workspaces.records)).toEqual([]);
    expect(workspace.attempts.list()).toMatchObject([
      { step: { kind: 'ended', error: { code: 'sign-in-discarded' } } },
    ]);
    workspace = await workspaces.open();
    expect(workspace.held.pending.list()).toMatchObject({ sessions: [], leftovers: [] });
    expect(succeeded(await workspace.namespaces.open('bot')).unsaved).toBe(false);
  });
});
