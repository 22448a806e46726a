import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { storeConfig } from '../../../../electron/main/app/store-config.ts';
import { JsonFile } from '../../../../electron/main/files/json-file.ts';
import { profileFacts } from '../../../../electron/main/ipc/handlers/confirm.ts';
import { profileHandlers } from '../../../../electron/main/ipc/handlers/profile-handlers.ts';
import { AuthorityChoices } from '../../../../electron/main/profiles/authority-choices.ts';
import { ProfileImports } from '../../../../electron/main/profiles/profile-imports.ts';
import { Profiles, profilesFileSchema } from '../../../../electron/main/profiles/profiles.ts';
import { noAwsEnvironment } from '../../../../electron/main/sessions/s3/aws-environment.ts';
import type { S3StoreConfig } from '../../../../electron/main/sessions/s3/s3-store-config.ts';
import type { Question } from '../../../../shared/confirmation.ts';
import type { RequestOf } from '../../../../shared/ipc.ts';
import type { ProfileDraft } from '../../../../shared/profiles.ts';
import { fail, ok } from '../../../../shared/result.ts';
import { ManualClock } from '../../../fixtures/manual-clock.ts';
import { temporaryDirectory } from '../../../fixtures/namespaces.ts';
import { draft, secrets } from '../../../fixtures/sample-profile.ts';

import { MemorySealer } from '../../../fixtures/sealer.ts';
import { succeeded } from '../../../fixtures/session-store.ts';

const relay = 'http://relay.example:9000';
const ops = { kind: 'named-profile', awsProfile: 'ops' } as const;

let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let profiles: Profiles;
let imports: ProfileImports;
let clock: ManualClock;
/** Configurations that a connection test would have signed with. */
let tested: S3StoreConfig[];
let asked: Question[];
let answer: boolean;
let handlers: ReturnType<typeof profileHandlers>;

function start(): void {
  const file = new JsonFile(join(folder.path, 'profiles.json'), profilesFileSchema, Date.now);
  profiles = new Profiles(file, new MemorySealer(), randomUUID);
  handlers = profileHandlers({
    profiles,
    imports,
    use: { reasonToStay: async () => ok(null), whileLeft: (change) => change() },
    pendingCount: async () => ok(0),
    forgetData: async () => ok(null),
    chooseFile: async () => join(folder.path, '.env'),
    authorities: new AuthorityChoices(randomUUID, Date.now),
    chooseAuthorityFile: async () => null,
    testConnection: async (profile) => {
      tested.push(storeConfig(profile, noAwsEnvironment));
      return { usable: true, checks: [] };
    },
    listAwsProfileNames: async () => [],
    confirm: async (question) => {
      asked.push(question);
      return answer ? ok(null) : fail('not-confirmed');
    },
    now: clock.now,
  });
}

beforeEach(async () => {
  folder = await temporaryDirectory();
  clock = new ManualClock();
  imports = new ProfileImports({}, randomUUID, clock);
  tested = [];
  asked = [];
  answer = true;
  start();
});

afterEach(() => folder.remove());

type Request = RequestOf<'profiles:save'>;

function request(changes: Partial<ProfileDraft>, more: Partial<Request> = {}): Request {
  return { id: null, draft: { ...draft, ...changes }, secrets: {}, importId: null, ...more };
}

async function stored(changes: Partial<ProfileDraft> = {}): Promise<string> {
  return succeeded(await handlers['profiles:save'](request(changes, { secrets }))).id;
}

const otherPlaces: Partial<ProfileDraft>[] = [
  { endpoint: relay },
  { endpoint: 'https://localhost:9000' },
  { endpoint: '' },
  { region: 'eu-central-1' },
  { bucket: 'elsewhere' },
  { proxy: { address: relay, signsIn: false } },
];

