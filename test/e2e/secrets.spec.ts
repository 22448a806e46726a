import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright';
import { resolveElectron } from '../../build/runtime/electron.ts';
import { expect, type OpenedApp, storedSession, test } from '../fixtures/e2e.ts';
import { secretsInHeap } from '../fixtures/heap-snapshot.ts';
import { knownSecrets, needlesOfText } from '../fixtures/known-secrets.ts';
import { ProfileForm, typedProfile } from '../fixtures/profile-form.ts';
import { filesUnder, readableSecrets } from '../fixtures/stored-secrets.ts';
import { apiHash, cast } from '../practice/cast.ts';
import type { PracticeWorld } from '../practice/world.ts';

const { guarded, bot, passphrase } = cast;
const withoutKeyring = ['--password-store=basic'];

// Every test's own folders are searched by the fixture when it ends; here is the rest: the window's heap and dumps.

/** Types key by key, so that nothing but the page ever holds the text. */
async function typeInto({ page }: OpenedApp, field: Locator, text: string): Promise<void> {
  await field.click();
  await page.keyboard.type(text);
}

async function heldByWindow(world: PracticeWorld, bucket: string, { page }: OpenedApp): Promise<string[]> {
  return secretsInHeap(page, await knownSecrets(world, bucket), [guarded.code]);
}

async function bringToPassword(app: OpenedApp, namespace: string): Promise<Locator> {
  const { operator } = app;
  await operator.create(namespace);
  await operator.press('Sign in');
  await operator.chooseMethod('Phone number');
  await operator.sendPhone(guarded.phone);
  await operator.typeCode(guarded.code);
  return operator.dialog.getByLabel('Password', { exact: true });
}

test('the window forgets code and password as soon as their steps are done', async ({
  world,
  bucket,
  open,
}) => {
  const app = await open();
  const { operator } = app;
  const password = await bringToPassword(app, 'two-steps');
  await typeInto(app, password, guarded.password);
  // What is being typed is found, so the search works; the code is gone already.
  expect(await heldByWindow(world, bucket, app)).toEqual(['password']);
  await operator.dialog.getByRole('button', { name: 'Check password' }).click();
  await operator.seesStored();
  expect(await heldByWindow(world, bucket, app)).toEqual([]);
  await operator.finish();
  expect(await heldByWindow(world, bucket, app)).toEqual([]);
});

