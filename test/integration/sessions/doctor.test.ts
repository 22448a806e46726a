import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { scratchKey } from '../../../electron/main/sessions/s3/scratch-object.ts';
import { examine, patientOf, practiceDoctor } from '../../fixtures/doctor.ts';
import { connectorGrants, type Grant, type PracticeS3, readOnlyGrants, startS3 } from '../../fixtures/s3.ts';
import { storeConfig } from '../../fixtures/session-store.ts';

let server: PracticeS3;
let bucket: string;
let buckets = 0;

beforeAll(async () => {
  server = await startS3({ region: 'eu-central-1' });
});

afterAll(() => server.stop());

beforeEach(async () => {
  buckets += 1;
  bucket = `doctor-${buckets}`;
  await server.createBucket(bucket);
});

afterEach(async () => {
  await server.setClockOffsetMs(0);
  await server.setWriteConditions('honoured');
});

const healthy = {
  endpoint: 'passed',
  clock: 'passed',
  region: 'passed',
  credentials: 'passed',
  bucket: 'passed',
  list: 'passed',
  'put-object': 'passed',
  'get-object': 'passed',
  'public-access': 'passed',
  'conditional-writes': 'passed',
  versioning: 'information',
  checksums: 'information',
  'api-id': 'skipped',
};

const nothingBehindContact = {
  'put-object': 'skipped',
  'get-object': 'skipped',
  'public-access': 'skipped',
  'conditional-writes': 'skipped',
  versioning: 'skipped',
  checksums: 'skipped',
};

describe('the doctor on a store that works', () => {
  it('passes every line and leaves one small object, of its own, behind', async () => {
    const { outcomes, line } = await examine(storeConfig(server, bucket));
    expect(outcomes).toEqual(healthy);
    expect(line('conditional-writes').meaning).toMatch(/^On:/);
    expect(line('clock').meaning).toContain('agrees');
    await examine(storeConfig(server, bucket));
    expect(await server.listKeys(bucket)).toEqual([scratchKey]);
    expect((await server.getObject(bucket, scratchKey))?.length).toBeLessThan(200);
  });

  it('tells each line as it becomes known, in the order of the report', async () => {
    const { reports } = await examine(storeConfig(server, bucket));
    const known = reports.map(({ lines }) => lines.filter(({ meaning }) => meaning !== '').length);
    expect(known).toEqual([...known].sort((a, b) => a - b));
    expect(new Set(known)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]));
    expect(reports.at(-1)?.endedAt).not.toBeNull();
    expect(reports.slice(0, -1).every(({ endedAt }) => endedAt === null)).toBe(true);
  });

  it('proves reading with the connector’s own permissions, by what it has written', async () => {
    const credentials = await server.addPrincipal({ grants: connectorGrants(bucket) });
    const { outcomes, line } = await examine(storeConfig(server, bucket, credentials));
    expect(outcomes).toEqual({ ...healthy, list: 'limited: store-list-forbidden' });
    expect(JSON.parse(line('list').remedy?.code ?? '')).toMatchObject({
      Statement: [{ Action: 's3:ListBucket', Resource: `arn:aws:s3:::${bucket}` }],
    });
    expect(line('versioning').meaning).toMatch(/^Unknown/);
  });

  it.each([
    [true, /^On/],
    [false, /^Off/],
  ])('says of a bucket with versioning %s what that means', async (versioned, meaning) => {
    const versionedBucket = `${bucket}-versioned`;
    await server.createBucket(versionedBucket, { versioned });
    const { line } = await examine(storeConfig(server, versionedBucket));
    expect(line('versioning').meaning).toMatch(meaning);
  });

  it('finds nothing to examine for API_ID 0', async () => {
    const { doctor, ended } = practiceDoctor();
    doctor.start(patientOf(storeConfig(server, bucket), { apiId: 0 }));
    expect((await ended).lines).toEqual([]);
    expect(await server.listKeys(bucket)).toEqual([]);
  });
});

