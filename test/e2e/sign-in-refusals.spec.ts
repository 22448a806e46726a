import { expect, type OpenedApp, storedSession, test } from '../fixtures/e2e.ts';
import { cast } from '../practice/cast.ts';

async function startByPhone({ operator }: OpenedApp, namespace: string): Promise<void> {
  await operator.create(namespace);
  await operator.press('Sign in');
  await operator.chooseMethod('Phone number');
}

test('a wrong code and a wrong password each have their own words and can be corrected', async ({
  world,
  bucket,
  open,
}) => {
  const app = await open();
  const { operator } = app;
  await startByPhone(app, 'corrected');
  await operator.sendPhone(cast.guarded.phone);
  await operator.typeCode('99999');
  await expect(operator.refusal).toContainText('Wrong code');
  await expect(operator.dialog.getByLabel('Digit 1 of')).toHaveValue('9');
  await expect(operator.dialog.getByLabel('Digit 5 of')).toHaveValue('9');

  await operator.typeCode(cast.guarded.code);
  await expect(operator.dialog).toContainText(`Hint: ${cast.guarded.passwordHint}`);
  await operator.typePassword('wrong horse');
  await expect(operator.refusal).toContainText('Wrong password');
  await expect(operator.dialog.getByLabel('Password', { exact: true })).toHaveValue('wrong horse');
  expect(await world.storedText(bucket, 'corrected')).toBeNull();

  await operator.typePassword(cast.guarded.password);
  await operator.seesStored();
  expect((await storedSession(world, bucket, 'corrected')).dcId).toBe(2);
});

test('an expired code is explained, and a new one can be asked for at once', async ({
  world,
  bucket,
  open,
}) => {
  const app = await open();
  const { operator } = app;
  await startByPhone(app, 'too-late');
  await operator.sendPhone(cast.plain.phone);
  await expect(operator.dialog.getByLabel('Digit 1 of')).toBeVisible();
  await world.telegram.control.call('expireCodes', { phone: cast.plain.phone });
  await operator.typeCode(cast.plain.code);
  await expect(operator.refusal).toContainText('This code has expired');
  await expect(operator.refusal).toContainText('never send it in Telegram');

  await operator.dialog.getByRole('button', { name: /^Resend code/ }).click();
  await expect(operator.refusal).toBeHidden();
  await operator.typeCode(cast.plain.code);
  await operator.seesStored();
  expect((await storedSession(world, bucket, 'too-late')).dcId).toBe(2);
});

test('a flood wait counts down and gives the button back by itself', async ({ world, bucket, open }) => {
  await world.telegram.control.floodWait('auth.sendCode', 4, 1);
  const app = await open();
  const { operator } = app;
  await startByPhone(app, 'flooded');
  await operator.sendPhone(cast.plain.phone);
  await expect(operator.refusal).toContainText('Telegram asks to wait');
  await expect(operator.dialog.getByRole('button', { name: /^Wait 0:0\d$/ })).toBeDisabled();
  await expect(operator.phoneNumber).toHaveValue(/0001$/);

  await operator.dialog.getByRole('button', { name: 'Send code' }).click();
  await operator.typeCode(cast.plain.code);
  await operator.seesStored();
  expect((await storedSession(world, bucket, 'flooded')).dcId).toBe(2);
});

test('a banned number and one without an account each have their own words and keep the number', async ({
  world,
  bucket,
  open,
}) => {
  const app = await open();
  const { operator } = app;
  await startByPhone(app, 'wrong-numbers');
  await operator.sendPhone(cast.banned.phone);
  await expect(operator.refusal).toContainText('This number is banned');
  await expect(operator.phoneNumber).toHaveValue(/0009$/);

  await operator.sendPhone('+4915123450077');
  await operator.typeCode('12345');
  await expect(operator.refusal).toContainText('No account has this number');
  await expect(operator.phoneNumber).toHaveValue(/0077$/);
  expect(await world.storedText(bucket, 'wrong-numbers')).toBeNull();
});

test('what is no phone number is refused before anything is sent', async ({ world, open }) => {
  const app = await open();
  const { operator } = app;
  await startByPhone(app, 'no-number');
  for (const typed of ['12', 'not a number', '+49', '0151 23456789']) {
    await operator.sendPhone(typed);
    await expect(operator.refusal).toContainText('This is not a phone number');
    await expect(operator.phoneNumber).toHaveValue(typed);
  }
  expect(await world.telegram.control.calls()).toEqual([]);
});

test('a wrong API hash ends the sign-in with words about the profile', async ({ world, bucket, open }) => {
  const app = await open({ profile: { apiId: 999 } });
  const { operator } = app;
  await startByPhone(app, 'wrong-app');
  await operator.sendPhone(cast.plain.phone);
  await expect(operator.refusal).toContainText('The API ID or API hash is wrong');
  await expect(operator.dialog.getByRole('button', { name: 'Close', exact: true }).last()).toBeVisible();
  expect(await world.storedText(bucket, 'wrong-app')).toBeNull();
});

test('Telegram out of reach is said so, and the sign-in goes on when it is back', async ({
  world,
  bucket,
  open,
}) => {
  await world.telegram.control.call('setNetwork', { mode: 'refuse' });
  const app = await open();
  const { operator } = app;
  await startByPhone(app, 'offline');
  await operator.sendPhone(cast.plain.phone);
  await expect(operator.refusal).toContainText('Telegram cannot be reached');
  await expect(operator.phoneNumber).toHaveValue(/0001$/);

  await world.telegram.control.call('setNetwork', { mode: 'normal' });
  await operator.dialog.getByRole('button', { name: 'Send code' }).click();
  await operator.typeCode(cast.plain.code);
  await operator.seesStored();
  expect((await storedSession(world, bucket, 'offline')).dcId).toBe(2);
});

test('going back and cancelling work in every step and store nothing', async ({ world, bucket, open }) => {
  const app = await open();
  const { operator, page } = app;
  await startByPhone(app, 'undecided');
  const back = operator.dialog.getByRole('button', { name: 'Back' });
  await back.click();
  await operator.chooseMethod('Bot token');
  await back.click();
  await operator.chooseMethod('Phone number');
  await operator.sendPhone(cast.guarded.phone);
  await operator.typeCode(cast.guarded.code);
  await expect(operator.dialog.getByLabel('Password', { exact: true })).toBeVisible();
  await back.click();
  await expect(operator.phoneNumber).toHaveValue(/0002$/);
  await operator.sendPhone(cast.guarded.phone);
  await expect(operator.dialog.getByLabel('Digit 1 of')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Cancel sign-in' }).click();
  await expect(operator.dialog).toBeHidden();
  await expect(operator.detail.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  await expect.poll(() => world.telegram.control.openConnections()).toEqual([]);
  expect(await world.storedText(bucket, 'undecided')).toBeNull();
});
