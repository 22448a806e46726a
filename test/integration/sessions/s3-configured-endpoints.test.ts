import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { S3SessionStore } from '../../../electron/main/sessions/s3/s3-session-store.ts';
import type { S3Credentials } from '../../../electron/main/sessions/s3/s3-store-config.ts';
import { temporaryDirectory } from '../../fixtures/namespaces.ts';
import { type RawServer, startRawServer } from '../../fixtures/raw-server.ts';
import { testLimits } from '../../fixtures/session-store.ts';

let relay: RawServer;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;

beforeEach(async () => {
  relay = await startRawServer((socket) => socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n'));
  folder = await temporaryDirectory();
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await relay.close();
  await folder.remove();
});

/** A region that has no host, so that what is not redirected goes nowhere. */
const region = 'xx-nowhere-1';

async function read(credentials: S3Credentials): Promise<unknown> {
  const limits = { ...testLimits, maxAttempts: 1 };
  const store = new S3SessionStore({ endpoint: '', region, bucket: 'sessions', credentials }, limits);
  const result = await store.read('bot');
  store.close();
  return result;
}

const keys = { kind: 'keys', accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' } as const;
const ops = { kind: 'named-profile', awsProfile: 'ops' } as const;

const role = 'arn:aws:iam::000000000000:role/reader';

/** Regions of services that have no host, so that what is not redirected goes nowhere. */
async function configure(lines: string): Promise<void> {
  const config = join(folder.path, 'config');
  await writeFile(config, lines);
  vi.stubEnv('AWS_CONFIG_FILE', config);
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder.path, 'none'));
  vi.stubEnv('AWS_REGION', region);
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
}

it.each(['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_STS'])(
  '%s does not get a role’s signed request',
  async (name) => {
    const source = 'aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = secret\n';
    await configure(`[profile ops]\nrole_arn = ${role}\nsource_profile = keys\n[profile keys]\n${source}`);
    vi.stubEnv(name, relay.endpoint);
    vi.stubEnv('AWS_PROFILE', 'ops');
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    for (const credentials of [ops, { kind: 'default-chain' } as const])
      expect(await read(credentials)).toMatchObject({ ok: false });
    expect(relay.requests).toBe(0);
  },
);

it.each(['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_STS'])(
  '%s does not get a web identity’s token',
  async (name) => {
    const token = join(folder.path, 'token');
    await writeFile(token, 'a token');
    await configure('');
    vi.stubEnv(name, relay.endpoint);
    vi.stubEnv('AWS_PROFILE', undefined);
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    vi.stubEnv('AWS_WEB_IDENTITY_TOKEN_FILE', token);
    vi.stubEnv('AWS_ROLE_ARN', role);
    expect(await read({ kind: 'default-chain' })).toMatchObject({ ok: false });
    expect(relay.requests).toBe(0);
  },
);

it.each(['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_S3'])('%s does not lead a profile elsewhere', async (name) => {
  vi.stubEnv(name, relay.endpoint);
  expect(await read(keys)).toMatchObject({
    error: { code: 'store-unreachable', params: { endpoint: `s3.${region}.amazonaws.com` } },
  });
  expect(relay.requests).toBe(0);
});

it.each([
  ['endpoint_url of the profile', (url: string) => `endpoint_url = ${url}\n`],
  [
    'endpoint_url of its services',
    (url: string) => `services = mine\n[services mine]\ns3 =\n  endpoint_url = ${url}\n`,
  ],
])('%s does not lead a profile elsewhere', async (_, lines) => {
  const file = join(folder.path, 'config');
  const secret = 'aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = secret\n';
  await writeFile(file, `[profile ops]\n${secret}${lines(relay.endpoint)}`);
  vi.stubEnv('AWS_CONFIG_FILE', file);
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder.path, 'none'));
  vi.stubEnv('AWS_PROFILE', 'ops');
  for (const credentials of [keys, ops])
    expect(await read(credentials)).toMatchObject({ error: { code: 'store-unreachable' } });
  expect(relay.requests).toBe(0);
});
