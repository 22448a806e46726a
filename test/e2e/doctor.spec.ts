import type { Locator } from 'playwright';
import type { OpenedApp, OpenOptions } from '../fixtures/e2e.ts';
import { expect, test as practiceTest } from '../fixtures/e2e.ts';
import { type FaultProxy, startFaultProxy } from '../fixtures/fault-proxy.ts';
import { connectorGrants } from '../fixtures/s3.ts';
import { apiHash } from '../practice/cast.ts';

const test = practiceTest.extend<{ storeProxy: FaultProxy }>({
  storeProxy: async ({ world }, use) => {
    const proxy = await startFaultProxy(world.s3.endpoint);
    await use(proxy);
    await proxy.stop();
  },
});

interface Doctor extends OpenedApp {
  line(title: string): Locator;
  run(): Promise<void>;
}

/** Opens the app and its doctor, from the profile's menu. */
async function openDoctor(
  open: (options?: OpenOptions) => Promise<OpenedApp>,
  options: OpenOptions = {},
): Promise<Doctor> {
  const app = await open(options);
  const { page, operator } = app;
  await page.getByRole('button', { name: /^Profile: / }).click();
  await page.getByRole('menuitem', { name: 'Doctor' }).click();
  return {
    ...app,
    line: (title) =>
      operator.dialog.getByRole('listitem').filter({ has: page.getByText(title, { exact: true }) }),
    run: async () => {
      await operator.dialog.getByRole('button', { name: 'Run checks' }).click();
      await expect(operator.dialog.getByRole('button', { name: 'Run again' })).toBeVisible();
    },
  };
}

function clipboardOf({ app }: OpenedApp): Promise<string> {
  return app.evaluate(({ clipboard }) => clipboard.readText());
}

/** At the smallest window that the app promises to fit. */
async function noHorizontalScrollbar({ app, page }: OpenedApp): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1024, 640));
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(1024);
  const widths = await page.evaluate(() =>
    [...document.querySelectorAll('html, .mantine-Modal-content, .mantine-Modal-body')].map((element) => [
      element.scrollWidth,
      element.clientWidth,
    ]),
  );
  for (const [content, visible] of widths) expect(content).toBeLessThanOrEqual(visible ?? 0);
}

test('the doctor passes a healthy profile, the API ID included', async ({ world, bucket, open }) => {
  const doctor = await openDoctor(open);
  const { dialog } = doctor.operator;
  await dialog.getByLabel('Also check the API ID with Telegram').check();
  await doctor.run();
  await expect(dialog.getByRole('status')).toHaveText('Everything works');
  await expect(doctor.line('Overwrite protection')).toContainText('On:');
  await expect(doctor.line('Telegram API ID')).toContainText('Passed');
  expect((await world.telegram.control.calls()).map(({ method }) => method)).toEqual(['help.getConfig']);
  expect(await world.s3.listKeys(bucket)).toEqual(['telegram/.connector-admin/scratch.txt']);
});

test('Telegram is not asked unless the operator wants it', async ({ world, open }) => {
  const doctor = await openDoctor(open);
  await doctor.run();
  await expect(doctor.line('Telegram API ID')).toContainText('Not checked');
  expect(await world.telegram.control.calls()).toEqual([]);
});

test('a wrong API ID is named in Telegram’s own words', async ({ world, open }) => {
  const error = { code: 400, message: 'CONNECTION_API_ID_INVALID' };
  await world.telegram.control.call('addFault', { method: 'help.getConfig', error });
  const doctor = await openDoctor(open);
  await doctor.operator.dialog.getByLabel('Also check the API ID with Telegram').check();
  await doctor.run();
  await expect(doctor.line('Telegram API ID')).toContainText('The API ID or API hash is wrong');
  await expect(doctor.line('Telegram API ID')).toContainText('my.telegram.org');
});

test('a wrong secret key is found, and the copied report holds no secret', async ({
  world,
  bucket,
  open,
}) => {
  const { accessKeyId } = world.s3.rootCredentials;
  const secretAccessKey = 'mistyped-secret-key';
  const doctor = await openDoctor(open, { credentials: { accessKeyId, secretAccessKey } });
  const { dialog } = doctor.operator;
  await doctor.run();
  await expect(dialog.getByRole('status')).toHaveText(/^1 of 13 failed/);
  await expect(doctor.line('Credentials')).toContainText('The secret key does not fit the access key');
  await expect(doctor.line('Write sessions')).toContainText('Not checked');
  await dialog.getByRole('button', { name: 'Copy report' }).click();
  await expect.poll(() => clipboardOf(doctor)).toContain('[Failed] Credentials');
  const report = await clipboardOf(doctor);
  expect(report).toContain(bucket);
  for (const secret of [secretAccessKey, apiHash, world.s3.rootCredentials.secretAccessKey, accessKeyId])
    expect(report).not.toContain(secret);
});

