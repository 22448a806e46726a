import { expect, storedSession, test } from '../fixtures/e2e.ts';
import { Keyboard } from '../fixtures/keyboard.ts';
import { ProfileForm, typedProfile } from '../fixtures/profile-form.ts';
import { cast } from '../practice/cast.ts';

test('from the first start to the stored session nothing needs a mouse', async ({ world, bucket, open }) => {
  const { operator, page } = await open({ profile: null });
  const keyboard = new Keyboard(page);
  await keyboard.tabTo(page.getByRole('button', { name: 'Enter by hand' }));
  await keyboard.press('Enter');
  const profile = new ProfileForm(page);
  await keyboard.hasFocus(profile.field('Profile name'));
  for (const [label, value] of Object.entries(typedProfile(world, bucket))) {
    // Object.entries loses the literal key type.
    await keyboard.tabTo(profile.field(label as Parameters<ProfileForm['field']>[0]));
    await keyboard.press('ControlOrMeta+A');
    await keyboard.type(value);
  }
  await keyboard.press('Enter');
  await operator.sees('teleapp');

  await keyboard.press('ControlOrMeta+N');
  await keyboard.hasFocus(operator.dialog.getByLabel('Name', { exact: true }));
  await keyboard.type('by-keyboard');
  await keyboard.press('Enter');
  await operator.sees('by-keyboard');

  await keyboard.press('ControlOrMeta+K');
  await keyboard.hasFocus(page.getByRole('textbox', { name: 'Search commands' }));
  await keyboard.type('Sign in');
  await expect(page.getByRole('button', { name: /^Sign in: by-keyboard/ })).toBeVisible();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await keyboard.hasFocus(operator.dialog.getByRole('button', { name: 'Phone number' }));
  await keyboard.press('Enter');
  await keyboard.hasFocus(operator.phoneNumber);
  await keyboard.type(cast.guarded.phone);
  await keyboard.press('Enter');
  await keyboard.hasFocus(operator.dialog.getByLabel('Digit 1 of'));
  await keyboard.type(cast.guarded.code);
  await keyboard.press('Enter');
  await keyboard.hasFocus(operator.dialog.getByLabel('Password', { exact: true }));
  await keyboard.type(cast.guarded.password);
  await keyboard.press('Enter');
  await keyboard.hasFocus(operator.dialog.getByRole('button', { name: 'Done' }));
  const stored = await storedSession(world, bucket, 'by-keyboard');
  await keyboard.press('Enter');
  await expect(operator.dialog).toBeHidden();
  await expect(operator.fact('Fingerprint')).toHaveText(stored.fingerprint);
});

test('the list is one stop of the Tab key, and arrows, letters and Enter work in it', async ({
  world,
  bucket,
  open,
}) => {
  await world.storeEveryState(bucket);
  const { operator, page } = await open();
  await expect(operator.row('alert-bot')).toBeVisible();
  const keyboard = new Keyboard(page);
  await keyboard.tabTo(operator.namespaces);
  await keyboard.press('Home');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await operator.sees('alert-bot');
  await keyboard.press('End');
  await keyboard.press('Enter');
  await operator.sees('ünïcode name 🛰');

  await keyboard.tabTo(operator.namespaces);
  await keyboard.type('never');
  await keyboard.hasFocus(page.getByRole('textbox', { name: 'Filter namespaces' }));
  await keyboard.press('Enter');
  await operator.sees('never-signed-in');
  await keyboard.press('Escape');
  await expect(operator.row('alert-bot')).toBeVisible();
});

test('main’s questions keep the focus, and close with Escape', async ({ world, bucket, open }) => {
  await world.storeEveryState(bucket);
  const { operator, page } = await open();
  await operator.open('ada-connector');
  const keyboard = new Keyboard(page);
  const checkNow = operator.detail.getByRole('button', { name: 'Check now' });
  await keyboard.tabTo(checkNow);
  await keyboard.press('Enter');
  const question = await operator.asked();
  await expect(question.cancel).toBeFocused();
  const stopped = question.page.getByLabel('The connector is stopped');
  const there = new Keyboard(question.page);
  await there.tabTo(stopped);
  await there.press('Space');
  await expect(stopped).toBeChecked();
  await expect(question.button('Check session')).toBeEnabled();
  await there.tabTo(question.button('Check session'));
  await question.endByKey('Escape');
  await keyboard.hasFocus(checkNow);
  expect(await world.telegram.control.call('connections', {})).toEqual([]);
});
