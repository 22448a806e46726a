import { expect, type OpenedApp, test } from '../fixtures/e2e.ts';
import { ProfileForm } from '../fixtures/profile-form.ts';
import type { PracticeWorld } from '../practice/world.ts';

const synthetic = { profile: { apiId: 0 } };

async function expectNoNetwork(world: PracticeWorld): Promise<void> {
  expect(await world.telegram.control.call('connections', {})).toEqual([]);
  expect(await world.s3.log()).toEqual([]);
}

async function signInByPhone({ operator }: OpenedApp, phone: string): Promise<void> {
  await operator.press('Sign in');
  await operator.chooseMethod('Phone number');
  await operator.sendPhone(phone);
}

test('with API ID 0 synthetic accounts sign in without any network', async ({ world, bucket, open }) => {
  const app = await open(synthetic);
  const { operator, page } = app;
  await expect(page.getByRole('button', { name: /^Profile:/ })).toContainText('Synthetic accounts');
  await expect(operator.row('support-bot')).toBeVisible();
  await operator.create('tried-out');
  await signInByPhone(app, '+4915112340022');
  await operator.typeCode('54321');
  await expect(operator.refusal).toContainText('Wrong code');
  await operator.typeCode('12345');
  await operator.typePassword('synthetic');
  await operator.seesStored();
  await operator.finish();
  await expect(operator.fact('Name')).toHaveText('Synthetic 0022');
  await expect(operator.row('tried-out')).toContainText('Signed in');

  await operator.create('tried-bot');
  await operator.press('Sign in');
  await operator.chooseMethod('Bot token');
  await operator.sendBotToken('123456:AAHsyntheticSyntheticSyntheticSynt1');
  await operator.seesStored();
  await operator.finish();
  await expect(operator.fact('Kind')).toHaveText('Bot');

  await expectNoNetwork(world);
  expect(await world.s3.listKeys(bucket)).toEqual([]);
});

test('synthetic sessions are checked, found expired and fixed without any network', async ({
  world,
  open,
}) => {
  const { operator } = await open(synthetic);
  await operator.open('poisoned-connector');
  await operator.press('Repair');
  await expect(operator.row('poisoned-connector')).toContainText('Stored, not checked');
  await operator.press('Check now');
  await operator.checkNow();
  await expect(operator.row('poisoned-connector')).toContainText('Expired');
  await operator.open('cut-short');
  await expect(operator.detail).toContainText('The stored session is damaged');
  await expectNoNetwork(world);
});

test('a profile with API ID 0 needs neither bucket nor credentials', async ({ world, open }) => {
  const { operator, page } = await open({ profile: null });
  await page.getByRole('button', { name: 'Enter by hand' }).click();
  const profile = new ProfileForm(page);
  await profile.fill({ 'Profile name': 'Trying out', 'API ID': '0' });
  await expect(profile.form).toContainText('API ID 0: synthetic accounts');
  await profile.save();
  await operator.sees('teleapp');
  await expect(operator.row('archive-reader')).toBeVisible();
  await expectNoNetwork(world);
});