test('a wrong bucket is found, and the command that makes it can be copied', async ({ open }) => {
  const doctor = await openDoctor(open, { profile: { bucket: 'no-such-bucket' } });
  await doctor.run();
  await expect(doctor.line('Bucket')).toContainText('The bucket does not exist');
  await doctor.line('Bucket').getByRole('button', { name: 'Copy the fix for Bucket' }).click();
  await expect.poll(() => clipboardOf(doctor)).toMatch(/^aws s3 mb s3:\/\/no-such-bucket --region /);
});

test('a policy without PutObject is found, and the policy to add names this bucket and nothing else', async ({
  world,
  bucket,
  open,
}) => {
  const grants = [{ actions: ['s3:GetObject'] as const, bucket, prefix: 'telegram/' }];
  const doctor = await openDoctor(open, { credentials: await world.addPrincipal(grants) });
  await doctor.run();
  await expect(doctor.line('Write sessions')).toContainText('Failed');
  await expect(doctor.line('Overwrite protection')).toContainText('Not checked');
  await doctor
    .line('Write sessions')
    .getByRole('button', { name: 'Copy the fix for Write sessions' })
    .click();
  await expect.poll(() => clipboardOf(doctor)).toContain('s3:PutObject');
  expect(JSON.parse(await clipboardOf(doctor))).toEqual({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:PutObject', Resource: `arn:aws:s3:::${bucket}/telegram/*` }],
  });
  await noHorizontalScrollbar(doctor);
});

test('a wrong clock is found, with the minutes', async ({ world, open }) => {
  await world.s3.setClockOffsetMs(47 * 60_000);
  const doctor = await openDoctor(open);
  await doctor.run();
  await expect(doctor.line('Clock')).toContainText('47 minutes behind');
  await expect(doctor.line('Clock')).toContainText('timedatectl');
  await expect(doctor.line('Bucket')).toContainText('Not checked');
});

test('the connector’s own policy works, with listing as the one limit', async ({ world, bucket, open }) => {
  const credentials = await world.addPrincipal(connectorGrants(bucket));
  const doctor = await openDoctor(open, { credentials });
  await doctor.run();
  await expect(doctor.operator.dialog.getByRole('status')).toHaveText('Works, with 1 limit');
  await expect(doctor.line('Read sessions')).toContainText('Passed');
});

test('what the doctor finds of the overwrite protection stands in the sidebar at once', async ({
  world,
  open,
}) => {
  const doctor = await openDoctor(open);
  const shown = doctor.page.getByText(/^Overwrite protection: /);
  await expect(shown).toHaveText('Overwrite protection: not known');
  await world.s3.setWriteConditions('refused');
  await doctor.run();
  await expect(doctor.line('Overwrite protection')).toContainText('this app writes without them');
  await noHorizontalScrollbar(doctor);
  await expect(shown).toHaveText('Overwrite protection: off');
  await world.s3.setWriteConditions('honoured');
  await doctor.operator.dialog.getByRole('button', { name: 'Run again' }).click();
  await expect(doctor.line('Overwrite protection')).toContainText('On:');
  await expect(shown).toHaveText('Overwrite protection: on');
});

test('by keyboard alone: palette, run, cancel while the store hangs, run again', async ({
  storeProxy,
  open,
}) => {
  const app = await open({ profile: { endpoint: storeProxy.endpoint } });
  const { page, operator } = app;
  await expect(page.getByRole('button', { name: 'Commands' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Search commands' }).fill('doctor');
  await page.keyboard.press('Enter');
  await expect(operator.dialog.getByRole('button', { name: 'Run checks' })).toBeFocused();
  storeProxy.addRule({ method: 'PUT', times: 1, fault: { kind: 'hang' } });
  await page.keyboard.press('Enter');
  await expect(operator.dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await expect(operator.dialog.getByRole('listitem').filter({ hasText: 'Write sessions' })).toContainText(
    'Checking',
  );
  await page.keyboard.press('Enter');
  await expect(operator.dialog.getByRole('status')).toHaveText('Cancelled');
  await page.keyboard.press('Enter');
  await expect(operator.dialog.getByRole('status')).toHaveText('Everything works');
  await page.keyboard.press('Escape');
  await expect(operator.dialog).toBeHidden();
});

test('a bucket that anybody can read is an alarm, with what to do about it', async ({ world, open }) => {
  const versioned = await world.createBucket({ versioned: true });
  const actions = ['s3:GetObject', 's3:GetObjectVersion'] as const;
  await world.s3.grantEverybody({ actions, bucket: versioned });
  const doctor = await openDoctor(open, { profile: { bucket: versioned } });
  await doctor.run();
  const line = doctor.line('Public access');
  await expect(line).toContainText('Failed');
  await expect(line).toContainText(
    'Anybody can read this bucket’s sessions, and their earlier versions too.',
  );
  await expect(line).toContainText('sign every account in anew');
  await noHorizontalScrollbar(doctor);
});

test('a profile with API_ID 0 has nothing to check, and the doctor says so', async ({ world, open }) => {
  const doctor = await openDoctor(open, { profile: { apiId: 0 } });
  await expect(doctor.operator.dialog).toContainText('There is nothing to check');
  await doctor.operator.dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(doctor.operator.dialog).toBeHidden();
  expect(await world.s3.log()).toEqual([]);
});
