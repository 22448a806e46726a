import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import type { ProfileList } from '../../shared/ipc.ts';
import type { ProfileDraft, ProfileView } from '../../shared/profiles.ts';
import type { Result } from '../../shared/result.ts';
import { test as base, expect, type OpenedApp } from '../fixtures/e2e.ts';
import { ProfileForm } from '../fixtures/profile-form.ts';
import { type Relay, startRelay } from '../fixtures/relay.ts';
import { cast } from '../practice/cast.ts';

const namespace = 'ada-connector';

const test = base.extend<{ relay: Relay }>({
  relay: async ({ world }, use) => {
    const relay = await startRelay(world.s3.endpoint);
    await use(relay);
    await relay.stop();
  },
});

/** Calls a channel as a script in the window can. */
function call(page: Page, channel: string, payload?: unknown): Promise<unknown> {
  return page.evaluate(
    ([name, argument]) => {
      const ask = window.connectorAdmin.request as (channel: string, payload: unknown) => Promise<unknown>;
      return ask(String(name), argument);
    },
    [channel, payload] as const,
  );
}

async function selected({ page }: OpenedApp): Promise<ProfileView> {
  // The channel's own type, which a call by name loses.
  const list = (await call(page, 'profiles:list')) as Result<ProfileList>;
  const profile = list.ok && list.value.profiles.find(({ id }) => id === list.value.selectedId);
  if (!profile) throw new Error('no profile is selected');
  return profile;
}

/** Everything that uses the store of the selected profile. */
async function callStore({ page }: OpenedApp): Promise<void> {
  await call(page, 'namespaces:refresh');
  await call(page, 'namespaces:open', { namespace });
  await call(page, 'namespaces:repair', { namespace });
  await call(page, 'history:list', { namespace, continuation: null });
  await call(page, 'doctor:run', { telegram: false });
}

test('a window that moves a profile to a relay gets nothing signed there, and reads no session', async ({
  world,
  bucket,
  open,
  relay,
}) => {
  await world.storeSession(bucket, namespace, { phone: cast.plain.phone });
  const text = (await world.storedText(bucket, namespace)) ?? '';
  const app = await open();
  await expect(app.operator.row(namespace)).toBeVisible();
  const {
    id,
    hasApiHash: _,
    hasSecretAccessKey: __,
    authority: ___,
    hasProxyCredentials: ____,
    ...draft
  } = await selected(app);
  const moves: Partial<ProfileDraft>[] = [
    { proxy: { address: relay.endpoint, signsIn: false } },
    { endpoint: relay.endpoint },
  ];
  const answers: unknown[] = [];
  for (const move of moves) {
    const payload = { id, draft: { ...draft, ...move }, secrets: {}, importId: null };
    answers.push(await call(app.page, 'profiles:test', payload));
    answers.push(await call(app.page, 'profiles:save', payload));
    await callStore(app);
    // As the operator does who types the key for the place where it belongs.
    const { secretAccessKey } = world.s3.rootCredentials;
    const back = { id, draft, secrets: { secretAccessKey }, importId: null };
    answers.push(await call(app.page, 'profiles:save', back));
  }
  expect(relay.signed).toEqual([]);
  expect(relay.overheard.join('\n')).not.toContain(text);
  const asked = { error: { code: 'profile-invalid', params: { field: 'secretAccessKey' } } };
  const [gone, typed] = [{ value: { hasSecretAccessKey: false } }, { value: { hasSecretAccessKey: true } }];
  expect(answers).toMatchObject([asked, gone, typed, asked, gone, typed]);

  // Moved there and back it leaves a trace: the secret key is gone.
  const away = { ...draft, endpoint: relay.endpoint };
  await call(app.page, 'profiles:save', { id, draft: away, secrets: {}, importId: null });
  await call(app.page, 'profiles:save', { id, draft, secrets: {}, importId: null });
  await app.page.reload();
  const sessions = app.page.getByRole('navigation', { name: 'Sessions' });
  await expect(sessions.getByRole('alert')).toContainText('The secret key is not here any more');
});

