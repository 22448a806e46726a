import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { takeEnvironment } from '../../../electron/main/app/take-environment.ts';
import { S3SessionStore } from '../../../electron/main/sessions/s3/s3-session-store.ts';
import type { S3Credentials } from '../../../electron/main/sessions/s3/s3-store-config.ts';
import { type AwsAuthority, startAwsAuthority } from '../../fixtures/aws-authority.ts';
import { temporaryDirectory } from '../../fixtures/namespaces.ts';
import { type Credentials, type PracticeS3, startS3 } from '../../fixtures/s3.ts';
import { storeConfig, testLimits } from '../../fixtures/session-store.ts';

// The environment is taken out of the way first, as at the app's start; then AWS's own ways are gone through for real.

const bucket = 'sessions';
const roleArn = 'arn:aws:iam::123456789012:role/operators';
const webIdentityToken = 'header.payload.web-identity-signature';
const containerToken = 'container-authorization-token';
const sso = { accessToken: 'sso-access-token', accountId: '123456789012', roleName: 'Operators' };

let server: PracticeS3;
let authority: AwsAuthority;
let temporary: Credentials;
let home: Awaited<ReturnType<typeof temporaryDirectory>>;

beforeAll(async () => {
  server = await startS3();
  await server.createBucket(bucket);
  temporary = await server.addPrincipal({
    grants: [{ actions: ['s3:*'] }],
    sessionToken: 'token-of-a-role',
  });
  authority = await startAwsAuthority({
    grants: temporary,
    webIdentityToken,
    roleArn,
    caller: server.rootCredentials,
    sso,
    containerToken,
  });
});

afterAll(async () => {
  await authority.stop();
  await server.stop();
});

beforeEach(async () => {
  home = await temporaryDirectory();
  await mkdir(join(home.path, '.aws'));
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) vi.stubEnv(name, undefined);
  vi.stubEnv('HOME', home.path);
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await home.remove();
});

function setKeys({ accessKeyId, secretAccessKey, sessionToken }: Credentials): void {
  vi.stubEnv('AWS_ACCESS_KEY_ID', accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', secretAccessKey);
  vi.stubEnv('AWS_SESSION_TOKEN', sessionToken);
}

/** Takes the environment out of the way and reads from the bucket with what is left. */
async function readWith(credentials: S3Credentials): Promise<unknown> {
  const taken = takeEnvironment(process.env);
  const left = Object.entries(process.env).filter(([name]) => /^AWS_.*(SECRET|TOKEN(?!_FILE))/.test(name));
  expect(left.filter(([, value]) => value !== undefined)).toEqual([]);
  const config = { ...storeConfig(server, bucket), credentials, awsEnvironment: taken.aws };
  const store = new S3SessionStore(config, testLimits);
  const read = await store.read('nobody');
  store.close();
  return read;
}

const missing = { ok: true, value: { kind: 'missing' } };
const chain: S3Credentials = { kind: 'default-chain' };
const ops: S3Credentials = { kind: 'named-profile', awsProfile: 'ops' };

async function configure(lines: string): Promise<void> {
  await writeFile(join(home.path, '.aws', 'config'), lines);
}

describe('with the environment’s secrets taken away, credentials come all the same', () => {
  it('from lasting and from temporary keys that the environment held', async () => {
    setKeys(server.rootCredentials);
    expect(await readWith(chain)).toEqual(missing);
    setKeys(temporary);
    expect(await readWith(chain)).toEqual(missing);
  });

  it('from a web identity: the token’s file and a role', async () => {
    const file = join(home.path, 'token');
    await writeFile(file, webIdentityToken);
    vi.stubEnv('AWS_WEB_IDENTITY_TOKEN_FILE', file);
    vi.stubEnv('AWS_ROLE_ARN', roleArn);
    expect(await readWith(chain)).toEqual(missing);
    expect(authority.granted().at(-1)).toBe('AssumeRoleWithWebIdentity');
  });

  it('from an SSO sign-in, in both forms of its configuration', async () => {
    const cache = join(home.path, '.aws', 'sso', 'cache');
    await mkdir(cache, { recursive: true });
    const token = JSON.stringify({
      accessToken: sso.accessToken,
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    });
    const role = `sso_account_id = ${sso.accountId}\nsso_role_name = ${sso.roleName}\n`;
    const start = 'sso_start_url = https://x.awsapps.com/start\nsso_region = us-east-1\n';
    for (const [name, lines] of [
      ['work', `[profile ops]\nsso_session = work\n${role}[sso-session work]\n${start}`],
      ['https://x.awsapps.com/start', `[profile ops]\n${start}${role}`],
    ] as const) {
      await writeFile(join(cache, `${createHash('sha1').update(name).digest('hex')}.json`), token);
      await configure(lines);
      const before = authority.granted().length;
      expect(await readWith(ops)).toEqual(missing);
      vi.stubEnv('AWS_PROFILE', 'ops');
      expect(await readWith(chain)).toEqual(missing);
      vi.stubEnv('AWS_PROFILE', undefined);
      expect(authority.granted().slice(before)).toEqual(['sso', 'sso']);
    }
  });

  it('from a credential_process, which inherits none of the secrets but what else was set', async () => {
    const { accessKeyId, secretAccessKey } = server.rootCredentials;
    const script = join(home.path, 'give.mjs');
    const seen = join(home.path, 'seen.json');
    await writeFile(
      script,
      `import { writeFileSync } from 'node:fs';
writeFileSync(${JSON.stringify(seen)}, JSON.stringify(process.env));
console.log(${JSON.stringify(JSON.stringify({ Version: 1, AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey }))});`,
    );
    await configure(`[profile ops]\ncredential_process = "${process.execPath}" "${script}"\n`);
    setKeys({ accessKeyId: 'NOBODY', secretAccessKey: 'held-secret', sessionToken: 'held-token' });
    vi.stubEnv('AWS_REGION', 'eu-central-1');
    vi.stubEnv('API_HASH', 'held-hash');
    vi.stubEnv('NODE_OPTIONS', '--no-warnings');
    expect(await readWith(ops)).toEqual(missing);
    const { readFile } = await import('node:fs/promises');
    const inherited = await readFile(seen, 'utf8');
    expect(inherited).not.toContain('held-');
    expect(JSON.parse(inherited)).toMatchObject({ AWS_REGION: 'eu-central-1', HOME: home.path });
    expect(JSON.parse(inherited)).not.toHaveProperty('NODE_OPTIONS');
  });

  it('from a role that a profile takes on with the environment’s keys', async () => {
    await configure(`[profile ops]\nrole_arn = ${roleArn}\ncredential_source = Environment\n`);
    setKeys(server.rootCredentials);
    expect(await readWith(ops)).toEqual(missing);
    expect(authority.granted().at(-1)).toBe('AssumeRole');
  });

  it('from a container’s credentials with its authorization token', async () => {
    vi.stubEnv('AWS_CONTAINER_CREDENTIALS_FULL_URI', `${authority.endpoint}/container`);
    vi.stubEnv('AWS_CONTAINER_AUTHORIZATION_TOKEN', containerToken);
    expect(await readWith(chain)).toEqual(missing);
    expect(authority.granted().at(-1)).toBe('container');
  });

  it('from the profile that AWS_PROFILE names, before keys in the environment', async () => {
    const { accessKeyId, secretAccessKey } = server.rootCredentials;
    await configure(
      `[profile ops]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
    );
    setKeys({ accessKeyId: 'NOBODY', secretAccessKey: 'wrong' });
    vi.stubEnv('AWS_PROFILE', 'ops');
    expect(await readWith(chain)).toEqual(missing);
  });
});
