import { createServer } from 'node:net';
import { expect, type OpenedApp, test } from '../fixtures/e2e.ts';
import { ProfileForm, type TypedProfile, typedProfile } from '../fixtures/profile-form.ts';
import { connectorGrants } from '../fixtures/s3.ts';
import type { PracticeWorld } from '../practice/world.ts';

async function openForm({ page }: OpenedApp, world: PracticeWorld, bucket: string): Promise<ProfileForm> {
  await page.getByRole('button', { name: 'Enter by hand' }).click();
  const profile = new ProfileForm(page);
  await profile.fill(typedProfile(world, bucket));
  return profile;
}

/** A loopback endpoint where nobody listens. */
async function deafEndpoint(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '';
}

test('each thing that is wrong with a profile is told apart', async ({ world, bucket, open }) => {
  const profile = await openForm(await open({ profile: null }), world, bucket);
  const good = typedProfile(world, bucket);
  const wrong: { typed: TypedProfile; line: string; words: string }[] = [
    {
      typed: { 'Access key': 'NOSUCHKEY' },
      line: 'Credentials: Failed',
      words: 'The store does not know the access key',
    },
    {
      typed: { 'Secret key': 'a wrong secret' },
      line: 'Credentials: Failed',
      words: 'The secret key does not fit',
    },
    { typed: { Bucket: 'no-such-bucket' }, line: 'Bucket: Failed', words: 'The bucket does not exist' },
    {
      typed: { Region: 'eu-north-9' },
      line: 'Region: Failed',
      words: 'The profile says eu-north-9; the store expects us-east-1',
    },
    {
      typed: { Endpoint: await deafEndpoint() },
      line: 'Endpoint answers: Failed',
      words: 'The store cannot be reached',
    },
  ];
  for (const { typed, line, words } of wrong) {
    await profile.fill(typed);
    await profile.test();
    await expect(profile.report).toContainText('The store cannot be used yet.');
    await expect(profile.report).toContainText(line);
    await expect(profile.report).toContainText(words);
    await profile.fill(good);
    await expect(profile.report).toBeHidden();
  }
  await profile.test();
  await expect(profile.report).toContainText('The store can be used.');
  await expect(profile.report).toContainText('List namespaces: Passed');
  await expect(profile.report).toContainText('Read sessions: Passed');
  expect((await world.s3.log()).filter(({ method }) => method !== 'GET')).toEqual([]);
});

test('a wrong clock is told apart from wrong keys', async ({ world, bucket, open }) => {
  await world.s3.setClockOffsetMs(20 * 60 * 1000);
  const profile = await openForm(await open({ profile: null }), world, bucket);
  await profile.test();
  await expect(profile.report).toContainText('Clock: Failed');
  await expect(profile.report).toContainText('This computer’s clock is wrong');
  await world.s3.setClockOffsetMs(0);
  await profile.test();
  await expect(profile.report).toContainText('The store can be used.');
});

test('no right to list is a limit and not a failure', async ({ world, bucket, open }) => {
  const credentials = await world.addPrincipal(connectorGrants(bucket));
  const profile = await openForm(await open({ profile: null }), world, bucket);
  await profile.fill({ 'Access key': credentials.accessKeyId, 'Secret key': credentials.secretAccessKey });
  await profile.test();
  await expect(profile.report).toContainText('The store can be used.');
  await expect(profile.report).toContainText('List namespaces: Limited');
  await expect(profile.report).toContainText('The namespaces cannot be listed');
});
