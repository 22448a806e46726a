import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { S3SessionStore } from '../../../electron/main/sessions/s3/s3-session-store.ts';
import type { S3Credentials } from '../../../electron/main/sessions/s3/s3-store-config.ts';
import { examine } from '../../fixtures/doctor.ts';
import { temporaryDirectory } from '../../fixtures/namespaces.ts';
import { type PracticeS3, startS3 } from '../../fixtures/s3.ts';
import { storeConfig, testLimits } from '../../fixtures/session-store.ts';

const bucket = 'sessions';
let server: PracticeS3;
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;

beforeAll(async () => {
  server = await startS3();
  await server.createBucket(bucket);
  directory = await temporaryDirectory();
});

afterAll(async () => {
  await server.stop();
  await directory.remove();
});

afterEach(() => vi.unstubAllEnvs());

/** Writes the credentials file that AWS's own tools would use from now on. */
async function configure(lines: string): Promise<void> {
  const file = join(directory.path, 'credentials');
  await writeFile(file, lines);
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', file);
  vi.stubEnv('AWS_CONFIG_FILE', join(directory.path, 'no-config'));
}

function keysOf({ accessKeyId, secretAccessKey }: { accessKeyId: string; secretAccessKey: string }): string {
  return `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
}

const missing = { ok: true, value: { kind: 'missing' } };

async function readWith(credentials: S3Credentials): Promise<unknown> {
  const store = new S3SessionStore({ ...storeConfig(server, bucket), credentials }, testLimits);
  const read = await store.read('nobody');
  store.close();
  return read;
}

describe('AWS’s own credentials', () => {
  it('are taken from the environment by the default chain', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', server.rootCredentials.accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', server.rootCredentials.secretAccessKey);
    expect(await readWith({ kind: 'default-chain' })).toEqual(missing);
  });

  it('are taken from the named profile, whatever the environment says', async () => {
    await configure(`[ops]\n${keysOf(server.rootCredentials)}`);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'NOBODY');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'wrong');
    expect(await readWith({ kind: 'named-profile', awsProfile: 'ops' })).toEqual(missing);
  });
});

describe('a corrected credentials file', () => {
  const wrong = { accessKeyId: 'NOBODY', secretAccessKey: 'wrong' };

  it.each([
    ['a key that the store does not know', `[ops]\n${keysOf(wrong)}`, 'store-access-key-unknown'],
    ['a profile that did not exist', '', 'store-no-credentials'],
  ])('is used by the next call after %s, and by a store that is opened anew', async (_, before, code) => {
    await configure(before);
    const store = new S3SessionStore(
      { ...storeConfig(server, bucket), credentials: { kind: 'named-profile', awsProfile: 'ops' } },
      testLimits,
    );
    expect(await store.read('nobody')).toMatchObject({ ok: false, error: { code } });
    await configure(`[ops]\n${keysOf(server.rootCredentials)}`);
    expect(await store.read('nobody')).toEqual(missing);
    store.close();
    await configure(before);
    expect(await readWith({ kind: 'named-profile', awsProfile: 'ops' })).toMatchObject({ ok: false });
  });

  it('is used after a secret key that does not fit, in the default chain', async () => {
    const { accessKeyId } = server.rootCredentials;
    await configure(`[default]\n${keysOf({ accessKeyId, secretAccessKey: 'wrong' })}`);
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
    const config = { ...storeConfig(server, bucket), credentials: { kind: 'default-chain' } as const };
    const store = new S3SessionStore(config, testLimits);
    const read = await store.read('nobody');
    expect(read).toMatchObject({ ok: false, error: { code: 'store-secret-key-wrong' } });
    await configure(`[default]\n${keysOf(server.rootCredentials)}`);
    expect(await store.read('nobody')).toEqual(missing);
    store.close();
  });
});

describe('credentials that are not there', () => {
  async function reasonWith(settings: string): Promise<unknown> {
    await configure(`[ops]\n${settings}`);
    const read = await readWith({ kind: 'named-profile', awsProfile: 'ops' });
    expect(read).toMatchObject({ ok: false, error: { code: 'store-no-credentials' } });
    return (read as { error: { params: unknown } }).error.params;
  }

  const ofProfile = (reason: string, message: string) => ({ reason, message });

  it('have words of our own for a profile without any, a sign-in that was not made, and a role', async () => {
    expect(await reasonWith('region = eu-central-1\n')).toEqual(
      ofProfile('profile-empty', 'the AWS profile ops names no credentials'),
    );
    const sso = 'sso_start_url = https://x.awsapps.com/start\nsso_region = us-east-1\n';
    expect(await reasonWith(`${sso}sso_account_id = 1\nsso_role_name = r\n`)).toEqual(
      ofProfile('signed-out', 'nobody is signed in to the AWS profile ops'),
    );
    expect(await reasonWith('role_arn = arn:aws:iam::1:role/r\ncredential_source = Nowhere\n')).toEqual(
      ofProfile('role-refused', 'the role of the AWS profile ops could not be taken on'),
    );
  });

  it('are told apart from a file that cannot be read', async () => {
    // A folder cannot be read as a file by anybody, root included.
    const folder = join(directory.path, 'a-folder');
    await mkdir(folder, { recursive: true });
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', folder);
    const read = await readWith({ kind: 'named-profile', awsProfile: 'ops' });
    expect(read).toMatchObject({ ok: false, error: { params: { reason: 'file-unreadable' } } });
  });

  it('say nothing of what a credential_process was called with and printed', async () => {
    const script = join(directory.path, 'give-credentials.mjs');
    const lines = [
      "console.log('printed-secret', process.argv);",
      "console.error('complained-secret: expired');",
      'process.exitCode = 3;',
    ];
    await writeFile(script, lines.join('\n'));
    await configure(
      `[ops]\ncredential_process = "${process.execPath}" "${script}" --password called-secret\n`,
    );
    const config = {
      ...storeConfig(server, bucket),
      credentials: { kind: 'named-profile', awsProfile: 'ops' } as const,
    };
    const { doctor, line } = await examine(config);
    expect(line('credentials').remedy?.action).toContain('credential_process');
    expect(doctor.text()).not.toMatch(/secret|give-credentials/);
    const said = JSON.stringify(await readWith({ kind: 'named-profile', awsProfile: 'ops' }));
    expect(said).toContain('"process-failed"');
    expect(said).not.toMatch(/secret|give-credentials/);
  });

  it('say nothing of what a credential_process printed that is no JSON', async () => {
    await configure('[ops]\ncredential_process = echo printed-secret\n');
    const said = JSON.stringify(await readWith({ kind: 'named-profile', awsProfile: 'ops' }));
    expect(said).toContain('"process-failed"');
    expect(said).not.toMatch(/secret|echo/);
  });
});
