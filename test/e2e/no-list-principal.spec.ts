import { expect, storedSession, test } from '../fixtures/e2e.ts';
import { connectorGrants } from '../fixtures/s3.ts';
import { sampleText } from '../fixtures/session-strings.ts';
import { cast } from '../practice/cast.ts';

test('with the connector’s own rights one works from typed names, and they are remembered', async ({
  world,
  bucket,
  open,
}) => {
  const { live } = await world.storeEveryState(bucket);
  const credentials = await world.addPrincipal(connectorGrants(bucket));
  const first = await open({ credentials });
  await expect(first.page.getByText('The namespaces cannot be listed')).toBeVisible();
  await expect(first.operator.row('ada-connector')).toBeHidden();
  await first.operator.create('ada-connector');
  await expect(first.operator.row('ada-connector')).toContainText('Stored, not checked');
  await expect(first.operator.fact('Fingerprint')).toHaveText(live['ada-connector'].fingerprint);
  await first.close();

  const second = await open({ credentials, userDataDir: first.userDataDir });
  await second.operator.open('ada-connector');
  await expect(second.operator.fact('Fingerprint')).toHaveText(live['ada-connector'].fingerprint);
});

test('what may be missing or forbidden is explained, and a sign-in starts there protected', async ({
  world,
  bucket,
  open,
}) => {
  const credentials = await world.addPrincipal(connectorGrants(bucket));
  const { operator } = await open({ credentials });
  await operator.create('fresh');
  await expect(operator.row('fresh')).toContainText('Missing or forbidden');
  await expect(operator.detail).toContainText('The store answered 403. Without s3:ListBucket');
  await operator.signInByPhone(cast.plain, 'Sign in (never overwrites)');
  const stored = await storedSession(world, bucket, 'fresh');
  await operator.finish();
  await expect(operator.fact('Fingerprint')).toHaveText(stored.fingerprint);
  await expect(operator.row('fresh')).toContainText('Signed in');
});

test('a protected sign-in never overwrites what appeared meanwhile', async ({ world, bucket, open }) => {
  const credentials = await world.addPrincipal(connectorGrants(bucket));
  const { operator, close } = await open({ credentials });
  await operator.create('contested');
  await operator.press('Sign in (never overwrites)');
  await operator.chooseMethod('Phone number');
  await operator.sendPhone(cast.plain.phone);
  await expect(operator.dialog.getByLabel('Digit 1 of')).toBeVisible();
  const theirs = sampleText(7);
  await world.s3.putObject(bucket, 'telegram/contested/session.txt', theirs);
  await operator.typeCode(cast.plain.code);
  await expect(operator.refusal).toContainText('Somebody else has changed this session');
  expect(await world.storedText(bucket, 'contested')).toBe(theirs);
  const closing = close();
  await operator.answerQuit('Keep the sealed copy and quit');
  await closing;
  expect(await world.storedText(bucket, 'contested')).toBe(theirs);
});