test('the window holds a code only while it is typed', async ({ world, bucket, open }) => {
  const app = await open();
  const { operator, page } = app;
  await operator.create('half-way');
  await operator.press('Sign in');
  await operator.chooseMethod('Phone number');
  await operator.sendPhone(guarded.phone);
  await typeInto(app, operator.dialog.getByLabel('Digit 1 of'), guarded.code);
  expect(await heldByWindow(world, bucket, app)).toEqual([`code ${guarded.code}`]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Cancel sign-in' }).click();
  await expect(operator.dialog).toBeHidden();
  expect(await heldByWindow(world, bucket, app)).toEqual([]);
});

test('the window forgets a bot token as soon as Telegram has it', async ({ world, bucket, open }) => {
  const app = await open();
  const { operator } = app;
  await operator.create('quiet-bot');
  await operator.press('Sign in');
  await operator.chooseMethod('Bot token');
  await typeInto(app, operator.dialog.getByLabel('Bot token', { exact: true }), bot.token);
  expect(await heldByWindow(world, bucket, app)).toEqual(['bot token']);
  await operator.dialog.getByRole('button', { name: 'Sign in bot' }).click();
  await operator.seesStored();
  expect(await heldByWindow(world, bucket, app)).toEqual([]);
});

test('the window forgets a profile’s secrets once it is saved, and never gets them back', async ({
  world,
  bucket,
  open,
}) => {
  await world.storeEveryState(bucket);
  const app = await open({ profile: null });
  const { operator, page } = app;
  await page.getByRole('button', { name: 'Enter by hand' }).click();
  const profile = new ProfileForm(page);
  const { 'Secret key': secretKey, 'API hash': hash, ...harmless } = typedProfile(world, bucket);
  await profile.fill(harmless);
  await typeInto(app, profile.field('Secret key'), secretKey);
  await typeInto(app, profile.field('API hash'), hash);
  expect(await heldByWindow(world, bucket, app)).toEqual(['API hash', 'secret key']);
  await profile.save();
  await expect(operator.row('ada-connector')).toBeVisible();
  expect(await heldByWindow(world, bucket, app)).toEqual([]);

  await operator.open('ada-connector');
  await operator.chooseFromMenu('Connector’s .env lines');
  await operator.dialog.getByRole('button', { name: 'Copy with secrets…' }).click();
  await operator.confirm('Copy with secrets');
  await expect(page.getByText('Lines copied with secrets')).toBeVisible();
  expect(await app.app.evaluate(({ clipboard }) => clipboard.readText())).toContain(apiHash);
  expect(await heldByWindow(world, bucket, app)).toEqual([]);
});

test('the window forgets a passphrase after it was set and after it unlocked', async ({
  world,
  bucket,
  open,
}) => {
  const app = await open({ args: withoutKeyring });
  const { operator, page } = app;
  await page.getByRole('button', { name: 'Set a passphrase' }).click();
  await typeInto(app, operator.dialog.getByLabel('Passphrase', { exact: true }), passphrase);
  await typeInto(app, operator.dialog.getByLabel('Passphrase again', { exact: true }), passphrase);
  expect(await heldByWindow(world, bucket, app)).toEqual(['passphrase']);
  await operator.dialog.getByRole('button', { name: 'Set passphrase' }).click();
  await expect(operator.dialog).toBeHidden();
  expect(await heldByWindow(world, bucket, app)).toEqual([]);
  await app.close();

  const again = await open({ args: withoutKeyring, userDataDir: app.userDataDir });
  const { dialog } = again.operator;
  await typeInto(again, dialog.getByLabel('Passphrase', { exact: true }), passphrase);
  await dialog.getByRole('button', { name: 'Unlock' }).click();
  await expect(dialog).toBeHidden();
  expect(await heldByWindow(world, bucket, again)).toEqual([]);
});

/** The environment of the next test, all of it made up for it. */
const heldVariables = {
  AWS_ACCESS_KEY: 'held-access-key-7f1c',
  AWS_SECRET_KEY: 'held-secret-key-5a2e',
  API_HASH: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
  AWS_ACCESS_KEY_ID: 'HELDACCESSKEYID91',
  AWS_SECRET_ACCESS_KEY: 'held/secret+access/key/b81d',
  AWS_SESSION_TOKEN: 'held-session-token-c3f9',
  AWS_SECURITY_TOKEN: 'held-security-token-d4a0',
  AWS_CONTAINER_AUTHORIZATION_TOKEN: 'held-container-token-e5b1',
} as const;

/** Starts Electron with the variable that Playwright takes out of the environment. */
async function programWithNodeOptions(folder: string): Promise<string> {
  const { executablePath } = await resolveElectron();
  const program = join(folder, 'with-node-options.sh');
  await writeFile(program, `#!/bin/sh\nNODE_OPTIONS=--no-warnings exec "${executablePath}" "$@"\n`, {
    mode: 0o700,
  });
  return program;
}

test('what the environment holds is in no window, no file and nothing that the app starts', async ({
  open,
}, testInfo) => {
  const sslKeys = testInfo.outputPath('ssl-keys');
  const app = await open({
    profile: null,
    executablePath: await programWithNodeOptions(testInfo.outputPath()),
    env: {
      ...heldVariables,
      SESSION: 'held-namespace',
      API_ID: '4242',
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
      SSLKEYLOGFILE: sslKeys,
    },
  });
  const { operator, page } = app;
  for (const told of [
    'Certificates are checked all the same',
    'NODE_OPTIONS was set',
    'No keys are logged',
  ]) {
    await expect(page.getByRole('alert').filter({ hasText: told })).toBeVisible();
  }
  const secrets = new Map(
    Object.entries(heldVariables).map(([name, value]) => [name, needlesOfText(value)] as const),
  );
  expect(await secretsInHeap(page, secrets)).toEqual([]);
  const inherited = await app.app.evaluate(() => JSON.stringify(process.env));
  const weakening = ['NODE_TLS_REJECT_UNAUTHORIZED', 'NODE_OPTIONS', 'SSLKEYLOGFILE', 'API_ID', 'held-'];
  for (const word of [...Object.values(heldVariables), ...weakening]) expect(inherited).not.toContain(word);

  // Main has them all the same.
  await page.getByRole('button', { name: 'Import from this computer’s environment variables' }).click();
  const profile = new ProfileForm(page);
  await expect(profile.field('Access key')).toHaveValue(heldVariables.AWS_ACCESS_KEY);
  expect(await secretsInHeap(page, secrets)).toEqual(['AWS_ACCESS_KEY']);
  await page.reload();
  await expect(operator.dialog).toBeHidden();
  expect(await secretsInHeap(page, secrets)).toEqual([]);
  await app.close();
  expect(await readableSecrets(app.userDataDir, secrets)).toEqual([]);
  await expect(stat(sslKeys)).rejects.toThrow('ENOENT');
});

test('neither a crashed window nor a crashed app leaves a dump of its memory', async ({
  world,
  bucket,
  open,
}) => {
  const app = await open();
  const password = await bringToPassword(app, 'crashing');
  await typeInto(app, password, guarded.password);
  const gone = app.app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<string>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        contents?.once('render-process-gone', (_, { reason }) => resolve(reason));
        contents?.forcefullyCrashRenderer();
      }),
  );
  expect(await gone).toMatch(/crashed|killed/);
  const dumps = await app.app.evaluate(({ app: main }) => main.getPath('crashDumps'));
  expect(dumps.startsWith(app.userDataDir)).toBe(true);
  const child = app.app.process();
  await app.app.evaluate(() => process.crash()).catch(() => undefined);
  await expect.poll(() => child.exitCode ?? child.signalCode).not.toBeNull();
  const left = await filesUnder(app.userDataDir);
  expect(left.filter((file) => /\.(dmp|mdmp|core)$/i.test(file))).toEqual([]);
  expect(await readableSecrets(app.userDataDir, await knownSecrets(world, bucket))).toEqual([]);
});

