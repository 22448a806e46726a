import { expect, test } from '../fixtures/e2e.ts';
import { type PlainField, ProfileForm, typedProfile } from '../fixtures/profile-form.ts';

test('on the first run a profile is entered by hand, tested and saved, and its namespaces appear', async ({
  world,
  bucket,
  open,
}) => {
  await world.storeEveryState(bucket);
  const { operator, page } = await open({ profile: null });
  await expect(page.getByRole('heading', { name: 'Welcome to Telegram Connector Admin' })).toBeVisible();
  await page.getByRole('button', { name: 'Enter by hand' }).click();
  const profile = new ProfileForm(page);
  await profile.fill(typedProfile(world, bucket));
  await profile.test();
  await expect(profile.report).toContainText('The store can be used.');
  await profile.save();

  await expect(profile.form).toBeHidden();
  await expect(page.getByRole('button', { name: 'Profile: Practice by hand' })).toBeVisible();
  await expect(operator.row('ada-connector')).toBeVisible();
  await expect(operator.row('never-signed-in')).toBeVisible();
});

const refused: { field: PlainField; typed: string; words: string }[] = [
  { field: 'Profile name', typed: ' ', words: 'Give the profile a name.' },
  { field: 'Endpoint', typed: 'localhost nine thousand', words: 'Enter an address such as' },
  { field: 'Endpoint', typed: 'ftp://localhost', words: 'Enter an address such as' },
  { field: 'Bucket', typed: '', words: 'Enter the bucket’s name.' },
  { field: 'Bucket', typed: 'a/b', words: 'letters, digits, dots and hyphens' },
  { field: 'Region', typed: 'not a region', words: 'Enter a region such as' },
  { field: 'Access key', typed: '', words: 'Enter the access key.' },
  { field: 'API ID', typed: 'twelve', words: 'Enter the API ID: digits only.' },
  { field: 'API ID', typed: '-5', words: 'Enter the API ID: digits only.' },
  { field: 'API ID', typed: '99999999999', words: 'too large' },
  { field: 'Default namespace', typed: 'a/b', words: 'Enter a name without slashes' },
];

test('each field of a profile refuses what it cannot hold, in words of its own', async ({
  world,
  bucket,
  open,
}) => {
  const { page } = await open({ profile: null });
  await page.getByRole('button', { name: 'Enter by hand' }).click();
  const profile = new ProfileForm(page);
  const good = typedProfile(world, bucket);
  await profile.fill(good);
  for (const { field, typed, words } of refused) {
    await profile.fill({ [field]: typed });
    await profile.save();
    await expect(profile.field(field)).toHaveAttribute('aria-invalid', 'true');
    await expect(profile.field(field)).toHaveAccessibleDescription(new RegExp(words));
    await profile.fill({ [field]: good[field] });
  }
  await profile.fill({ 'API hash': 'not hexadecimal' });
  await profile.save();
  await expect(profile.form).toContainText('The API hash has 32 characters');
  expect(await world.s3.log()).toEqual([]);
});

test('a secret that is missing is asked for at its field', async ({ world, bucket, open }) => {
  const { page } = await open({ profile: null });
  await page.getByRole('button', { name: 'Enter by hand' }).click();
  const profile = new ProfileForm(page);
  await profile.fill({ ...typedProfile(world, bucket), 'Secret key': '', 'API hash': '' });
  await profile.save();
  await expect(profile.form).toContainText('Enter the secret key.');
  await expect(profile.form).toContainText('Enter the API hash.');
});
