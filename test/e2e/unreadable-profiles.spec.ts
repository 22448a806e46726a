import { mkdir, readFile, rename, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type OpenedApp, test } from '../fixtures/e2e.ts';

/** Puts a folder where the file was, which no program can read as one. Undone by the returned function. */
async function hide(path: string): Promise<() => Promise<void>> {
  await rename(path, `${path}.hidden`);
  await mkdir(path);
  return async () => {
    await rmdir(path);
    await rename(`${path}.hidden`, path);
  };
}

const screen = ({ page }: OpenedApp) =>
  page.getByRole('heading', { name: 'The app cannot read its own files' });

test('profiles that cannot be read are told with their file and reason, and are there when it is tried again', async ({
  open,
}) => {
  const first = await open();
  await expect(first.operator.row('teleapp')).toBeVisible();
  await first.close();
  const path = join(first.userDataDir, 'profiles.json');
  const saved = await readFile(path, 'utf8');
  const show = await hide(path);

  const app = await open({ userDataDir: first.userDataDir });
  const { operator, page } = app;
  await expect(screen(app)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Welcome to Telegram Connector Admin' })).toBeHidden();
  await expect(page.getByRole('alert')).toContainText(path);
  await expect(page.getByRole('alert')).toContainText('EISDIR');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // Electron has no page to open for the report, so axe runs in the page itself.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    expect(violations).toEqual([]);
  }
  const again = page.getByRole('button', { name: 'Try again' });
  await again.click();
  await expect(screen(app)).toBeVisible();

  await show();
  await again.click();
  await expect(page.getByRole('button', { name: 'Profile: Practice' })).toBeVisible();
  await expect(operator.row('teleapp')).toBeVisible();
  expect(await readFile(path, 'utf8')).toBe(saved);
});

test('profiles that a newer version wrote are told as that, and stay as they are', async ({ open }) => {
  const first = await open();
  await first.close();
  const path = join(first.userDataDir, 'profiles.json');
  const newer = '{"version":2,"environments":[]}';
  await writeFile(path, newer);
  const app = await open({ userDataDir: first.userDataDir });
  await expect(screen(app)).toBeVisible();
  await expect(app.page.getByRole('alert')).toContainText('A newer version of the app wrote this file');
  expect(await readFile(path, 'utf8')).toBe(newer);
});

test('names that cannot be read cost nothing, and come back when it is tried again', async ({ open }) => {
  const first = await open();
  await first.operator.create('typed-here');
  await first.close();
  const profiles = JSON.parse(await readFile(join(first.userDataDir, 'profiles.json'), 'utf8'));
  const show = await hide(join(first.userDataDir, 'namespaces', `${profiles.selectedId}.json`));
  const { operator, page } = await open({ userDataDir: first.userDataDir });
  const notice = page.getByRole('note').filter({ hasText: 'Files of this app cannot be read or written' });
  await expect(notice).toContainText('EISDIR');
  await expect(operator.row('typed-here')).toBeHidden();
  await show();
  // The next thing that is remembered reads the file again too, and the notice goes by itself then.
  await notice
    .getByRole('button', { name: 'Try again' })
    .click({ timeout: 5_000 })
    .catch(() => undefined);
  await expect(operator.row('typed-here')).toBeVisible();
  await expect(notice).toBeHidden();
});

test('passphrase settings that cannot be read are told, and ask for the passphrase when they are', async ({
  open,
}) => {
  const args = ['--password-store=basic'];
  const first = await open({ args });
  const { operator, page } = first;
  await page.getByRole('button', { name: 'Set a passphrase' }).click();
  for (const label of ['Passphrase', 'Passphrase again']) {
    await operator.dialog.getByLabel(label, { exact: true }).fill('vier gelbe Lampen im Flur');
  }
  await operator.dialog.getByRole('button', { name: 'Set passphrase' }).click();
  await expect(operator.dialog).toBeHidden();
  await first.close();
  const files = ['vault.json', 'vault-copy.json'].map((name) => join(first.userDataDir, name));
  const shows = await Promise.all(files.map(hide));
  const app = await open({ userDataDir: first.userDataDir, args });
  await expect(screen(app)).toBeVisible();
  for (const path of files) await expect(app.page.getByRole('alert')).toContainText(path);
  for (const show of shows) await show();
  await app.page.getByRole('button', { name: 'Try again' }).click();
  await expect(app.operator.dialog).toContainText('Enter the passphrase');
});