describe('a stored secret key', () => {
  it.each(otherPlaces)('is not what a test signs with at another place: %o', async (change) => {
    const id = await stored();
    const result = await handlers['profiles:test'](request(change, { id }));
    expect(result).toMatchObject({
      error: { code: 'profile-invalid', params: { field: 'secretAccessKey' } },
    });
    expect(tested).toEqual([]);
  });

  it.each(otherPlaces)(
    'is forgotten when the profile is moved, and does not come back with it: %o',
    async (change) => {
      const id = await stored();
      expect(await handlers['profiles:save'](request(change, { id }))).toMatchObject({
        ok: true,
        value: { hasSecretAccessKey: false, hasApiHash: true },
      });
      expect(profiles.find(id)?.secrets).toEqual({ apiHash: secrets.apiHash });
      await handlers['profiles:save'](request({}, { id }));
      expect(profiles.find(id)?.secrets).toEqual({ apiHash: secrets.apiHash });
    },
  );

  it('stays for the same place in another spelling', async () => {
    const id = await stored();
    const spelled = request({ endpoint: 'HTTP://LocalHost.:9000/' }, { id });
    expect(await handlers['profiles:test'](spelled)).toMatchObject({ ok: true });
    expect(tested).toMatchObject([{ credentials: { secretAccessKey: secrets.secretAccessKey } }]);
    expect(await handlers['profiles:save'](spelled)).toMatchObject({ value: { hasSecretAccessKey: true } });
  });

  it('is replaced by one that is typed with the new place', async () => {
    const id = await stored();
    const typed = request({ endpoint: relay }, { id, secrets: { secretAccessKey: 'typed' } });
    expect(await handlers['profiles:test'](typed)).toMatchObject({ ok: true });
    expect(tested).toMatchObject([{ endpoint: relay, credentials: { secretAccessKey: 'typed' } }]);
    await handlers['profiles:save'](typed);
    expect(profiles.find(id)?.secrets.secretAccessKey).toBe('typed');
  });
});

describe('the credentials of a proxy', () => {
  const proxy = { address: 'http://proxy.example:3128', signsIn: true };
  const proxyCredentials = 'user:password';

  it('are not given to another proxy, and go when it asks for none', async () => {
    const request1 = request({ proxy }, { secrets: { ...secrets, proxyCredentials } });
    const { id } = succeeded(await handlers['profiles:save'](request1));
    expect(profiles.find(id)?.secrets.proxyCredentials).toBe(proxyCredentials);
    const moved = request({ proxy: { ...proxy, address: relay } }, { id, secrets });
    await handlers['profiles:test'](moved);
    expect(tested).toMatchObject([{ proxy: { address: relay, credentials: null } }]);
    await handlers['profiles:save'](request({ proxy: { ...proxy, signsIn: false } }, { id }));
    expect(profiles.find(id)?.secrets).not.toHaveProperty('proxyCredentials');
    expect(profiles.find(id)?.secrets).toHaveProperty('secretAccessKey');
  });
});

describe('an imported secret key', () => {
  async function imported(): Promise<string> {
    const lines = [
      `AWS_S3_ENDPOINT=${draft.endpoint}`,
      'AWS_ACCESS_KEY=AKIDEXAMPLE',
      'AWS_SECRET_KEY=imported',
      `AWS_S3_SESSION_BUCKET=${draft.bucket}`,
      `API_HASH=${secrets.apiHash}`,
    ];
    await writeFile(join(folder.path, '.env'), lines.join('\n'));
    const result = succeeded(await handlers['profiles:import']({ source: 'file' }));
    if (!result) throw new Error('nothing was imported');
    return result.importId;
  }

  it('is signed with at the imported place alone', async () => {
    const importId = await imported();
    expect(await handlers['profiles:test'](request({}, { importId }))).toMatchObject({ ok: true });
    expect(tested).toMatchObject([{ credentials: { secretAccessKey: 'imported' } }]);
    for (const change of otherPlaces) {
      const result = await handlers['profiles:test'](request(change, { importId }));
      expect(result).toMatchObject({ error: { code: 'profile-invalid' } });
    }
    expect(tested).toHaveLength(1);
    await handlers['profiles:save'](request({ endpoint: relay }, { importId }));
    expect(profiles.selected()?.secrets).toEqual({ apiHash: secrets.apiHash });
  });

  it('is said to be gone after ten minutes, unless everything was typed meanwhile', async () => {
    const importId = await imported();
    await clock.advance(10 * 60_000, () => Promise.resolve());
    for (const channel of ['profiles:save', 'profiles:test'] as const)
      expect(await handlers[channel](request({}, { importId }))).toEqual(fail('import-forgotten'));
    expect(profiles.list().profiles).toEqual([]);
    expect(await handlers['profiles:save'](request({}, { importId, secrets }))).toMatchObject({ ok: true });
  });
});

