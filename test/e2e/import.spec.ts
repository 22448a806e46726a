import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { test as base, expect } from '../fixtures/e2e.ts';
import { answerFileDialog } from '../fixtures/native-dialogs.ts';
import { ProfileForm } from '../fixtures/profile-form.ts';
import { apiHash, apiId } from '../practice/cast.ts';
import type { PracticeWorld } from '../practice/world.ts';

const test = base.extend<{ envFile: (text: string) => Promise<string> }>({
  envFile: async ({ world: _ }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'env-file-'));
    await use(async (text) => {
      const path = join(folder, 'connector.env');
      await writeFile(path, text);
      return path;
    });
    await rm(folder, { recursive: true });
  },
});

function variables(world: PracticeWorld, bucket: string): Record<string, string> {
  const { accessKeyId, secretAccessKey } = world.s3.rootCredentials;
  return {
    AWS_S3_ENDPOINT: world.s3.endpoint,
    AWS_ACCESS_KEY: accessKeyId,
    AWS_SECRET_KEY: secretAccessKey,
    AWS_S3_SESSION_BUCKET: bucket,
    AWS_REGION: world.s3.region,
    SESSION: 'production-bot',
    API_ID: String(apiId),
    API_HASH: apiHash,
  };
}

/** Everything that the page holds: its markup, what stands in its fields, and what it has stored. */
async function pageContents(page: Page): Promise<string> {
  return page.evaluate(() => {
    const typed = [...document.querySelectorAll('input')].map(({ value }) => value);
    const stored = [localStorage, sessionStorage].map((storage) => JSON.stringify(storage));
    return [document.documentElement.outerHTML, ...typed, ...stored].join('\n');
  });
}

async function expectNoSecrets(page: Page, world: PracticeWorld): Promise<void> {
  const contents = await pageContents(page);
  expect(contents).not.toContain(apiHash);
  expect(contents).not.toContain(world.s3.rootCredentials.secretAccessKey);
}

test('the connector’s .env becomes a profile whose secrets the window never sees', async ({
  world,
  bucket,
  open,
  envFile,
}) => {
  await world.storeEveryState(bucket);
  const lines = Object.entries(variables(world, bucket)).map(([name, value]) => `${name}="${value}"`);
  const path = await envFile(`# the connector's settings\n${lines.join('\n')}\n`);
  const { app, operator, page } = await open({ profile: null });
  await answerFileDialog(app, path);
  await page.getByRole('button', { name: 'Import the connector’s .env' }).click();

  const profile = new ProfileForm(page);
  await expect(profile.form).toContainText('Read from connector.env');
  await expect(profile.field('Bucket')).toHaveValue(bucket);
  await expect(profile.field('Endpoint')).toHaveValue(world.s3.endpoint);
  await expect(profile.field('API ID')).toHaveValue(String(apiId));
  await expect(profile.field('Default namespace')).toHaveValue('production-bot');
  await expectNoSecrets(page, world);
  await profile.test();
  await expect(profile.report).toContainText('The store can be used.');
  await profile.save();

  await operator.sees('production-bot');
  await expect(operator.row('ada-connector')).toBeVisible();
  await expectNoSecrets(page, world);
});

test('the environment becomes a profile in the same way', async ({ world, bucket, open }) => {
  await world.storeEveryState(bucket);
  const { operator, page } = await open({ profile: null, env: variables(world, bucket) });
  await page.getByRole('button', { name: 'Import from this computer’s environment variables' }).click();
  const profile = new ProfileForm(page);
  await expect(profile.form).toContainText('Read from the environment');
  await profile.save();
  await operator.sees('production-bot');
  await expectNoSecrets(page, world);
});

test('a variable that a profile cannot hold is named with the reason, and the others are used', async ({
  bucket,
  open,
  envFile,
}) => {
  const path = await envFile(`AWS_S3_SESSION_BUCKET=${bucket}\nAPI_ID=twelve\nAWS_S3_ENDPOINT=nowhere\n`);
  const { app, page } = await open({ profile: null });
  await answerFileDialog(app, path);
  await page.getByRole('button', { name: 'Import the connector’s .env' }).click();
  const profile = new ProfileForm(page);
  await expect(profile.form).toContainText('API_ID was not used: Enter the API ID: digits only.');
  await expect(profile.form).toContainText('AWS_S3_ENDPOINT was not used');
  await expect(profile.field('Bucket')).toHaveValue(bucket);
});

test('a file without the connector’s variables, and one that is no text, are refused', async ({
  open,
  envFile,
}) => {
  const { app, page } = await open({ profile: null });
  const importFile = page.getByRole('button', { name: 'Import the connector’s .env' });
  await answerFileDialog(app, await envFile('PATH=/usr/bin\n'));
  await importFile.click();
  await expect(page.getByText('Nothing to import')).toBeVisible();
  await answerFileDialog(app, await envFile('API_ID=1\0\0binary'));
  await importFile.click();
  await expect(page.getByText('connector.env is not a text file.')).toBeVisible();
});

test('closing the file dialog changes nothing', async ({ open }) => {
  const { app, page } = await open({ profile: null });
  await answerFileDialog(app, null);
  await page.getByRole('button', { name: 'Import the connector’s .env' }).click();
  await expect(page.getByRole('heading', { name: 'Welcome to Telegram Connector Admin' })).toBeVisible();
  await expect(page.getByRole('dialog')).toBeHidden();
});
