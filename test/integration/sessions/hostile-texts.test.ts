import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { takeEnvironment } from '../../../electron/main/app/take-environment.ts';
import { createFileLogger } from '../../../electron/main/logging/file-logger.ts';
import { testConnection } from '../../../electron/main/sessions/s3/connection-test.ts';
import { S3SessionStore } from '../../../electron/main/sessions/s3/s3-session-store.ts';
import type { S3StoreConfig } from '../../../electron/main/sessions/s3/s3-store-config.ts';
import { describeError } from '../../../shared/errors.ts';
import type { AppError } from '../../../shared/result.ts';
import { type AwsAuthority, startAwsAuthority } from '../../fixtures/aws-authority.ts';
import { examine } from '../../fixtures/doctor.ts';
import { temporaryDirectory } from '../../fixtures/namespaces.ts';
import { type RawServer, startRawServer } from '../../fixtures/raw-server.ts';
import { type PracticeS3, startS3 } from '../../fixtures/s3.ts';
import { storeConfig, testLimits } from '../../fixtures/session-store.ts';

// Whoever answers may say anything. None of it reaches the window, the log or the doctor's report.

/** In no list of words, and of every shape that a name or a code has. */
const marks = [
  'HOSTILE_MARK',
  'HostileMark',
  'ERR_SSL_HOSTILE',
  'hostile mark: call +49 30 1234567',
] as const;
const anyMark = /hostile/i;

const bucket = 'sessions';
let server: PracticeS3;
let authority: AwsAuthority;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
const open: { close(): unknown }[] = [];

beforeAll(async () => {
  server = await startS3();
  await server.createBucket(bucket);
  authority = await startAwsAuthority({
    grants: server.rootCredentials,
    webIdentityToken: 'token',
    roleArn: 'arn:aws:iam::123456789012:role/operators',
    caller: server.rootCredentials,
    sso: { accessToken: 'token', accountId: '123456789012', roleName: 'Operators' },
    containerToken: 'token',
  });
});

afterAll(async () => {
  await authority.stop();
  await server.stop();
});

beforeEach(async () => {
  folder = await temporaryDirectory();
  await mkdir(join(folder.path, '.aws'));
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) vi.stubEnv(name, undefined);
  vi.stubEnv('HOME', folder.path);
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
});

afterEach(async () => {
  for (const resource of open.splice(0)) await resource.close();
  vi.unstubAllEnvs();
  await folder.remove();
});

/** Everything that a person may come to see of a profile with this store: results in words, report and log. */
async function toldOf(changes: Partial<S3StoreConfig>): Promise<string> {
  const config = { ...storeConfig(server, bucket), ...changes };
  const limits = { ...testLimits, maxAttempts: 1 };
  const store = new S3SessionStore(config, limits);
  const logFolder = join(folder.path, 'logs');
  const logger = createFileLogger(logFolder, () => 'ns-1a2b3c4d');
  const told: unknown[] = [];
  const tell = (error: AppError | null | undefined) => {
    if (!error) return;
    told.push(error, describeError(error));
    logger.warn('failed', { error });
  };
  const read = await store.read('nobody');
  const written = await store.write('nobody', 'x', { ifNoneMatch: '*' });
  tell(read.ok ? null : read.error);
  tell(written.ok ? null : written.error);
  for await (const page of store.list(AbortSignal.timeout(20_000))) {
    tell(page.ok ? null : page.error);
    if (!page.ok) break;
  }
  store.close();
  const connection = await testConnection(config, limits);
  for (const { error } of connection.checks) tell(error);
  const { doctor, reports } = await examine(config);
  expect(told.length).toBeGreaterThan(0);
  return `${JSON.stringify([told, connection, reports])}${doctor.text()}${await readFile(join(logFolder, 'main.log'), 'utf8')}`;
}

function errorDocument(mark: string, more = ''): string {
  const elements = [
    'Message',
    'message',
    'code',
    'name',
    'Region',
    'Endpoint',
    'StringToSign',
    'errno',
    'syscall',
  ];
  const filled = elements.map((element) => `<${element}>${mark}</${element}>`).join('');
  return `<?xml version="1.0"?><Error>${more}${filled}</Error>`;
}

