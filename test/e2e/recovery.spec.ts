import type { Locator } from 'playwright';
import { expect, type OpenedApp, storedSession, test } from '../fixtures/e2e.ts';
import { cast } from '../practice/cast.ts';
import type { PracticeWorld } from '../practice/world.ts';

const { passphrase } = cast;
const withoutKeyring = ['--password-store=basic'];

/** Leaves a session behind that Telegram has accepted and the store did not take. */
async function signInUnsaved({ operator }: OpenedApp, namespace: string): Promise<void> {
  await operator.create(namespace);
  await operator.press('Sign in');
  await operator.chooseMethod('Bot token');
  await operator.sendBotToken(cast.bot.token);
  await expect(operator.refusal).toContainText('The store');
  await expect(operator.row(namespace)).toContainText('Waiting to be stored');
}

async function askToQuit({ app, page }: OpenedApp): Promise<Locator> {
  await app.evaluate(({ app: main }) => main.quit());
  const dialog = page.getByRole('dialog', { name: 'Waiting to be stored' });
  await expect(dialog.getByRole('button', { name: 'Keep the app open' })).toBeVisible({ timeout: 20_000 });
  return dialog;
}

/** Presses a button that ends the app, which may be gone before the click has been confirmed. */
async function pressLast({ page }: OpenedApp, button: Locator): Promise<void> {
  await button.click().catch((error: unknown) => {
    if (!page.isClosed()) throw error;
  });
}

async function acceptedFingerprint(world: PracticeWorld): Promise<string | undefined> {
  const [call] = await world.telegram.control.calls('auth.importBotAuthorization');
  return call?.fingerprint ?? undefined;
}

async function seesRecovered(world: PracticeWorld, bucket: string, app: OpenedApp, namespace: string) {
  await expect(app.operator.row(namespace)).toContainText('Signed in', { timeout: 20_000 });
  await expect(app.page.getByText('session is waiting to be stored')).toBeHidden();
  const stored = await storedSession(world, bucket, namespace);
  expect(stored.fingerprint).toBe(await acceptedFingerprint(world));
}

test('quitting with the store down keeps a sealed copy, and the next start stores it', async ({
  world,
  bucket,
  storeProxy,
  open,
}) => {
  const app = await open({ profile: { endpoint: storeProxy.endpoint } });
  const rule = { method: 'PUT', fault: { kind: 'status', status: 503, code: 'SlowDown' } } as const;
  storeProxy.addRule(rule);
  await signInUnsaved(app, 'kept-bot');
  const dialog = await askToQuit(app);
  await expect(dialog).toContainText('kept-bot');
  await pressLast(app, dialog.getByRole('button', { name: 'Keep the sealed copy and quit' }));
  await app.close();
  expect(await world.storedText(bucket, 'kept-bot')).toBeNull();

  storeProxy.clearRules();
  const again = await open({ userDataDir: app.userDataDir });
  await seesRecovered(world, bucket, again, 'kept-bot');
});

test('a crash while a session is unsaved loses nothing', async ({ world, bucket, storeProxy, open }) => {
  const app = await open({ profile: { endpoint: storeProxy.endpoint } });
  storeProxy.addRule({ method: 'PUT', fault: { kind: 'status', status: 403, code: 'AccessDenied' } });
  await signInUnsaved(app, 'crashed-bot');
  await app.kill9();

  const again = await open({ userDataDir: app.userDataDir });
  await expect(again.page.getByText('1 session is waiting to be stored')).toBeVisible();
  await again.page.getByRole('button', { name: 'Show', exact: true }).click();
  const item = again.operator.dialog.getByRole('region', { name: 'crashed-bot' });
  await expect(item).toContainText('The store refuses this');
  storeProxy.clearRules();
  await item.getByRole('button', { name: 'Try now' }).click();
  await expect(again.operator.dialog).toContainText('Every session is stored.');
  await again.operator.dialog.getByText('Close', { exact: true }).click();
  await seesRecovered(world, bucket, again, 'crashed-bot');
});

test('a termination signal ends the app without a question, and the next start stores the session', async ({
  world,
  bucket,
  storeProxy,
  open,
}) => {
  const app = await open({ profile: { endpoint: storeProxy.endpoint } });
  storeProxy.addRule({ method: 'PUT', fault: { kind: 'status', status: 403, code: 'AccessDenied' } });
  await signInUnsaved(app, 'terminated-bot');
  const child = app.app.process();
  child.kill('SIGTERM');
  await expect.poll(() => child.exitCode, { timeout: 20_000 }).toBe(0);

  storeProxy.clearRules();
  const again = await open({ userDataDir: app.userDataDir });
  await seesRecovered(world, bucket, again, 'terminated-bot');
});

test('a session is discarded only after its name was typed', async ({ world, bucket, storeProxy, open }) => {
  const app = await open({ profile: { endpoint: storeProxy.endpoint } });
  storeProxy.addRule({ method: 'PUT', fault: { kind: 'status', status: 403, code: 'AccessDenied' } });
  await signInUnsaved(app, 'given-up-bot');
  const dialog = await askToQuit(app);
  await dialog.getByRole('button', { name: 'Discard…' }).click();
  const question = await app.operator.asked();
  await expect(question.page.getByRole('textbox')).toBeEditable();
  await question.page.getByRole('textbox').fill('given-up');
  await expect(question.button('Discard and quit')).toBeDisabled();
  const refused = await app.page.evaluate(() =>
    window.connectorAdmin.request('quit:answer', { choice: 'discard', sessions: [] }),
  );
  expect(refused).toMatchObject({ ok: false, error: { code: 'conflict-changed' } });
  await question.confirm('Discard and quit', { phrase: 'given-up-bot' });
  await app.close();

  storeProxy.clearRules();
  const again = await open({ userDataDir: app.userDataDir });
  await again.operator.open('given-up-bot');
  await expect(again.operator.row('given-up-bot')).toContainText('No session');
  expect(await world.storedText(bucket, 'given-up-bot')).toBeNull();
});

