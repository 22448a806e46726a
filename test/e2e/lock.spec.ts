import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Channel, requestSchemas } from '../../shared/ipc.ts';
import { expect, test } from '../fixtures/e2e.ts';
import { heapStrings } from '../fixtures/heap-snapshot.ts';
import { chooseLockNow, lockPassphrase, seesLocked, setUpLock, typeUnlock } from '../fixtures/lock.ts';
import { cast } from '../practice/cast.ts';

const withoutKeyring = ['--password-store=basic'];

test('behind the lock nothing is drawn or kept, and every channel but the unlocking is refused', async ({
  world,
  bucket,
  open,
}) => {
  const namespace = 'seen-before-the-lock';
  await world.storeSession(bucket, namespace, { phone: cast.plain.phone });
  const opened = await open();
  const { app, operator, page } = opened;
  await setUpLock(opened);
  await operator.open(namespace);
  expect((await heapStrings(page)).join('\n')).toContain(namespace);

  await chooseLockNow(app);
  await seesLocked(page);
  expect(page.url()).toBe('app://window/lock.html');
  expect(await page.content()).not.toContain(namespace);
  expect(await page.content()).not.toContain(bucket);
  expect((await heapStrings(page)).join('\n')).not.toContain(namespace);

  const channels = Object.keys(requestSchemas) as Channel[];
  const answers = await page.evaluate(
    (names) =>
      Promise.all(
        names.map(
          async (name) => [name, await window.connectorAdmin.request(name, undefined as never)] as const,
        ),
      ),
    channels.filter((name) => name !== 'lock:status' && name !== 'lock:unlock'),
  );
  expect(answers).toHaveLength(channels.length - 2);
  for (const [name, answer] of answers)
    expect(answer, name).toEqual({ ok: false, error: { code: 'locked' } });
  const status = await page.evaluate(() => window.connectorAdmin.request('lock:status', undefined));
  expect(status).toEqual({
    ok: true,
    value: { locked: true, opensWith: 'own-passphrase', waitUntil: null, problem: null, settings: null },
  });

  await typeUnlock(page, 'not the passphrase');
  await expect(page.getByRole('alert')).toContainText('This is not the passphrase');
  await typeUnlock(page);
  await operator.sees(namespace);
  // Nothing of the lock is left to go back to.
  expect(
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.navigationHistory.length(),
    ),
  ).toBe(1);
});

test('a locked app stays locked when it starts again, and wrong passphrases slow the next one down', async ({
  open,
}) => {
  const first = await open();
  await setUpLock(first);
  const file = join(first.userDataDir, 'lock.json');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readFile(file, 'utf8')).not.toContain(lockPassphrase);
  await chooseLockNow(first.app);
  await seesLocked(first.page);
  for (const guess of ['first', 'second', 'third', 'fourth']) {
    await typeUnlock(first.page, guess);
    await expect(first.page.getByRole('alert')).toContainText('This is not the passphrase');
    await expect(first.page.getByRole('button', { name: 'Unlock' })).toBeEnabled({ timeout: 10_000 });
  }
  await typeUnlock(first.page, 'fifth');
  const button = first.page.getByRole('button', { name: /^Try again in/ });
  await expect(button).toBeDisabled();
  // A script may ask all the same.
  const asked = await first.page.evaluate(
    (passphrase) => window.connectorAdmin.request('lock:unlock', { passphrase }),
    lockPassphrase,
  );
  expect(asked).toMatchObject({ ok: false, error: { code: 'lock-wait' } });
  await first.kill9();

  const again = await open({ userDataDir: first.userDataDir });
  await seesLocked(again.page);
  await expect(again.page.getByRole('button', { name: /^Try again in/ })).toBeDisabled();
  await expect(again.page.getByRole('button', { name: 'Unlock' })).toBeEnabled({ timeout: 15_000 });
  await typeUnlock(again.page);
  await again.operator.sees('teleapp');
});

test('a production profile locks when it is not used, and only then', async ({ open }) => {
  const opened = await open({ profile: { production: true } });
  const { app, operator, page } = opened;
  await expect(page.getByText('Production', { exact: true })).toBeVisible();
  const notice = page.getByRole('note').filter({ hasText: 'The lock is not set up' });
  await expect(notice).toBeVisible();
  await setUpLock(opened);
  await expect(notice).toBeHidden();
  // Fifteen practice minutes are six seconds.
  for (let second = 0; second < 8; second += 1) {
    await page.keyboard.press('Shift');
    await page.waitForTimeout(1_000);
  }
  await operator.sees('teleapp');
  await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible({ timeout: 15_000 });
  await typeUnlock(page);
  await operator.sees('teleapp');
  await app.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen'));
  await seesLocked(page);
});

test('an app that nobody told to lock does not, whatever the computer does', async ({ open }) => {
  const opened = await open();
  const { app, operator, page } = opened;
  await setUpLock(opened);
  await app.evaluate(({ powerMonitor }) => {
    powerMonitor.emit('suspend');
    powerMonitor.emit('lock-screen');
  });
  await page.waitForTimeout(8_000);
  await operator.sees('teleapp');
});

test('the vault’s passphrase opens the lock where there is one, and with it the vault', async ({ open }) => {
  const first = await open({ args: withoutKeyring });
  const { operator, page } = first;
  await page.getByRole('button', { name: 'Set a passphrase' }).click();
  for (const label of ['Passphrase', 'Passphrase again'])
    await operator.dialog.getByLabel(label, { exact: true }).fill(cast.passphrase);
  await operator.dialog.getByRole('button', { name: 'Set passphrase' }).click();
  await expect(operator.dialog).toBeHidden();
  await page.keyboard.press('ControlOrMeta+K');
  await page.getByRole('textbox', { name: 'Search commands' }).fill('Lock now');
  await page.getByRole('button', { name: 'Lock now' }).click();
  await seesLocked(page);
  await expect(page.getByText('The one that seals the secrets on this computer.')).toBeVisible();
  await first.close();

  const again = await open({ userDataDir: first.userDataDir, args: withoutKeyring });
  await seesLocked(again.page);
  await typeUnlock(again.page, cast.passphrase);
  await again.operator.sees('teleapp');
  await expect(again.operator.dialog).toBeHidden();
  await expect(again.page.getByText('Sealed secrets are locked')).toBeHidden();
});

test('changing and removing the lock’s passphrase takes the old one', async ({ open }) => {
  const opened = await open();
  const { operator, page } = opened;
  await setUpLock(opened);
  await page.getByRole('button', { name: 'Lock', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Lock settings' }).click();
  await operator.dialog.getByRole('button', { name: 'Change or remove…' }).click();
  await operator.dialog.getByLabel('Current passphrase').fill('not the passphrase');
  await operator.dialog.getByRole('button', { name: 'Remove it' }).click();
  await expect(operator.refusal).toContainText('This is not the passphrase');
  await operator.dialog.getByLabel('Current passphrase').fill(lockPassphrase);
  await operator.dialog.getByRole('button', { name: 'Remove it' }).click();
  await expect(operator.dialog.getByRole('button', { name: 'Set passphrase' })).toBeVisible();
  expect(await page.evaluate(() => window.connectorAdmin.request('lock:lock', undefined))).toMatchObject({
    error: { code: 'lock-passphrase-missing' },
  });
});