async function answering(status: number, body: string, headers: string[] = []): Promise<RawServer> {
  const lines = [
    `HTTP/1.1 ${status} Hostile`,
    'content-type: application/xml',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
    ...headers,
  ];
  const raw = await startRawServer((socket) => socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`));
  open.push(raw);
  return raw;
}

describe('nothing is told of what a store says', () => {
  const statuses = [200, 301, 400, 403, 404, 409, 412, 500, 503];

  it.each(statuses)(
    'in the error document of a %i',
    async (status) => {
      for (const mark of marks) {
        for (const code of [
          `<Code>${mark}</Code>`,
          '<Code>AccessDenied</Code>',
          '<Code>AuthorizationHeaderMalformed</Code>',
          '',
        ]) {
          const { endpoint } = await answering(status, errorDocument(mark, code), [
            `x-amz-bucket-region: ${mark}`,
            `x-amzn-errortype: ${mark}`,
          ]);
          expect(await toldOf({ endpoint })).not.toMatch(anyMark);
        }
      }
    },
    120_000,
  );

  it('in an answer that is no document at all', async () => {
    for (const body of ['hostile', '{"code":"HOSTILE"}', '<html>hostile</html>', '<Error><Code>hostile']) {
      const { endpoint } = await answering(400, body);
      expect(await toldOf({ endpoint })).not.toMatch(anyMark);
    }
    const raw = await startRawServer((socket) => socket.end('SSH-2.0-hostile\r\n'));
    open.push(raw);
    expect(await toldOf({ endpoint: raw.endpoint })).not.toMatch(anyMark);
  }, 60_000);

  it('in a certificate, which is not trusted whatever the environment asks for', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    takeEnvironment(process.env);
    const [key, cert] = [join(folder.path, 'key.pem'), join(folder.path, 'cert.pem')];
    const subject = '/CN=hostile.example/O=Hostile Mark';
    const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', subject];
    await promisify(execFile)('openssl', [...request, '-keyout', key, '-out', cert]);
    const tls = createServer({ key: await readFile(key), cert: await readFile(cert) }, (_, response) => {
      response.end();
    });
    tls.listen(0, '127.0.0.1');
    await once(tls, 'listening');
    open.push(tls);
    const address = tls.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const told = await toldOf({ endpoint: `https://127.0.0.1:${port}` });
    expect(told).toContain('certificate');
    expect(told).not.toMatch(anyMark);
  }, 60_000);
});

describe('nothing is told of what AWS’s own ways say', () => {
  const named: Partial<S3StoreConfig> = { credentials: { kind: 'named-profile', awsProfile: 'ops' } };
  const configure = (lines: string) =>
    writeFile(join(folder.path, '.aws', 'config'), `[profile ops]\n${lines}\n`);

  it.each([
    ['prints no JSON', "console.log('hostile')"],
    ['prints JSON without keys', `console.log(JSON.stringify({ Version: 1, Hostile: 'hostile' }))`],
    ['prints a version that nobody knows', `console.log(JSON.stringify({ Version: 'hostile' }))`],
    ['fails', "console.error('hostile'); process.exit(3)"],
    ['throws', "throw new Error('hostile')"],
  ])(
    'where a credential_process %s',
    async (_, code) => {
      const script = join(folder.path, 'give.mjs');
      await writeFile(script, code);
      await configure(`credential_process = "${process.execPath}" "${script}" --hostile`);
      const told = await toldOf(named);
      expect(told).toContain('process-failed');
      expect(told).not.toMatch(anyMark);
    },
    60_000,
  );

  it('where STS refuses a role', async () => {
    authority.answerWith({
      status: 403,
      body: '<ErrorResponse><Error><Code>HostileMark</Code><Message>hostile</Message><code>ERR_HOSTILE</code></Error></ErrorResponse>',
    });
    await configure(`role_arn = arn:aws:iam::123456789012:role/operators\ncredential_source = Environment`);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'NOBODY');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'wrong');
    const { aws } = takeEnvironment(process.env);
    expect(await toldOf({ ...named, awsEnvironment: aws })).not.toMatch(anyMark);
    await writeFile(join(folder.path, 'token'), 'token');
    await configure(
      `role_arn = arn:aws:iam::123456789012:role/operators\nweb_identity_token_file = ${join(folder.path, 'token')}`,
    );
    expect(await toldOf(named)).not.toMatch(anyMark);
    authority.answerWith(null);
  }, 60_000);

  it('where a configuration file cannot be understood', async () => {
    await configure('hostile\n[[[ hostile ]]]\n= hostile\nrole_arn = hostile\nsource_profile = hostile');
    expect(await toldOf(named)).not.toMatch(anyMark);
  }, 60_000);
});
