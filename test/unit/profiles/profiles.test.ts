import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { JsonFile } from '../../../electron/main/files/json-file.ts';
import { Profiles, profilesFileSchema } from '../../../electron/main/profiles/profiles.ts';
import { draft, secrets } from '../../fixtures/sample-profile.ts';
import { MemorySealer } from '../../fixtures/sealer.ts';

async function setUp(sealer = new MemorySealer()) {
  const path = join(await mkdtemp(join(tmpdir(), 'profiles-')), 'profiles.json');
  const open = async () => {
    const profiles = new Profiles(new JsonFile(path, profilesFileSchema, Date.now), sealer, randomUUID);
    const loaded = await profiles.load();
    return { profiles, problem: loaded.ok ? null : loaded.error };
  };
  return { path, open, sealer, ...(await open()) };
}

async function saved(profiles: Profiles, id: string | null = null, given = secrets) {
  const result = await profiles.save(id, draft, given);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

test('a saved profile with its secrets is there after a restart, and the first one is selected', async () => {
  const { open, profiles } = await setUp();
  const view = await saved(profiles);
  const restarted = (await open()).profiles;
  expect(restarted.list()).toEqual({ profiles: [view], selectedId: view.id });
  expect(restarted.selected()?.secrets).toEqual(secrets);
});

test('the view and the file never hold a secret in plain text', async () => {
  const { path, profiles } = await setUp();
  const view = await saved(profiles);
  const text = (await readFile(path, 'utf8')) + JSON.stringify(view);
  expect(text).not.toContain(secrets.secretAccessKey);
  expect(text).not.toContain(secrets.apiHash);
  expect(view).toMatchObject({ hasSecretAccessKey: true, hasApiHash: true });
});

test('without a keyring secrets work until the app ends and are gone afterwards', async () => {
  const { open, path, profiles } = await setUp(new MemorySealer(false));
  const view = await saved(profiles);
  expect(profiles.find(view.id)?.secrets).toEqual(secrets);
  expect(await readFile(path, 'utf8')).not.toContain('secret key');
  expect((await open()).profiles.find(view.id)?.secrets).toEqual({});
});

test('a keyring that is locked once does not cost the sealed secrets', async () => {
  const { open, profiles: first, sealer } = await setUp();
  const view = await saved(first);
  sealer.isAvailable = false;
  const locked = (await open()).profiles;
  expect(locked.find(view.id)).toMatchObject({ secrets: {}, secretKeyClosed: true });
  await locked.save(view.id, { ...draft, name: 'Renamed' }, {});
  sealer.isAvailable = true;
  await locked.unseal();
  for (const profiles of [locked, (await open()).profiles]) {
    expect(profiles.find(view.id)).toMatchObject({
      draft: { name: 'Renamed' },
      secrets,
      secretKeyClosed: false,
    });
  }
});

test('saving again without secrets keeps them, with a new one replaces just that one', async () => {
  const { profiles } = await setUp();
  const { id } = await saved(profiles);
  await profiles.save(id, draft, {});
  expect(profiles.find(id)?.secrets).toEqual(secrets);
  await profiles.save(id, draft, { secretAccessKey: 'another' });
  expect(profiles.find(id)?.secrets).toEqual({ ...secrets, secretAccessKey: 'another' });
});

test('a secret key is dropped, memory and disk, when the credentials become AWS’s own, and the API hash stays', async () => {
  const { open, path, profiles } = await setUp();
  const { id } = await saved(profiles);
  const { apiHash } = secrets;
  const view = await profiles.save(id, { ...draft, credentials: { kind: 'default-chain' } }, {});
  expect(view).toMatchObject({ value: { hasSecretAccessKey: false, hasApiHash: true } });
  expect(await readFile(path, 'utf8')).not.toContain('secretAccessKey');
  await profiles.save(id, draft, {});
  for (const reader of [profiles, (await open()).profiles]) {
    expect(reader.find(id)).toMatchObject({ secrets: { apiHash }, secretKeyClosed: false });
    expect(reader.find(id)?.secrets).not.toHaveProperty('secretAccessKey');
  }
});

test('a sealed secret key that cannot be opened now is dropped all the same, the sealed API hash is not', async () => {
  const { open, profiles: first, sealer } = await setUp();
  const { id } = await saved(first);
  sealer.isAvailable = false;
  const { profiles: locked } = await open();
  await locked.save(id, { ...draft, credentials: { kind: 'named-profile', awsProfile: 'ops' } }, {});
  expect(locked.find(id)?.secretKeyClosed).toBe(false);
  await locked.save(id, draft, {});
  sealer.isAvailable = true;
  expect((await open()).profiles.find(id)?.secrets).toEqual({ apiHash: secrets.apiHash });
});

const elsewhere = { ...draft, endpoint: 'http://elsewhere:9000' };

test('a secret key is dropped, memory and disk, when the profile is moved, and the API hash stays', async () => {
  const { open, path, profiles } = await setUp();
  const { id } = await saved(profiles);
  const { apiHash } = secrets;
  expect(await profiles.save(id, elsewhere, {})).toMatchObject({
    value: { hasSecretAccessKey: false, hasApiHash: true },
  });
  expect(await readFile(path, 'utf8')).not.toContain('secretAccessKey');
  await profiles.save(id, draft, {});
  for (const reader of [profiles, (await open()).profiles])
    expect(reader.find(id)).toMatchObject({ secrets: { apiHash }, secretKeyClosed: false });
});

test('a sealed secret key that cannot be opened now is dropped all the same when the profile is moved', async () => {
  const { open, profiles: first, sealer } = await setUp();
  const { id } = await saved(first);
  sealer.isAvailable = false;
  const { profiles: locked } = await open();
  await locked.save(id, elsewhere, {});
  expect(locked.find(id)?.secretKeyClosed).toBe(false);
  await locked.save(id, draft, {});
  sealer.isAvailable = true;
  await locked.unseal();
  for (const profiles of [locked, (await open()).profiles])
    expect(profiles.find(id)?.secrets).toEqual({ apiHash: secrets.apiHash });
});

test('a move that the disk refuses keeps the secret key with the old place', async () => {
  const { open, path, profiles } = await setUp();
  const { id } = await saved(profiles);
  await rm(path);
  await mkdir(path);
  expect(await profiles.save(id, elsewhere, {})).toMatchObject({ error: { code: 'disk-write-failed' } });
  expect(profiles.find(id)).toMatchObject({ draft, secrets });
  await rm(path, { recursive: true });
  await profiles.save(id, { ...draft, name: 'Renamed' }, {});
  expect((await open()).profiles.find(id)?.secrets).toEqual(secrets);
});

test('a file of the version before CA files, proxies and confirmations opens as it is', async () => {
  const { open, path, sealer } = await setUp();
  const id = randomUUID();
  const sealed = { secretAccessKey: sealer.seal('kept'), apiHash: sealer.seal(secrets.apiHash) };
  const foreign = { ...draft, credentials: { kind: 'named-profile', awsProfile: 'ops' } };
  const profiles = [
    { id, draft, sealed },
    { id: randomUUID(), draft: foreign, sealed: {} },
  ];
  await writeFile(path, JSON.stringify({ version: 1, selectedId: id, profiles }));
  const { profiles: opened, problem } = await open();
  expect(problem).toBeNull();
  expect(opened.selected()).toMatchObject({ draft, secrets: { secretAccessKey: 'kept' } });
  expect(opened.list().profiles).toMatchObject([
    { id, authority: null, hasProxyCredentials: false },
    { credentials: foreign.credentials },
  ]);
});

test('removing the selected profile selects another one', async () => {
  const { profiles } = await setUp();
  const first = await saved(profiles);
  const second = await saved(profiles);
  expect((await profiles.remove(first.id)).ok).toBe(true);
  expect(profiles.list().selectedId).toBe(second.id);
});

test('unknown ids are refused', async () => {
  const { profiles } = await setUp();
  expect(await profiles.select(randomUUID())).toMatchObject({ error: { code: 'profile-missing' } });
  expect(await profiles.save(randomUUID(), draft, {})).toMatchObject({ error: { code: 'profile-missing' } });
});

test('a damaged file is kept aside and reported', async () => {
  const { open, path, profiles } = await setUp();
  await saved(profiles);
  await writeFile(path, '{ half a fi');
  const { problem, profiles: fresh } = await open();
  expect(problem?.code).toBe('profiles-damaged');
  expect(fresh.list()).toEqual({ profiles: [], selectedId: null });
  expect(await readFile(String(problem?.params?.file), 'utf8')).toBe('{ half a fi');
});

test('a disk that refuses the write is a typed error, and the old profiles stay', async () => {
  const { path, profiles } = await setUp();
  await saved(profiles);
  const insideOfAFile = join(path, 'profiles.json');
  const unwritable = new Profiles(
    new JsonFile(insideOfAFile, profilesFileSchema, Date.now),
    new MemorySealer(),
    randomUUID,
  );
  expect(await unwritable.save(null, draft, secrets)).toMatchObject({ error: { code: 'disk-write-failed' } });
  expect(unwritable.list().profiles).toEqual([]);
});
