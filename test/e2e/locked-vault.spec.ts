import { expect, type OpenedApp, type OpenOptions, test } from '../fixtures/e2e.ts';
import type { FaultProxy } from '../fixtures/fault-proxy.ts';
import { cast } from '../practice/cast.ts';

const { passphrase, newPassphrase } = cast;
const args = ['--password-store=basic'];

async function enterNew({ operator }: OpenedApp, typed: string): Promise<void> {
  await operator.dialog.getByLabel('Passphrase', { exact: true }).fill(typed);
  await operator.dialog.getByLabel('Passphrase again', { exact: true }).fill(typed);
}

async function unlock({ operator }: OpenedApp, typed: string): Promise<void> {
  await operator.dialog.getByLabel('Passphrase', { exact: true }).fill(typed);
  await operator.dialog.getByRole('button', { name: 'Unlock', exact: true }).click();
}

/** Leaves a session behind that is signed in and sealed with the passphrase, in a profile whose secrets are, too. */
async function leaveSealed(app: OpenedApp, storeProxy: FaultProxy): Promise<void> {
  const { operator, page } = app;
  await page.getByRole('button', { name: 'Set a passphrase' }).click();
  await enterNew(app, passphrase);
  await operator.dialog.getByRole('button', { name: 'Set passphrase' }).click();
  await expect(operator.dialog).toBeHidden();
  storeProxy.addRule({ method: 'PUT', fault: { kind: 'status', status: 403, code: 'AccessDenied' } });
  await operator.create('sealed-bot');
  await operator.press('Sign in');
  await operator.chooseMethod('Bot token');
  await operator.sendBotToken(cast.bot.token);
  await expect(operator.row('sealed-bot')).toContainText('Waiting to be stored');
  await app.kill9();
  storeProxy.clearRules();
}

/** The next start after a session was left behind sealed: the vault is locked, and the window asks for the passphrase. */
async function openLocked(
  open: (options: OpenOptions) => Promise<OpenedApp>,
  storeProxy: FaultProxy,
): Promise<OpenedApp> {
  const profile = { endpoint: storeProxy.endpoint };
  const app = await open({ profile, args });
  await leaveSealed(app, storeProxy);
  return open({ profile, userDataDir: app.userDataDir, args });
}

test('a forgotten passphrase is replaced, and what it sealed opens when it comes back', async ({
  world,
  bucket,
  storeProxy,
  open,
}) => {
  const again = await openLocked(open, storeProxy);
  const { operator, page } = again;
  await operator.dialog.getByRole('button', { name: 'I forgot it…' }).click();
  await expect(operator.dialog).toContainText('Nothing is deleted.');
  await enterNew(again, newPassphrase);
  await operator.dialog.getByRole('button', { name: 'Set passphrase' }).click();
  await operator.confirm('Replace the passphrase', { phrase: 'I forgot it' });
  await expect(operator.dialog).toBeHidden();
  await expect(page.getByText('Sealed secrets are locked')).toBeHidden();
  await expect(page.getByText('1 session is waiting to be stored')).toBeVisible();

  await page.getByRole('button', { name: 'Commands' }).click();
  await page.getByRole('button', { name: 'Enter a passphrase' }).click();
  await unlock(again, passphrase);
  await expect(operator.dialog).toBeHidden();
  await expect(operator.row('sealed-bot')).toContainText('Signed in', { timeout: 20_000 });
  expect(await world.storedText(bucket, 'sealed-bot')).not.toBeNull();
});

test('while the vault is locked the window says so everywhere, and where to unlock it', async ({
  storeProxy,
  open,
}) => {
  const again = await openLocked(open, storeProxy);
  const { operator, page } = again;
  await operator.dialog.getByRole('button', { name: 'Not now' }).click();
  await expect(operator.row('sealed-bot')).toContainText('Locked');
  await expect(operator.row('sealed-bot').getByText('Locked')).toHaveAttribute(
    'title',
    /once you enter its passphrase/,
  );
  const sidebar = page.getByRole('navigation', { name: 'Sessions' });
  await expect(sidebar.getByRole('alert')).toContainText('The secret key is locked');
  await expect(page.getByText('Unreachable')).toBeHidden();
  await expect(operator.detail).toContainText('Signed in, but locked and waiting to be stored');
  await operator.open('teleapp');
  await expect(operator.row('teleapp')).toContainText('Not read yet');

  await sidebar.getByRole('button', { name: 'Enter the passphrase' }).click();
  await unlock(again, passphrase);
  await expect(operator.row('sealed-bot')).toContainText('Signed in', { timeout: 20_000 });
  await expect(sidebar.getByRole('alert')).toBeHidden();
});

test('the list goes on following the bucket when a passphrase is set', async ({ world, bucket, open }) => {
  await world.s3.putObject(bucket, 'telegram/listed-bot/session.txt', '');
  const app = await open({ args });
  const { operator, page } = app;
  const line = page.getByRole('navigation', { name: 'Sessions' }).getByRole('status');
  await expect(operator.row('listed-bot')).toBeVisible();
  await expect(line).not.toContainText('Reading');
  await page.getByRole('button', { name: 'Set a passphrase' }).click();
  await enterNew(app, passphrase);
  await operator.dialog.getByRole('button', { name: 'Set passphrase' }).click();
  await expect(operator.dialog).toBeHidden();
  await operator.open('listed-bot');
  await expect(line).toHaveText(/namespaces?$/);
});
