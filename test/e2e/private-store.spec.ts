import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ConnectProxy, startConnectProxy } from '../fixtures/connect-proxy.ts';
import { test as base, expect } from '../fixtures/e2e.ts';
import { answerFileDialog } from '../fixtures/native-dialogs.ts';
import { PracticeAuthority } from '../fixtures/practice-authority.ts';
import { ProfileForm, typedProfile } from '../fixtures/profile-form.ts';
import { type PracticeS3, startS3 } from '../fixtures/s3.ts';
import { cast } from '../practice/cast.ts';

interface PrivateParts {
  ca: PracticeAuthority;
  /** Speaks TLS with a certificate of the private CA. */
  store: PracticeS3;
  /** Asks for `user` and `proxy-password`. */
  connectProxy: ConnectProxy;
}

const test = base.extend<PrivateParts>({
  ca: async ({ world: _ }, use) => {
    const ca = await PracticeAuthority.create();
    await use(ca);
    await ca.remove();
  },
  store: async ({ ca, bucket }, use) => {
    const store = await startS3({ tlsIdentity: await ca.serverIdentity() });
    await store.createBucket(bucket);
    await use(store);
    await store.stop();
  },
  connectProxy: async ({ world: _ }, use) => {
    const proxy = await startConnectProxy('user:proxy-password');
    await use(proxy);
    await proxy.stop();
  },
});

test('a store with a private CA, a proxy and a demand for encryption is set up by what the form says is missing', async ({
  world,
  bucket,
  open,
  ca,
  store,
  connectProxy: proxy,
}) => {
  await store.demandEncryption(bucket, 'AES256');
  const { app, page, operator, userDataDir, close } = await open({ profile: null });
  await page.getByRole('button', { name: 'Enter by hand' }).click();
  const profile = new ProfileForm(page);
  await profile.fill({ ...typedProfile(world, bucket), Endpoint: store.endpoint });
  await profile.test();
  await expect(profile.report).toContainText('The store’s certificate needs a CA file');

  await profile.openAdvanced();
  const authority = profile.form.getByRole('group', { name: 'CA file' });
  await answerFileDialog(app, await ca.write('ca-key.pem', await ca.keyPem()));
  await authority.getByRole('button', { name: 'Choose file…' }).click();
  await expect(authority).toContainText('It holds a private key, which has to stay secret.');
  await answerFileDialog(app, await ca.write('chain.pem', ca.chainPem));
  await authority.getByRole('button', { name: 'Choose file…' }).click();
  await expect(authority).toContainText('chain.pem: Practice Intermediate, Practice Root. Expires');
  await profile.test();
  await expect(profile.report).toContainText('The store can be used.');

  await profile.fill({ Proxy: proxy.address });
  await profile.test();
  await expect(profile.report).toContainText('The proxy wants a user name and a password');
  await profile.form.getByLabel('The proxy asks for a user name and a password').check();
  await profile.save();
  await expect(profile.form).toContainText('Enter the user name.');
  await profile.fill({ 'Proxy user name': 'user', 'Proxy password': 'wrong' });
  await profile.test();
  await expect(profile.report).toContainText('The proxy refuses the user name or the password');
  await profile.fill({ 'Proxy password': 'proxy-password' });
  proxy.setMode('refuse');
  await profile.test();
  await expect(profile.report).toContainText('The proxy does not connect to the store');
  proxy.setMode('tunnel');
  await profile.test();
  await expect(profile.report).toContainText('The store can be used.');
  await profile.save();
  await expect(profile.form).toBeHidden();

  await page.getByRole('button', { name: /^Profile:/ }).click();
  await page.getByRole('menuitem', { name: 'Doctor' }).click();
  await operator.dialog.getByRole('button', { name: 'Run checks' }).click();
  await expect(operator.dialog).toContainText('The bucket demands server-side encryption');
  await page.keyboard.press('Escape');

  await ProfileForm.edit(page);
  await expect(profile.field('Proxy password')).toHaveAttribute('placeholder', /^Kept/);
  await profile.form.getByLabel('Server-side encryption').selectOption('AES256');
  await profile.save();
  await expect(profile.form).toBeHidden();
  await operator.create('new-bot');
  await operator.press('Sign in');
  await operator.chooseMethod('Bot token');
  await operator.sendBotToken(cast.bot.token);
  await operator.seesStored();
  await operator.finish();
  await close();

  const file = await readFile(join(userDataDir, 'profiles.json'), 'utf8');
  expect(file).toContain('BEGIN CERTIFICATE');
  expect(file).not.toMatch(/proxy-password|PRIVATE KEY/);
  const again = await open({ profile: null, userDataDir });
  await expect(again.operator.row('new-bot')).toBeVisible();
});

test('what is wrong under Advanced opens it and gets the focus', async ({ world, bucket, open }) => {
  const { page } = await open({ profile: null });
  await page.getByRole('button', { name: 'Enter by hand' }).click();
  const profile = new ProfileForm(page);
  await profile.fill(typedProfile(world, bucket));
  await profile.openAdvanced();
  await profile.fill({ Proxy: 'http://user:secret@proxy:3128' });
  await profile.form.getByRole('button', { name: /^Advanced/ }).click();
  await expect(profile.field('Proxy')).toBeHidden();
  await profile.save();
  await expect(profile.field('Proxy')).toBeFocused();
  await expect(profile.field('Proxy')).toHaveAccessibleDescription(
    /user name and password have their own fields/,
  );
});