describe('AWS credentials of this computer', () => {
  it('are used for a place after one question, which names it', async () => {
    const asOps = request({ credentials: ops });
    expect(await handlers['profiles:test'](asOps)).toMatchObject({ ok: true });
    expect(tested).toMatchObject([{ credentials: ops }]);
    const { id } = succeeded(await handlers['profiles:save'](asOps));
    await handlers['profiles:test'](request({ credentials: ops, endpoint: 'HTTP://LOCALHOST:9000' }, { id }));
    expect(asked).toEqual([
      { kind: 'use-credentials', profile: profileFacts(asOps.draft), awsProfile: 'ops', proxy: null },
    ]);
    expect(storeConfig(profiles.find(id) ?? never(), noAwsEnvironment)).toMatchObject({ credentials: ops });
  });

  it('are remembered with the profile as confirmed after a restart', async () => {
    const { id } = succeeded(await handlers['profiles:save'](request({ credentials: ops })));
    start();
    await profiles.load();
    await handlers['profiles:save'](request({ credentials: ops, name: 'Renamed' }, { id }));
    expect(asked).toHaveLength(1);
    expect(storeConfig(profiles.find(id) ?? never(), noAwsEnvironment)).toMatchObject({ credentials: ops });
  });

  it.each([
    { endpoint: relay },
    { bucket: 'elsewhere' },
    { proxy: { address: relay, signsIn: false } },
    { credentials: { kind: 'default-chain' as const } },
    { credentials: { ...ops, awsProfile: 'root' } },
  ])('are asked about anew for %o', async (change) => {
    const { id } = succeeded(await handlers['profiles:save'](request({ credentials: ops })));
    answer = false;
    const changed = request({ credentials: ops, ...change }, { id });
    for (const channel of ['profiles:test', 'profiles:save'] as const)
      expect(await handlers[channel](changed)).toEqual(fail('place-not-confirmed'));
    expect(tested).toEqual([]);
    expect(profiles.find(id)?.draft).toEqual({ ...draft, credentials: ops });
  });

  it('are not used by a profile that was stored without a confirmation', async () => {
    const saved = succeeded(await profiles.save(null, { ...draft, credentials: ops }, {}));
    expect(storeConfig(profiles.find(saved.id) ?? never(), noAwsEnvironment).credentials).toEqual({
      kind: 'unconfirmed',
    });
  });

  it('cannot be confirmed from the window', async () => {
    answer = false;
    const forged = {
      ...request({ credentials: ops }),
      confirmation: { credentials: 'named-profile ops', destination: '' },
    };
    expect(await handlers['profiles:save'](forged)).toEqual(fail('place-not-confirmed'));
  });
});

describe('connection tests', () => {
  it('are refused after a dozen in a minute, and possible again when it is over', async () => {
    const typed = request({}, { secrets });
    for (let count = 0; count < 12; count += 1) await handlers['profiles:test'](typed);
    expect(tested).toHaveLength(12);
    expect(await handlers['profiles:test'](typed)).toEqual(fail('too-many-tests', { seconds: 60 }));
    expect(tested).toHaveLength(12);
    await clock.advance(60_000, () => Promise.resolve());
    expect(await handlers['profiles:test'](typed)).toMatchObject({ ok: true });
  });
});

function never(): never {
  throw new Error('the profile is not there');
}
