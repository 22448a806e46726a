import { expect, test } from '../fixtures/e2e.ts';
import { cast } from '../practice/cast.ts';

test('a check that ends while another namespace is open is told, and shown while it runs', async ({
  world,
  bucket,
  open,
}) => {
  await world.storeEveryState(bucket);
  const { operator, page } = await open();
  await operator.open('ada-connector');
  await world.telegram.control.call('setNetwork', { mode: 'hang' });
  await operator.press('Check now');
  await operator.checkNow();
  await expect(operator.row('ada-connector')).toContainText('Checking…');
  await expect(operator.detail.getByRole('button', { name: 'Checking…' })).toBeDisabled();

  await operator.open('alert-bot');
  await operator.open('ada-connector');
  await expect(operator.detail.getByRole('button', { name: 'Checking…' })).toBeDisabled();
  await operator.open('alert-bot');
  await world.telegram.control.call('setNetwork', { mode: 'refuse' });
  await expect(page.getByRole('alert')).toContainText('ada-connector: Telegram cannot be reached');
  await expect(operator.row('ada-connector')).not.toContainText('Checking…');
});

test('a sign-in that was left for later tells how it went, and leads back to itself', async ({
  world,
  open,
}) => {
  const { operator, page } = await open();
  await operator.create('for-later');
  await operator.press('Sign in');
  await operator.chooseMethod('Phone number');
  await operator.sendPhone(cast.plain.phone);
  await expect(operator.dialog.getByLabel('Digit 1 of')).toBeVisible();
  await world.telegram.control.call('setNetwork', { mode: 'hang' });
  await operator.typeCode(cast.plain.code);
  await expect(operator.dialog).toContainText('Checking the code…');
  await operator.continueLater();
  await world.telegram.control.call('setNetwork', { mode: 'refuse' });

  const news = page.getByRole('alert').filter({ hasText: 'for-later: Telegram cannot be reached' });
  await news.getByRole('button', { name: 'Continue' }).click();
  await expect(operator.refusal).toContainText('Telegram cannot be reached');
  await expect(news).toBeHidden();
});

test('what Telegram is being asked can be given up at any time', async ({ world, open }) => {
  const { operator } = await open();
  await operator.create('impatient');
  await operator.press('Sign in');
  await operator.chooseMethod('Phone number');
  await world.telegram.control.call('setNetwork', { mode: 'hang' });
  await operator.sendPhone(cast.plain.phone);
  await operator.dialog.getByRole('button', { name: 'Stop and go back' }).click();
  await expect(operator.dialog.getByRole('button', { name: 'Bot token' })).toBeEnabled();
  await expect.poll(() => world.telegram.control.openConnections()).toEqual([]);
});

test('another code empties the boxes of the one before', async ({ world, open }) => {
  const { operator } = await open();
  await operator.create('two-codes');
  await operator.press('Sign in');
  await operator.chooseMethod('Phone number');
  await operator.sendPhone(cast.plain.phone);
  const first = operator.dialog.getByLabel('Digit 1 of');
  await expect(first).toBeVisible();
  await world.telegram.control.call('expireCodes', { phone: cast.plain.phone });
  await operator.typeCode(cast.plain.code);
  await expect(operator.refusal).toContainText('expired');
  await expect(first).toHaveValue(cast.plain.code.charAt(0));
  await operator.dialog.getByRole('button', { name: 'Resend code' }).click();
  await expect(first).toHaveValue('');
  await expect(first).toBeFocused();
  await operator.typeCode(cast.plain.code);
  await operator.seesStored();
});

test('shortcuts stop at a dialog, and the palette gives the focus to the list', async ({
  world,
  bucket,
  open,
}) => {
  await world.storeEveryState(bucket);
  const { operator, page } = await open();
  await operator.open('ada-connector');
  await page.getByRole('button', { name: 'New namespace' }).click();
  const agreed = operator.dialog.getByLabel('Name', { exact: true });
  await expect(agreed).toBeFocused();
  for (const keys of ['ControlOrMeta+F', 'ControlOrMeta+N', 'ControlOrMeta+K', 'ControlOrMeta+R', 'F5']) {
    await page.keyboard.press(keys);
  }
  await expect(agreed).toBeFocused();
  await expect(operator.dialog).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(operator.dialog).toBeHidden();

  await page.keyboard.press('ControlOrMeta+K');
  await page.getByRole('textbox', { name: 'Search commands' }).fill('alert-bot');
  await page.getByRole('button', { name: /^alert-bot/ }).click();
  await operator.sees('alert-bot');
  await expect(operator.namespaces).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await operator.sees('ada-connector');
});

test('a bug while drawing is called one, and reloading brings the window back', async ({
  world,
  bucket,
  open,
}) => {
  await world.storeEveryState(bucket);
  const { app, operator, page } = await open();
  await operator.open('ada-connector');
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    // Main never says so without the names, and the window cannot draw it.
    window?.webContents.send('quit:changed', { phase: 'saving', until: 0 });
  });
  await expect(page.getByRole('alert')).toContainText('The window has a bug');
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(operator.row('ada-connector')).toBeVisible();
});
