import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Workspace } from '../../../electron/main/app/workspace.ts';
import type { SignInStep } from '../../../shared/sign-in.ts';
import { signInBot } from '../../fixtures/bot-sign-in.ts';
import { ProxiedWorkspaces } from '../../fixtures/proxied-workspace.ts';

let workspaces: ProxiedWorkspaces;
let workspace: Workspace;
let fingerprint: string;

beforeAll(async () => {
  workspaces = await ProxiedWorkspaces.start();
});
afterAll(() => workspaces.stop());

/** A sign-in's wizard that has been told that the store is down. */
beforeEach(async () => {
  workspace = await workspaces.begin();
  const { proxy } = workspaces;
  proxy.addRule({ method: 'PUT', fault: { kind: 'reset' } });
  await (await signInBot(workspace, 'bot')).ended;
  expect(step()).toMatchObject({ kind: 'storing', error: { code: 'store-unreachable' } });
  fingerprint = workspace.held.custody.waiting('bot')?.fingerprint ?? '';
  proxy.clearRules();
});
afterEach(() => workspaces.end());

function step(): SignInStep | undefined {
  return workspace.attempts.list()[0]?.step;
}

it('a wizard says by itself that its session is stored, once the store is back', async () => {
  await expect.poll(step, { timeout: 20_000 }).toMatchObject({ kind: 'done', fingerprint });
});

it('a wizard ends when its session is discarded elsewhere', async () => {
  expect(await workspace.held.pending.discard('bot', fingerprint)).toMatchObject({ ok: true });
  expect(step()).toEqual({ kind: 'ended', error: { code: 'sign-in-discarded' } });
});

it('a wizard ends when its session goes on under another name', async () => {
  expect(await workspace.namespaces.saveAs('bot', fingerprint, 'other-bot')).toMatchObject({ ok: true });
  const error = { code: 'sign-in-moved', params: { namespace: 'other-bot' } };
  expect(step()).toEqual({ kind: 'ended', error });
});
