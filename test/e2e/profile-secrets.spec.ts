import { expect, storedSession, test } from '../fixtures/e2e.ts';
import { ProfileForm, typedProfile } from '../fixtures/profile-form.ts';
import { apiHash, cast } from '../practice/cast.ts';

/** Written after the keyring that the fixtures ask for; the last one counts. */
const withoutKeyring = { args: ['--password-store=basic'] };

test('a profile survives a restart with its secrets sealed', async ({ world, bucket, open }) => {
  await world.storeEveryState(bucket);
  const first = await open();
  await expect(first.operator.row('ada-connector')).toBeVisible();
  await first.close();

  const second = await open({ profile: null, userDataDir: first.userDataDir });
  await expect(second.operator.row('ada-connector')).toBeVisible();
  await expect(second.page.getByText('Secrets are kept in memory only')).toBeHidden();
  await second.operator.create('after-restart');
  await second.operator.signInByPhone(cast.plain);
  expect((await storedSession(world, bucket, 'after-restart')).dcId).toBe(2);
});

test('a profile is edited without typing its secrets again', async ({ world, bucket, open }) => {
  await world.storeEveryState(bucket);
  const app = await open();
  const profile = await ProfileForm.edit(app.page);
  await expect(profile.field('Secret key')).toHaveValue('');
  await expect(profile.field('Secret key')).toHaveAttribute('placeholder', /^Kept/);
  await profile.fill({ 'Profile name': 'Renamed' });
  await profile.test();
  await expect(profile.report).toContainText('The store can be used.');
  await profile.save();
  await expect(app.page.getByRole('button', { name: 'Profile: Renamed' })).toBeVisible();
  await expect(app.operator.row('ada-connector')).toBeVisible();
});

test('a profile that changes to AWS’s own credentials says that its secret key is removed, and asks for one afterwards', async ({
  open,
}) => {
  const app = await open();
  const changed = await ProfileForm.edit(app.page);
  await changed.form.getByLabel('AWS default chain').check();
  await expect(changed.form).toContainText('Saving removes this profile’s secret key from this computer.');
  await changed.save();
  await app.operator.confirm('Use for this place');
  await expect(changed.form).toBeHidden();
  const profile = await ProfileForm.edit(app.page);
  await profile.form.getByLabel('Access key and secret key').check();
  await profile.fill({ 'Access key': 'AKIDEXAMPLE' });
  await profile.save();
  await expect(profile.form).toContainText('Enter the secret key.');
  await expect(profile.form).not.toContainText('Enter the API hash.');
});

test('without a keyring secrets live in memory only, the window says so, and a restart asks again', async ({
  world,
  bucket,
  open,
}) => {
  await world.storeEveryState(bucket);
  const first = await open({ ...withoutKeyring, profile: null });
  await expect(first.page.getByText('Secrets are kept in memory only')).toBeVisible();
  await first.page.getByRole('button', { name: 'Enter by hand' }).click();
  const typed = new ProfileForm(first.page);
  await typed.fill(typedProfile(world, bucket));
  await typed.save();
  await expect(first.operator.row('ada-connector')).toBeVisible();
  await first.close();

  const second = await open({ ...withoutKeyring, profile: null, userDataDir: first.userDataDir });
  const { operator, page } = second;
  const sessions = page.getByRole('navigation', { name: 'Sessions' });
  await expect(sessions.getByRole('alert')).toContainText('The secret key is not here any more');
  const profile = await ProfileForm.edit(second.page);
  await profile.save();
  await expect(profile.form).toContainText('Enter the secret key.');
  await expect(profile.form).toContainText('Enter the API hash.');
  await profile.fill({ 'Secret key': world.s3.rootCredentials.secretAccessKey, 'API hash': apiHash });
  await profile.save();
  await operator.open('ada-connector');
  await expect(operator.row('ada-connector')).toContainText('Stored, not checked');
});

test('switching to another profile shows the other environment’s namespaces', async ({
  world,
  bucket,
  open,
}) => {
  await world.storeEveryState(bucket);
  const otherBucket = await world.createBucket();
  await world.storeSession(otherBucket, 'staging-only', { phone: cast.plain.phone });
  const { operator, page } = await open();
  await expect(operator.row('ada-connector')).toBeVisible();
  await page.getByRole('button', { name: /^Profile:/ }).click();
  await page.getByRole('menuitem', { name: 'New profile' }).click();
  const profile = new ProfileForm(page);
  await profile.fill({ ...typedProfile(world, otherBucket), 'Profile name': 'Staging' });
  await profile.save();
  await expect(page.getByRole('button', { name: 'Profile: Staging' })).toBeVisible();
  await expect(operator.row('staging-only')).toBeVisible();
  await expect(operator.row('ada-connector')).toBeHidden();

  await page.getByRole('button', { name: /^Profile:/ }).click();
  await page.getByRole('menuitem', { name: 'Practice', exact: true }).click();
  await expect(operator.row('ada-connector')).toBeVisible();
  await expect(operator.row('staging-only')).toBeHidden();
});

test('a profile is not left while a sign-in is open', async ({ bucket, open }) => {
  const { operator, page } = await open();
  await operator.create('half-way');
  await operator.press('Sign in');
  await operator.chooseMethod('Phone number');
  await operator.sendPhone(cast.plain.phone);
  await expect(operator.dialog.getByLabel('Digit 1 of')).toBeVisible();
  await operator.continueLater();
  await page.getByRole('button', { name: /^Profile:/ }).click();
  await page.getByRole('menuitem', { name: 'Remove profile' }).click();
  await operator.confirm('Remove');
  await expect(page.getByText('The profile is in use')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Profile: Practice' })).toContainText(bucket);
});