test('staying keeps the session, which can be saved under another namespace', async ({
  world,
  bucket,
  storeProxy,
  open,
}) => {
  const app = await open({ profile: { endpoint: storeProxy.endpoint } });
  const forbidden = { kind: 'status', status: 403, code: 'AccessDenied' } as const;
  storeProxy.addRule({ method: 'PUT', fault: forbidden });
  await signInUnsaved(app, 'wrong-name');
  const dialog = await askToQuit(app);
  await dialog.getByRole('button', { name: 'Keep the app open' }).click();
  await expect(dialog).toBeHidden();
  // The sign-in is as it was, so its wizard still offers to try again.
  await expect(app.operator.dialog.getByRole('button', { name: 'Try again' })).toBeVisible();
  await app.operator.closeKeepingSession();

  await app.page.getByRole('button', { name: 'Show', exact: true }).click();
  const item = app.operator.dialog.getByRole('region', { name: 'wrong-name' });
  await item.getByRole('button', { name: 'Save under another name' }).click();
  await item.getByLabel('Other namespace').fill('with/slash');
  await item.getByRole('button', { name: 'Save there' }).click();
  await expect(item).toContainText('A slash would make a different key');
  await world.s3.putObject(bucket, 'telegram/right-name-taken/session.txt', '');
  storeProxy.clearRules();
  await item.getByLabel('Other namespace').fill('right-name');
  await item.getByRole('button', { name: 'Save there' }).click();
  await expect(app.operator.dialog).toContainText('Every session is stored.');
  const stored = await storedSession(world, bucket, 'right-name');
  expect(stored.fingerprint).toBe(await acceptedFingerprint(world));
  expect(await world.storedText(bucket, 'wrong-name')).toBeNull();
});

test('without a keyring a passphrase seals secrets and sessions, and opens them after a restart', async ({
  world,
  bucket,
  storeProxy,
  open,
}) => {
  const app = await open({ profile: { endpoint: storeProxy.endpoint }, args: withoutKeyring });
  const { page, operator } = app;
  await expect(page.getByText('Secrets are kept in memory only')).toBeVisible();
  await page.getByRole('button', { name: 'Set a passphrase' }).click();
  await operator.dialog.getByLabel('Passphrase', { exact: true }).fill('too short');
  await operator.dialog.getByRole('button', { name: 'Set passphrase' }).click();
  await expect(operator.dialog).toContainText('Use at least 12 characters');
  await operator.dialog.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await operator.dialog.getByLabel('Passphrase again', { exact: true }).fill('something else');
  await operator.dialog.getByRole('button', { name: 'Set passphrase' }).click();
  await expect(operator.dialog).toContainText('The two are not the same.');
  await operator.dialog.getByLabel('Passphrase again', { exact: true }).fill(passphrase);
  await operator.dialog.getByRole('button', { name: 'Set passphrase' }).click();
  await expect(page.getByText('Secrets are kept in memory only')).toBeHidden();

  storeProxy.addRule({ method: 'PUT', fault: { kind: 'status', status: 403, code: 'AccessDenied' } });
  await signInUnsaved(app, 'sealed-bot');
  await app.kill9();
  storeProxy.clearRules();

  const again = await open({ userDataDir: app.userDataDir, args: withoutKeyring });
  await again.operator.dialog.getByLabel('Passphrase', { exact: true }).fill('not this one, surely');
  await again.operator.dialog.getByRole('button', { name: 'Unlock' }).click();
  await expect(again.operator.refusal).toContainText('This is not the passphrase');
  await again.operator.dialog.getByRole('button', { name: 'Not now' }).click();
  await expect(again.page.getByText('Sealed secrets are locked')).toBeVisible();
  await expect(again.page.getByText('1 session is waiting to be stored')).toBeVisible();
  await again.page.getByRole('main').getByRole('button', { name: 'Enter the passphrase' }).click();
  await again.operator.dialog.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await again.operator.dialog.getByRole('button', { name: 'Unlock' }).click();
  await expect(again.operator.dialog).toBeHidden();
  await seesRecovered(world, bucket, again, 'sealed-bot');
});

test('without anything to seal with, quitting asks about a sign-in that Telegram may have accepted', async ({
  world,
  bucket,
  open,
}) => {
  const app = await open({ args: withoutKeyring });
  const { control } = world.telegram;
  await control.call('addFault', { method: 'auth.importBotAuthorization', drop: 'after' });
  await control.call('addFault', { method: 'users.getUsers', drop: 'before' });
  await app.operator.create('left-bot');
  await app.operator.press('Sign in');
  await app.operator.chooseMethod('Bot token');
  await app.operator.sendBotToken(cast.bot.token);
  await expect(app.operator.refusal).toContainText('Telegram');

  const dialog = await askToQuit(app);
  await expect(dialog).toContainText('left-bot: Telegram may have accepted this sign-in');
  await expect(dialog.getByRole('button', { name: 'Keep the sealed copy and quit' })).toBeHidden();
  await control.call('clearFaults', {});
  await pressLast(app, dialog.getByRole('button', { name: 'Try again' }));
  await app.close();
  const stored = await storedSession(world, bucket, 'left-bot');
  expect(stored.fingerprint).toBe(await acceptedFingerprint(world));
});
