import { readdir } from 'node:fs/promises';
import type { Locator } from 'playwright';
import { expect, type OpenedApp, storedSession, test } from '../fixtures/e2e.ts';
import {
  plantUnusable,
  plantVersionOne,
  recordsFolder,
  supersedeRecords,
} from '../fixtures/planted-leftovers.ts';
import { cast } from '../practice/cast.ts';
import type { PracticeWorld } from '../practice/world.ts';

async function showList({ page, operator }: OpenedApp): Promise<void> {
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(operator.dialog).toContainText('Left over from earlier sign-ins');
}

function leftover({ operator }: OpenedApp, name: string): Locator {
  return operator.dialog.getByRole('region', { name: `Left over: ${name}` });
}

async function removeProfile({ page }: OpenedApp): Promise<void> {
  await page.getByRole('button', { name: /^Profile:/ }).click();
  await page.getByRole('menuitem', { name: 'Remove profile' }).click();
}

/** Thinks better of it at first, and types the wrong words, which confirm nothing. */
async function discardTyped({ operator }: OpenedApp, item: Locator, action: string, phrase: string) {
  const discard = item.getByRole('button', { name: 'Discard', exact: true });
  await discard.click();
  await (await operator.asked()).decline();
  await expect(item).toBeVisible();
  await discard.click();
  const question = await operator.asked();
  const typed = question.page.getByRole('textbox');
  await expect(typed).toBeEditable();
  await typed.fill(`${phrase}!`);
  await expect(question.button(action)).toBeDisabled();
  await question.page.keyboard.press('Enter');
  await expect(item).toBeVisible();
  await question.confirm(action, { phrase });
  await expect(item).toBeHidden();
}

/** Telegram accepts the bot, and the app is killed before it hears of it. */
async function dieUnanswered(world: PracticeWorld, app: OpenedApp, namespace: string): Promise<void> {
  const { control } = world.telegram;
  await control.call('addFault', { method: 'auth.importBotAuthorization', drop: 'after' });
  await control.call('addFault', { method: 'users.getUsers', silence: true });
  await app.operator.create(namespace);
  await app.operator.press('Sign in');
  await app.operator.chooseMethod('Bot token');
  await app.operator.sendBotToken(cast.bot.token);
  await expect.poll(() => control.calls('users.getUsers')).not.toEqual([]);
  await app.kill9();
  await control.call('clearFaults', {});
}

test('what nobody can use is listed, discarded by typing, and keeps the profile no longer', async ({
  open,
}) => {
  const first = await open();
  await first.close();
  await plantUnusable(first.userDataDir);
  const olderFolder = await plantVersionOne(first.userDataDir);

  const app = await open({ profile: null, userDataDir: first.userDataDir });
  await expect(app.page.getByText('3 leftovers of earlier sign-ins')).toBeVisible();
  expect(await readdir(olderFolder)).toEqual([]);
  await removeProfile(app);
  await expect(app.page.getByText('press “Show” at the top of the window')).toBeVisible();

  await showList(app);
  const key = leftover(app, 'half-way-bot');
  await expect(key).toContainText('Interrupted sign-in');
  await expect(key).toContainText('key 0a1b2c3d');
  await expect(key).toContainText('The sealed session cannot be opened');
  const older = leftover(app, 'older-bot');
  await expect(older).toContainText('Session that another one replaced');
  await expect(older).toContainText('key 0d1e2f3a');
  const file = leftover(app, 'Namespace not known');
  await expect(file).toContainText('Damaged file');
  await discardTyped(app, key, 'Discard the sign-in', 'half-way-bot');
  await discardTyped(app, older, 'Discard the session', 'older-bot');
  await discardTyped(app, file, 'Discard the file', 'discard this file');
  await expect(app.operator.dialog).toContainText('Every session is stored.');
  await app.operator.dialog.getByText('Close', { exact: true }).click();

  await removeProfile(app);
  await app.operator.confirm('Remove');
  await expect(app.page.getByRole('button', { name: 'Enter by hand' })).toBeVisible();
});

test('an interrupted sign-in is asked about when the operator says so, and its session stored', async ({
  world,
  bucket,
  open,
}) => {
  const first = await open();
  await dieUnanswered(world, first, 'half-way-bot');
  await world.telegram.control.call('setNetwork', { mode: 'refuse' });

  const app = await open({ profile: null, userDataDir: first.userDataDir });
  await expect(app.page.getByText('1 leftover of an earlier sign-in')).toBeVisible();
  await showList(app);
  const item = leftover(app, 'half-way-bot');
  await expect(item).toContainText('Telegram cannot be reached');
  await expect(item).toContainText('The app asks again in');
  await world.telegram.control.call('setNetwork', { mode: 'normal' });
  await item.getByRole('button', { name: 'Ask Telegram now' }).click();
  await expect(app.operator.dialog).toContainText('Every session is stored.');
  const [accepted] = await world.telegram.control.calls('auth.importBotAuthorization');
  expect((await storedSession(world, bucket, 'half-way-bot')).fingerprint).toBe(accepted?.fingerprint);
});

test('a session that another one replaced is brought back and stored', async ({
  world,
  bucket,
  storeProxy,
  open,
}) => {
  const first = await open({ profile: { endpoint: storeProxy.endpoint } });
  storeProxy.addRule({ method: 'PUT', fault: { kind: 'status', status: 403, code: 'AccessDenied' } });
  await first.operator.create('kept-bot');
  await first.operator.press('Sign in');
  await first.operator.chooseMethod('Bot token');
  await first.operator.sendBotToken(cast.bot.token);
  await expect(first.operator.row('kept-bot')).toContainText('Waiting to be stored');
  await first.kill9();
  storeProxy.clearRules();
  const folder = await recordsFolder(first.userDataDir);
  await supersedeRecords(folder);

  const app = await open({ profile: null, userDataDir: first.userDataDir });
  await showList(app);
  const item = leftover(app, 'kept-bot');
  await expect(item).toContainText('Another session took its place');
  await item.getByRole('button', { name: 'Bring back' }).click();
  await expect(app.operator.dialog).toContainText('Every session is stored.');
  const [accepted] = await world.telegram.control.calls('auth.importBotAuthorization');
  expect((await storedSession(world, bucket, 'kept-bot')).fingerprint).toBe(accepted?.fingerprint);
  expect((await readdir(folder)).filter((name) => name.includes('.json'))).toEqual([]);
});
