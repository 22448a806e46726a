import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { S3SessionStore } from '../../../electron/main/sessions/s3/s3-session-store.ts';
import type { S3Credentials } from '../../../electron/main/sessions/s3/s3-store-config.ts';
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
    expect(await readWith({ kind: 'default-chain' })).toEqual({ ok: true, value: { kind: 'missing' } });
  });

  it('are taken from the named profile, whatever the environment says', async () => {
    const { accessKeyId, secretAccessKey } = server.rootCredentials;
    const file = join(directory.path, 'credentials');
    await writeFile(
      file,
      `[ops]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
    );
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', file);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'NOBODY');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'wrong');
    expect(await readWith({ kind: 'named-profile', awsProfile: 'ops' })).toEqual({
      ok: true,
      value: { kind: 'missing' },
    });
  });
});
