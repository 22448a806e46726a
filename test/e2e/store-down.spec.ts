import { expect, storedSession, test } from '../fixtures/e2e.ts';
import { cast } from '../practice/cast.ts';

test('a store that dies while one browses is said to be unreachable, and reads again when it is back', async ({
  world,
  bucket,
  open,
}) => {
  const { live } = await world.storeEveryState(bucket);
  const { operator, page } = await open();
  await operator.open('ada-connector');
  await world.s3.kill9();

  await operator.open('alert-bot');
  await expect(operator.row('alert-bot')).toContainText('Unreachable');
  await expect(operator.detail.getByRole('alert')).toContainText('The store cannot be reached');
  await page.getByRole('button', { name: 'Refresh' }).click();
  const list = page.getByRole('navigation', { name: 'Sessions' });
  await expect(list.getByRole('alert')).toContainText('The store cannot be reached');
  await expect(operator.row('never-signed-in')).toBeVisible();

  await world.s3.restart();
  await operator.press('Read again');
  await expect(operator.fact('Fingerprint')).toHaveText(live['alert-bot'].fingerprint);
  await list.getByRole('button', { name: 'Try again' }).click();
  await expect(list.getByRole('alert')).toBeHidden();
  expect((await storedSession(world, bucket, 'alert-bot')).fingerprint).toBe(live['alert-bot'].fingerprint);
});

test('while a session could not be read, no sign-in may begin that would overwrite it', async ({
  world,
  bucket,
  storeProxy,
  open,
}) => {
  const { live } = await world.storeEveryState(bucket);
  const { operator, page } = await open({ profile: { endpoint: storeProxy.endpoint } });
  await expect(operator.row('ada-connector')).toBeVisible();
  await storeProxy.refuse();
  await operator.open('ada-connector');
  await expect(operator.row('ada-connector')).toContainText('Unreachable');
  await expect(operator.detail.getByRole('button', { name: 'Read again' })).toBeVisible();
  await operator.press('More actions');
  await expect(page.getByRole('menuitem', { name: 'Copy S3 URI' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: 'Re-authenticate' })).toBeHidden();

  const answer = await page.evaluate(() =>
    window.connectorAdmin.request('sign-in:start', { namespace: 'ada-connector', replaceExisting: true }),
  );
  expect(answer).toMatchObject({ ok: false, error: { code: 'saving-blocked' } });
  const stored = await storedSession(world, bucket, 'ada-connector');
  expect(stored.fingerprint).toBe(live['ada-connector'].fingerprint);
});

test('a store that fails during a sign-in leaves the session unsaved until it takes it', async ({
  world,
  bucket,
  storeProxy,
  open,
}) => {
  const { operator } = await open({ profile: { endpoint: storeProxy.endpoint } });
  await operator.beginSignIn('patient', 'Phone number');
  await operator.sendPhone(cast.plain.phone);
  await expect(operator.dialog.getByLabel('Digit 1 of')).toBeVisible();
  await storeProxy.refuse();
  await operator.typeCode(cast.plain.code);
  await expect(operator.refusal).toContainText('The store cannot be reached');
  await expect(operator.row('patient')).toContainText('Waiting to be stored');
  await operator.dialog.getByRole('button', { name: 'Try again' }).click();
  await expect(operator.refusal).toContainText('The store cannot be reached');
  expect(await world.storedText(bucket, 'patient')).toBeNull();

  await storeProxy.accept();
  await operator.dialog.getByRole('button', { name: 'Try again' }).click();
  await operator.finish();
  const { fingerprint } = await storedSession(world, bucket, 'patient');
  await expect(operator.fact('Fingerprint')).toHaveText(fingerprint);
  expect(await world.telegram.control.calls('auth.signIn')).toHaveLength(1);
});

test('the wizard says by itself that the session was stored in the background', async ({
  world,
  bucket,
  storeProxy,
  open,
}) => {
  const { operator } = await open({ profile: { endpoint: storeProxy.endpoint } });
  await operator.beginSignIn('patient-bot', 'Bot token');
  await storeProxy.refuse();
  await operator.sendBotToken(cast.bot.token);
  await expect(operator.refusal).toContainText('The store cannot be reached');
  await storeProxy.accept();
  await operator.seesStored();
  await operator.finish();
  const { fingerprint } = await storedSession(world, bucket, 'patient-bot');
  await expect(operator.row('patient-bot')).toContainText('Signed in');
  await expect(operator.fact('Fingerprint')).toHaveText(fingerprint);
});

test('an unsaved session can be saved from its namespace after the wizard was closed', async ({
  world,
  bucket,
  storeProxy,
  open,
}) => {
  const { operator } = await open({ profile: { endpoint: storeProxy.endpoint } });
  await operator.beginSignIn('left-unsaved', 'Bot token');
  const failing = { method: 'PUT', fault: { kind: 'status', status: 503, code: 'SlowDown' } } as const;
  storeProxy.addRule(failing);
  await operator.sendBotToken(cast.bot.token);
  await expect(operator.refusal).toContainText('The store has a problem');
  await operator.closeKeepingSession();
  await expect(operator.detail).toContainText('Waiting to be stored');
  expect(await world.storedText(bucket, 'left-unsaved')).toBeNull();

  storeProxy.clearRules();
  await operator.press('Save again');
  await expect(operator.row('left-unsaved')).toContainText('Signed in');
  const { fingerprint } = await storedSession(world, bucket, 'left-unsaved');
  await expect(operator.fact('Fingerprint')).toHaveText(fingerprint);
});