test('a window that asks for this computer’s AWS credentials at a relay is stopped by a question outside of it', async ({
  world,
  bucket,
  open,
  relay,
}) => {
  const { accessKeyId, secretAccessKey } = world.s3.rootCredentials;
  await world.storeSession(bucket, namespace, { phone: cast.plain.phone });
  const app = await open({
    env: { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
  });
  await expect(app.operator.row(namespace)).toBeVisible();
  const { id, ...view } = await selected(app);
  const credentials = { kind: 'default-chain' };
  const payload = {
    id,
    draft: { ...view, endpoint: relay.endpoint, credentials },
    secrets: {},
    importId: null,
  };
  for (const channel of ['profiles:test', 'profiles:save']) {
    const answered = call(app.page, channel, payload);
    const question = await app.operator.asked();
    await expect(question.fact('Place')).toContainText(relay.endpoint);
    await question.decline();
    expect(await answered).toMatchObject({ error: { code: 'place-not-confirmed' } });
  }
  expect(relay.overheard).toEqual([]);
  expect(await selected(app)).toEqual({ id, ...view });
});

test('an operator who moves a profile is told to type the secret key again', async ({ world, open }) => {
  const app = await open();
  const otherBucket = await world.createBucket();
  const profile = await ProfileForm.edit(app.page);
  const upperCase = world.s3.endpoint.replace('http', 'HTTP');
  await profile.fill({ Endpoint: `${upperCase}/` });
  await expect(profile.field('Secret key')).toHaveAttribute('placeholder', /^Kept/);
  await profile.fill({ Bucket: otherBucket });
  await expect(profile.form.getByRole('note')).toContainText('Enter the secret key again');
  await profile.save();
  await expect(profile.form).toContainText('Enter the secret key.');
  await expect(profile.field('Secret key')).toBeFocused();
  await profile.fill({ 'Secret key': world.s3.rootCredentials.secretAccessKey });
  await profile.test();
  await expect(profile.report).toContainText('The store can be used.');
  await profile.save();
  await expect(profile.form).toBeHidden();
});

test('AWS credentials of this computer are used once the operator has confirmed the place, and not asked about again', async ({
  world,
  bucket,
  open,
}) => {
  const { accessKeyId, secretAccessKey } = world.s3.rootCredentials;
  await world.storeSession(bucket, namespace, { phone: cast.plain.phone });
  const env = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  const app = await open({ env });
  const profile = await ProfileForm.edit(app.page);
  await profile.form.getByLabel('AWS default chain').check();
  await profile.test();
  await (await app.operator.asked()).decline();
  await expect(profile.form).toContainText('AWS credentials were not allowed for this place');
  await profile.test();
  await app.operator.confirm('Use for this place');
  await expect(profile.report).toContainText('The store can be used.');
  await profile.save();
  await expect(profile.form).toBeHidden();
  await app.close();

  const second = await open({ env, profile: null, userDataDir: app.userDataDir });
  await expect(second.operator.row(namespace)).toBeVisible();
});

test('a profile of an earlier version waits for the confirmation, and says where it is given', async ({
  world,
  bucket,
  open,
}) => {
  const { accessKeyId, secretAccessKey } = world.s3.rootCredentials;
  await world.storeSession(bucket, namespace, { phone: cast.plain.phone });
  const env = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  const first = await open({ env, profile: { credentials: { kind: 'default-chain' } } });
  await expect(first.operator.row(namespace)).toBeVisible();
  await first.close();
  const path = join(first.userDataDir, 'profiles.json');
  const stored = JSON.parse(await readFile(path, 'utf8')) as { profiles: { confirmations?: unknown }[] };
  for (const profile of stored.profiles) delete profile.confirmations;
  await writeFile(path, JSON.stringify(stored));

  await world.s3.clearLog();
  const app = await open({ env, profile: null, userDataDir: first.userDataDir });
  const sessions = app.page.getByRole('navigation', { name: 'Sessions' });
  await expect(sessions.getByRole('alert')).toContainText('AWS credentials are not allowed here yet');
  expect(await world.s3.log()).toEqual([]);
  await (await ProfileForm.edit(app.page)).save();
  await app.operator.confirm('Use for this place');
  await expect(app.operator.row(namespace)).toBeVisible();
});

test('a look-alike letter in the endpoint is shown in punycode', async ({ open }) => {
  const app = await open({ profile: null });
  await app.page.getByRole('button', { name: 'Enter by hand' }).click();
  const profile = new ProfileForm(app.page);
  await profile.fill({ Endpoint: 'https://mіnio.example.org' });
  await expect(profile.form.getByRole('note')).toContainText('https://xn--mnio-l9d.example.org');
  await profile.fill({ Endpoint: 'https://minio.example.org' });
  await expect(profile.form.getByRole('note')).toBeHidden();
});
