import { expect, storedSession, test } from '../fixtures/e2e.ts';
import { cast } from '../practice/cast.ts';

test('an account with two-step verification ends up in the bucket as Telethon reads it', async ({
  world,
  bucket,
  open,
}) => {
  const { operator } = await open();
  await operator.create('grace-connector');
  await operator.signInByPhone(cast.guarded);

  const stored = await storedSession(world, bucket, 'grace-connector');
  expect(stored).toMatchObject({ dcId: 2, addressBytes: [149, 154, 167, 51], port: 443 });
  await expect(operator.fact('Fingerprint', operator.dialog)).toHaveText(stored.fingerprint);
  const [passwordCheck] = await world.telegram.control.calls('auth.checkPassword');
  expect(passwordCheck).toMatchObject({ fingerprint: stored.fingerprint, outcome: 'ok' });

  await operator.finish();
  await expect(operator.fact('Fingerprint')).toHaveText(stored.fingerprint);
  await expect(operator.row('grace-connector')).toContainText('Signed in');
});

test('the account card tells who signed in, with the number masked', async ({ open }) => {
  const { operator, page } = await open();
  await operator.create('ada-connector');
  await operator.signInByPhone(cast.plain);
  await operator.finish();

  const card = operator.card('Account');
  await expect(operator.fact('Name', card)).toHaveText('Ada Brandt');
  await expect(operator.fact('Username', card)).toHaveText('@ada_brandt');
  await expect(operator.fact('Kind', card)).toHaveText('User');
  await expect(operator.fact('Data centre', card)).toHaveText('DC 2');
  await expect(operator.fact('Phone', card)).toHaveText(/^\+49.*•.*01$/);
  expect((await page.content()).replaceAll(/\s/g, '')).not.toContain(cast.plain.phone);
});

test('Telegram shows the account’s owner which connector the sign-in is for', async ({ world, open }) => {
  const { operator } = await open();
  await operator.create('named-connector');
  await operator.signInByPhone(cast.plain);

  const calls = await world.telegram.control.calls();
  const devices = new Set(calls.flatMap(({ client }) => (client ? [client.deviceModel] : [])));
  expect([...devices]).toEqual(['Connector named-connector']);
});

test('an account of another data centre is followed there', async ({ world, bucket, open }) => {
  const { operator } = await open();
  await operator.create('ivo-connector');
  await operator.signInByPhone(cast.faraway);

  const stored = await storedSession(world, bucket, 'ivo-connector');
  expect(stored).toMatchObject({ dcId: 4, addressBytes: [149, 154, 167, 91], port: 443 });
  await expect(operator.fact('Data centre', operator.dialog)).toHaveText('DC 4');
});

test('no connection to Telegram is left when the session is stored', async ({ world, open }) => {
  const { operator } = await open();
  await operator.create('left-alone');
  await operator.signInByPhone(cast.plain);
  await expect.poll(() => world.telegram.control.openConnections()).toEqual([]);
});

test('a second code by another way signs in too', async ({ world, bucket, open }) => {
  const phone = '+4915123450020';
  const deliveries = [
    { channel: 'app', next: 'sms', timeoutSeconds: 1 } as const,
    { channel: 'sms' } as const,
  ];
  const user = { phone, code: '67890', firstName: 'Resa', deliveries };
  await world.telegram.control.call('addAccounts', { users: [user] });
  const { operator } = await open();
  await operator.create('resent');
  await operator.press('Sign in');
  await operator.chooseMethod('Phone number');
  await operator.sendPhone(phone);
  await expect(operator.dialog).toContainText('in the Telegram app');
  await operator.dialog.getByRole('button', { name: 'Resend code by SMS', exact: true }).click();
  await expect(operator.dialog).toContainText('by SMS to');
  await operator.typeCode(user.code);
  await operator.seesStored();
  expect((await storedSession(world, bucket, 'resent')).dcId).toBe(2);
});