describe('the doctor on a bucket that anybody may read', () => {
  const everybody = (actions: Grant['actions'], of = bucket): Grant => ({
    actions,
    bucket: of,
    prefix: 'telegram/',
  });

  it('gives the alarm, with what to do, and has read without a signature', async () => {
    await server.grantEverybody(everybody(['s3:GetObject']));
    await server.clearLog();
    const { outcomes, line } = await examine(storeConfig(server, bucket));
    expect(outcomes).toEqual({ ...healthy, 'public-access': 'failed: store-public' });
    expect(line('public-access').meaning).toMatch(/^Anybody can read this bucket’s sessions\./);
    expect(line('public-access').remedy?.action).toContain('sign every account in anew');
    const unsigned = (await server.log()).filter(({ principal }) => principal === 'anonymous');
    expect(unsigned).toMatchObject([{ operation: 'GetObject', key: scratchKey, status: 200 }]);
  });

  it.each([
    [['s3:GetObject', 's3:GetObjectVersion'], 'sessions, and their earlier versions too'],
    [['s3:GetObject'], 'sessions\\.'],
    [['s3:GetObjectVersion'], 'who knows the ID of a version'],
  ] as const)('tells of versions what is readable with %o', async (actions, words) => {
    const versioned = `${bucket}-public`;
    await server.createBucket(versioned, { versioned: true });
    await server.grantEverybody(everybody(actions, versioned));
    const { outcomes, line } = await examine(storeConfig(server, versioned));
    expect(outcomes['public-access']).toBe('failed: store-public');
    expect(line('public-access').meaning).toMatch(new RegExp(words));
  });

  it('finds nothing public in a private bucket with versions', async () => {
    const versioned = `${bucket}-private`;
    await server.createBucket(versioned, { versioned: true });
    const { line } = await examine(storeConfig(server, versioned));
    expect(line('public-access')).toMatchObject({
      outcome: 'passed',
      meaning: 'The test object and its versions are refused to requests without credentials.',
    });
  });

  it('does not call a bucket private where there was nothing to read', async () => {
    await server.grantEverybody(everybody(['s3:GetObject']));
    const credentials = await server.addPrincipal({ grants: readOnlyGrants(bucket) });
    const { outcomes } = await examine(storeConfig(server, bucket, credentials));
    expect(outcomes['public-access']).toBe('limited');
  });
});

