import { expect, storedSession, test } from '../fixtures/e2e.ts';
import { cast } from '../practice/cast.ts';

test('sign-ins for two namespaces are open at once, and both reach the bucket', async ({
  world,
  bucket,
  open,
}) => {
  const { operator } = await open();
  await operator.create('first');
  await operator.press('Sign in');
  await operator.chooseMethod('Phone number');
  await operator.sendPhone(cast.plain.phone);
  await expect(operator.dialog.getByLabel('Digit 1 of')).toBeVisible();
  await operator.continueLater();
  await expect(operator.row('first')).toContainText('Sign-in open');

  await operator.create('second');
  await operator.press('Sign in');
  await operator.chooseMethod('Phone number');
  await operator.sendPhone(cast.guarded.phone);
  await operator.typeCode(cast.guarded.code);
  await expect(operator.dialog.getByLabel('Password', { exact: true })).toBeVisible();
  await operator.continueLater();

  await operator.open('first');
  await operator.press('Continue sign-in');
  await operator.typeCode(cast.plain.code);
  await operator.finish();
  await operator.open('second');
  await operator.press('Continue sign-in');
  await operator.typePassword(cast.guarded.password);
  await operator.finish();

  const first = await storedSession(world, bucket, 'first');
  const second = await storedSession(world, bucket, 'second');
  await expect(operator.fact('Fingerprint')).toHaveText(second.fingerprint);
  await operator.open('first');
  await expect(operator.fact('Fingerprint')).toHaveText(first.fingerprint);
  await expect(operator.row('first')).toContainText('Ada Brandt');
  await expect(operator.row('second')).toContainText('Grace Okoro');
});

test('switching shows each namespace’s own object', async ({ world, bucket, open }) => {
  const { live } = await world.storeEveryState(bucket);
  const { operator } = await open();
  for (const namespace of ['ada-connector', 'alert-bot', 'ada-connector'] as const) {
    await operator.open(namespace);
    await expect(operator.fact('Fingerprint')).toHaveText(live[namespace].fingerprint);
    await expect(operator.detail).toContainText(`s3://${bucket}/telegram/${namespace}/session.txt`);
  }
  await operator.open('never-signed-in');
  await expect(operator.row('never-signed-in')).toContainText('Empty');
  await expect(operator.detail).toContainText('The object is there but empty');
  await expect(operator.namespaces.getByRole('option', { name: /not-a-session/ })).toBeHidden();
});

test('the filter finds names and accounts, and opens what it does not find as new', async ({
  world,
  bucket,
  open,
}) => {
  await world.storeEveryState(bucket);
  const { operator, page } = await open();
  await operator.create('shop');
  await operator.signInByPhone(cast.guarded);
  await operator.finish();

  const filter = page.getByRole('textbox', { name: 'Filter namespaces' });
  await filter.fill('ALERT');
  await expect(operator.namespaces.getByRole('option')).toHaveCount(1);
  await expect(operator.row('alert-bot')).toBeVisible();
  await filter.fill('okoro');
  await expect(operator.namespaces.getByRole('option')).toHaveCount(1);
  await expect(operator.row('shop')).toBeVisible();

  await filter.fill('brand-new');
  await page.getByRole('button', { name: 'Open “brand-new” as new' }).click();
  await operator.sees('brand-new');
  expect(await world.storedText(bucket, 'brand-new')).toBeNull();
});

const refusedNames: [typed: string, reason: string][] = [
  ['a/b', 'A slash would make a different key.'],
  ['a b', 'Spaces are not allowed.'],
  ['..', 'stand for folders'],
  ['ünïcode', 'Use only letters A-Z and a-z'],
  ['n'.repeat(129), 'Use at most 128 bytes.'],
  ['.connector-admin', 'reserved for the app’s own test objects'],
];

test('a name that would break the key is refused while it is typed, with the reason', async ({
  world,
  bucket,
  open,
}) => {
  const { operator, page } = await open();
  await operator.sees('teleapp');
  await world.s3.clearLog();
  await page.getByRole('button', { name: 'New namespace' }).click();
  const name = operator.dialog.getByLabel('Name', { exact: true });
  for (const [typed, reason] of refusedNames) {
    await name.fill(typed);
    await expect(name).toHaveAccessibleDescription(new RegExp(reason.replaceAll('.', '\\.')));
    await expect(operator.dialog.getByRole('button', { name: 'Open namespace' })).toBeDisabled();
    await name.fill('');
  }
  await name.fill('good-name');
  await expect(operator.dialog.getByLabel('Will be stored as')).toHaveValue('telegram/good-name/session.txt');
  await operator.dialog.getByRole('button', { name: 'Open namespace' }).click();
  await operator.sees('good-name');
  const keys = (await world.s3.log()).map(({ key }) => key);
  expect(new Set(keys)).toEqual(new Set(['telegram/good-name/session.txt']));
  expect(await world.s3.listKeys(bucket)).toEqual([]);
});

const oddNames = [
  'with space',
  'ünïcode 🛰 名前',
  'percent%2Fsign+plus&amp;',
  `quotes "'<b>bold`,
  'x'.repeat(300),
  'שלום',
  '.hidden',
];

test('odd names that are in the bucket already are shown and work', async ({ world, bucket, open }) => {
  const fingerprints = new Map<string, string>();
  for (const name of oddNames) {
    const { fingerprint } = await world.storeSession(bucket, name, { phone: cast.plain.phone });
    fingerprints.set(name, fingerprint);
  }
  const { operator } = await open();
  for (const [name, fingerprint] of fingerprints) {
    await operator.open(name);
    await expect(operator.fact('Fingerprint')).toHaveText(fingerprint);
  }
  await operator.open('with space');
  await operator.press('More actions');
  await operator.page.getByRole('menuitem', { name: 'Re-authenticate' }).click();
  await operator.agreeToReplace();
  await operator.chooseMethod('Phone number');
  await operator.sendPhone(cast.plain.phone);
  await operator.typeCode(cast.plain.code);
  await operator.finish();
  const stored = await storedSession(world, bucket, 'with space');
  expect(stored.fingerprint).not.toBe(fingerprints.get('with space'));
  await expect(operator.fact('Fingerprint')).toHaveText(stored.fingerprint);
});

test('the namespace that was open last is open again after a restart', async ({ world, bucket, open }) => {
  const { live } = await world.storeEveryState(bucket);
  const first = await open();
  await first.operator.open('alert-bot');
  await first.close();
  const second = await open({ userDataDir: first.userDataDir });
  await second.operator.sees('alert-bot');
  await expect(second.operator.fact('Fingerprint')).toHaveText(live['alert-bot'].fingerprint);
});
