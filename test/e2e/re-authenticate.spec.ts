import { expect, storedSession, test } from '../fixtures/e2e.ts';
import { cast } from '../practice/cast.ts';

test('a session that was ended is shown as expired after a check and replaced with the known number', async ({
  world,
  bucket,
  open,
}) => {
  const { operator } = await open();
  await operator.create('ada-connector');
  await operator.signInByPhone(cast.plain);
  await operator.finish();
  const first = await storedSession(world, bucket, 'ada-connector');
  await world.telegram.control.call('revoke', { fingerprint: first.fingerprint });

  await operator.press('Check now');
  await operator.checkNow();
  await expect(operator.row('ada-connector')).toContainText('Expired');
  await expect(operator.detail).toContainText('Telegram no longer knows this session');
  await operator.press('Re-authenticate');
  const question = await operator.asked();
  await expect(question.dialog).toContainText('Stop the connector first');
  await expect(question.fact('Stored now')).toHaveText(first.fingerprint);
  await operator.agreeToReplace();

  await expect(operator.phoneNumber).toHaveValue(/0001$/);
  await operator.dialog.getByRole('button', { name: 'Send code' }).click();
  await operator.typeCode(cast.plain.code);
  await operator.finish();
  const second = await storedSession(world, bucket, 'ada-connector');
  expect(second.fingerprint).not.toBe(first.fingerprint);
  await expect(operator.fact('Fingerprint')).toHaveText(second.fingerprint);
  await expect(operator.row('ada-connector')).toContainText('Signed in');
});

test('reading sessions never connects with them; a check does so once, after the operator agreed', async ({
  world,
  bucket,
  open,
}) => {
  const { live } = await world.storeEveryState(bucket);
  const { operator } = await open();
  const connections = () => world.telegram.control.call('connections', {});
  for (const namespace of ['ada-connector', 'alert-bot', 'production-bot']) await operator.open(namespace);
  await operator.open('ada-connector');
  await operator.press('Check now');
  const question = await operator.asked();
  await expect(question.dialog).toContainText('Telegram ends the session for good');
  await expect(question.button('Check session')).toBeDisabled();
  expect(await connections()).toEqual([]);

  await operator.checkNow();
  await expect(operator.row('ada-connector')).toContainText('Signed in');
  await expect(operator.fact('Name')).toHaveText('Ada Brandt');
  const { fingerprint } = live['ada-connector'];
  expect(await world.telegram.control.connectionsWith(fingerprint)).toHaveLength(1);
  expect(await connections()).toHaveLength(1);
  await expect.poll(() => world.telegram.control.openConnections()).toEqual([]);
  expect((await storedSession(world, bucket, 'ada-connector')).fingerprint).toBe(fingerprint);
});

test('each way in which Telegram ends a session has its own words', async ({ world, bucket, open }) => {
  const { control } = world.telegram;
  const account = { phone: cast.plain.phone };
  const revoked = await world.storeSession(bucket, 'revoked', account);
  const duplicated = await world.storeSession(bucket, 'duplicated', account);
  const forgotten = await world.storeSession(bucket, 'forgotten', account);
  await control.call('revoke', { fingerprint: revoked.fingerprint, reason: 'SESSION_REVOKED' });
  await control.call('markDuplicated', { fingerprint: duplicated.fingerprint });
  await control.call('forgetKeys', { fingerprint: forgotten.fingerprint });
  const { operator } = await open();
  for (const [namespace, words] of [
    ['revoked', 'The session was revoked'],
    ['duplicated', 'The session was used in two places at once'],
    ['forgotten', 'The data centre does not know the session’s key'],
  ] as const) {
    await operator.open(namespace);
    await operator.press('Check now');
    await operator.checkNow();
    await expect(operator.row(namespace)).toContainText('Expired');
    await expect(operator.detail).toContainText(words);
  }
  expect((await storedSession(world, bucket, 'revoked')).fingerprint).toBe(revoked.fingerprint);
});

test('an account that is gone is not called expired', async ({ world, bucket, open }) => {
  const leaving = { phone: '+4915123450030', firstName: 'Lea', username: 'lea_leaves' };
  await world.telegram.control.call('addAccounts', { users: [leaving] });
  await world.storeSession(bucket, 'lea-connector', { phone: leaving.phone });
  await world.telegram.control.call('setDeactivated', { phone: leaving.phone, deactivated: true });
  const { operator } = await open();
  await operator.open('lea-connector');
  await operator.press('Check now');
  await operator.checkNow();
  await expect(operator.row('lea-connector')).toContainText('Account gone');
  await expect(operator.detail).toContainText('Signing in again will not help');
});

test('Telegram out of reach says nothing about the session', async ({ world, bucket, open }) => {
  const { live } = await world.storeEveryState(bucket);
  await world.telegram.control.call('setNetwork', { mode: 'refuse' });
  const { operator } = await open();
  await operator.open('ada-connector');
  await operator.press('Check now');
  await operator.checkNow();
  await expect(operator.detail.getByRole('alert')).toContainText('Telegram cannot be reached');
  await expect(operator.row('ada-connector')).toContainText('Stored, not checked');
  const { fingerprint } = live['ada-connector'];
  expect((await storedSession(world, bucket, 'ada-connector')).fingerprint).toBe(fingerprint);
});