describe('the doctor on what does not work', () => {
  it.each([
    ['get-object', 's3:GetObject', 's3:PutObject', 'conditional-writes'],
    ['put-object', 's3:PutObject', 's3:GetObject', 'conditional-writes'],
  ] as const)(
    'names the one missing permission of %s in a policy for this bucket',
    async (name, missing, granted, behind) => {
      const grants = [{ actions: [granted], bucket, prefix: 'telegram/' }];
      const credentials = await server.addPrincipal({
        grants: [...grants, { actions: ['s3:ListBucket'], bucket }],
      });
      const { outcomes, line } = await examine(storeConfig(server, bucket, credentials));
      expect(outcomes).toMatchObject({
        [name]: 'failed: store-forbidden',
        [behind]: 'skipped',
        checksums: 'skipped',
      });
      expect(JSON.parse(line(name).remedy?.code ?? '')).toEqual({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: missing, Resource: `arn:aws:s3:::${bucket}/telegram/*` }],
      });
    },
  );

  it('knows a forbidden read from a missing key where it has written the key itself', async () => {
    const grants = [{ actions: ['s3:PutObject'] as const, bucket, prefix: 'telegram/' }];
    const credentials = await server.addPrincipal({ grants });
    const { outcomes } = await examine(storeConfig(server, bucket, credentials));
    expect(outcomes).toMatchObject({ 'put-object': 'passed', 'get-object': 'failed: store-forbidden' });
  });

  it('does not call reading proved without a key to read and without listing', async () => {
    const grants = [{ actions: ['s3:GetObject'] as const, bucket, prefix: 'telegram/' }];
    const credentials = await server.addPrincipal({ grants });
    const { outcomes } = await examine(storeConfig(server, bucket, credentials));
    expect(outcomes['get-object']).toBe('limited: store-read-unproved');
  });

  it('finds a read-only profile', async () => {
    const credentials = await server.addPrincipal({ grants: readOnlyGrants(bucket) });
    const { outcomes } = await examine(storeConfig(server, bucket, credentials));
    expect(outcomes).toMatchObject({ 'get-object': 'passed', 'put-object': 'failed: store-forbidden' });
  });

  it('says “overwrite protection: off” of a store that takes conditions without acting on them', async () => {
    await server.setWriteConditions('ignored');
    const { outcomes, line } = await examine(storeConfig(server, bucket));
    expect(outcomes).toEqual({ ...healthy, 'conditional-writes': 'limited' });
    expect(line('conditional-writes').meaning).toMatch(/^Off:/);
    expect(line('conditional-writes').remedy).not.toBeNull();
  });

  it('says “overwrite protection: off” of a store that refuses conditions, and not that nothing can be saved', async () => {
    await server.setWriteConditions('refused');
    const { outcomes, line } = await examine(storeConfig(server, bucket));
    expect(outcomes).toEqual({ ...healthy, 'conditional-writes': 'limited' });
    expect(line('conditional-writes').meaning).toMatch(
      /^Off: the store refuses .* this app writes without them/,
    );
    expect(line('conditional-writes').remedy).not.toBeNull();
  });

  it.each([
    ['an unknown access key', 'NOBODY', 'credentials', 'store-access-key-unknown'],
    ['a wrong secret key', null, 'credentials', 'store-secret-key-wrong'],
  ])('names %s, and says nothing of what lies behind it', async (_, accessKeyId, name, code) => {
    const root = server.rootCredentials.accessKeyId;
    const credentials = { kind: 'keys', accessKeyId: accessKeyId ?? root, secretAccessKey: 'wrong' } as const;
    const { outcomes, line } = await examine({ ...storeConfig(server, bucket), credentials });
    expect(outcomes).toEqual({
      ...healthy,
      ...nothingBehindContact,
      [name]: `failed: ${code}`,
      bucket: 'skipped',
      list: 'skipped',
    });
    expect(line('credentials').remedy?.action).toMatch(/key in the profile/);
  });

  it('gives the command that makes a missing bucket', async () => {
    const { outcomes, line } = await examine(storeConfig(server, 'elsewhere'));
    expect(outcomes).toEqual({
      ...healthy,
      ...nothingBehindContact,
      bucket: 'failed: store-bucket-missing',
      list: 'skipped',
    });
    expect(line('bucket').remedy?.code).toBe(
      `aws s3 mb s3://elsewhere --region eu-central-1 --endpoint-url ${server.endpoint}`,
    );
  });

  it('gives the region that the store asks for', async () => {
    const { outcomes, line } = await examine({ ...storeConfig(server, bucket), region: 'us-west-2' });
    expect(outcomes).toMatchObject({
      clock: 'passed',
      region: 'failed: store-region-wrong',
      credentials: 'skipped',
    });
    expect(line('region').remedy?.code).toBe('eu-central-1');
  });

  it('names an endpoint that nothing answers at', async () => {
    const config = { ...storeConfig(server, bucket), endpoint: 'http://no-such-host.invalid' };
    const { outcomes, line } = await examine(config);
    expect(outcomes).toMatchObject({
      endpoint: 'failed: store-unreachable',
      clock: 'skipped',
      'put-object': 'skipped',
    });
    expect(line('endpoint').meaning).toContain('no-such-host.invalid');
  });

  it.each([
    [20, '20 minutes behind'],
    [-20, '20 minutes ahead'],
  ])('says by how many minutes the clock is wrong (store %d min ahead)', async (minutes, words) => {
    await server.setClockOffsetMs(minutes * 60_000);
    const { outcomes, line } = await examine(storeConfig(server, bucket));
    expect(outcomes).toMatchObject({
      endpoint: 'passed',
      clock: 'failed: store-clock-skew',
      'put-object': 'skipped',
    });
    expect(line('clock').meaning).toContain(words);
    expect(line('clock').remedy?.code).toBe('sudo timedatectl set-ntp true');
  });

  it('warns of a clock that is off but not refused yet', async () => {
    await server.setClockOffsetMs(8 * 60_000);
    const { outcomes, line } = await examine(storeConfig(server, bucket));
    expect(outcomes).toEqual({ ...healthy, clock: 'limited' });
    expect(line('clock').meaning).toContain('8 minutes behind');
  });

  it('sends a person with a named AWS profile to its credentials', async () => {
    const credentials = { kind: 'named-profile', awsProfile: 'no such profile' } as const;
    const { outcomes, line } = await examine({ ...storeConfig(server, bucket), credentials });
    expect(outcomes).toMatchObject({ endpoint: 'skipped', credentials: 'failed: store-no-credentials' });
    expect(line('credentials').remedy?.code).toBe("aws configure --profile 'no such profile'");
  });
});