test('the search finds an auth key in every form in which one could be written', async ({
  world,
  bucket,
  open,
}) => {
  await world.storeSession(bucket, 'ada-connector', { phone: cast.plain.phone });
  const app = await open();
  await app.operator.open('ada-connector');
  const { authKey, fingerprint } = await storedSession(world, bucket, 'ada-connector');
  const text = await world.storedText(bucket, 'ada-connector');
  const forms: [string, string | Buffer][] = [
    ['session', `"${text}"`],
    ['session-utf16', Buffer.from(text ?? '', 'utf16le')],
    ['hex', authKey.toString('hex')],
    ['base64', authKey.toString('base64')],
    ['base64url', authKey.toString('base64url')],
    ['raw', authKey],
    ['code', `{"code":"${guarded.code}"}`],
  ];
  const planted = join(app.userDataDir, 'planted');
  const secrets = await knownSecrets(world, bucket);
  for (const [form, content] of forms) {
    await writeFile(planted, content);
    const label = form === 'code' ? `code ${guarded.code}` : `auth key ${fingerprint}`;
    expect.soft(await readableSecrets(app.userDataDir, secrets), form).toContain(`${label} in planted`);
  }
  await writeFile(planted, '');

  await app.page.evaluate((session) => Object.assign(window, { planted: [session] }), text);
  expect(await heldByWindow(world, bucket, app)).toContain(`auth key ${fingerprint}`);
});
