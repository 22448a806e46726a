import { randomUUID } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ProfileImports } from '../../../electron/main/profiles/profile-imports.ts';
import type { ProfileDraft } from '../../../shared/profiles.ts';
import { ManualClock } from '../../fixtures/manual-clock.ts';

const apiHash = '0123456789abcdef0123456789abcdef';
const connectorEnv = `# MinIO on this computer
AWS_S3_ENDPOINT=http://localhost:9000
AWS_ACCESS_KEY="minio-admin"
AWS_SECRET_KEY='minio secret'
AWS_S3_SESSION_BUCKET=telegram-sessions
AWS_REGION=eu-central-1
SESSION=production-bot
API_ID=12345
API_HASH=${apiHash}
UNRELATED=1
`;

async function importText(text: string | Buffer) {
  const path = join(await mkdtemp(join(tmpdir(), 'import-')), '.env');
  await writeFile(path, text);
  const clock = new ManualClock();
  const imports = new ProfileImports({}, randomUUID, clock);
  return { clock, imports, result: await imports.fromFile(path) };
}

async function importProfile() {
  const { clock, imports, result } = await importText(connectorEnv);
  if (!result.ok) throw new Error(result.error.code);
  const { draft, importId } = result.value;
  return { clock, imports, importId, draft: { ...draft, apiId: 12345 } satisfies ProfileDraft };
}

test('the connector’s .env becomes a profile, and its secrets stay behind in main', async () => {
  const { result } = await importText(connectorEnv);
  if (!result.ok) throw new Error(result.error.code);
  expect(result.value.draft).toEqual({
    name: 'telegram-sessions',
    colour: 'blue',
    endpoint: 'http://localhost:9000',
    region: 'eu-central-1',
    bucket: 'telegram-sessions',
    credentials: { kind: 'keys', accessKeyId: 'minio-admin' },
    apiId: 12345,
    defaultNamespace: 'production-bot',
    production: false,
  });
  expect(result.value).toMatchObject({
    source: '.env',
    hasApiHash: true,
    hasSecretAccessKey: true,
    refused: [],
  });
  expect(result.value.found).toHaveLength(8);
  expect(JSON.stringify(result.value)).not.toContain('minio secret');
});

test('imported secrets are there for their place until they are forgotten', async () => {
  const { clock, imports, importId, draft } = await importProfile();
  expect(imports.secretsFor(importId, draft)).toEqual({ secretAccessKey: 'minio secret', apiHash });
  imports.forget(importId);
  expect(imports.secretsFor(importId, draft)).toEqual({});
  expect(imports.isForgotten(importId)).toBe(true);
  expect(clock.waiting).toBe(0);
});

test.each([
  { endpoint: 'http://localhost:9001' },
  { region: 'eu-west-1' },
  { bucket: 'another' },
  { proxy: { address: 'http://localhost:3128', signsIn: false } },
])('an imported secret key is not given to another place: %o', async (change) => {
  const { imports, importId, draft } = await importProfile();
  expect(imports.secretsFor(importId, { ...draft, ...change })).toEqual({ apiHash });
});

test('an import that nobody saves is forgotten after ten minutes', async () => {
  const { clock, imports, importId, draft } = await importProfile();
  const settled = () => Promise.resolve();
  await clock.advance(10 * 60_000 - 1, settled);
  expect(imports.secretsFor(importId, draft)).toHaveProperty('secretAccessKey');
  expect(imports.isForgotten(importId)).toBe(false);
  await clock.advance(1, settled);
  expect(imports.secretsFor(importId, draft)).toEqual({});
  expect(imports.isForgotten(importId)).toBe(true);
});

test('the environment is read under the same names, and empty values mean the connector’s defaults', () => {
  const imports = new ProfileImports(
    { AWS_S3_ENDPOINT: '', AWS_S3_SESSION_BUCKET: 'b-1', API_ID: '7' },
    randomUUID,
    new ManualClock(),
  );
  const result = imports.fromEnvironment();
  expect(result).toMatchObject({
    ok: true,
    value: {
      source: 'the environment',
      draft: {
        endpoint: '',
        region: 'us-east-1',
        credentials: { kind: 'default-chain' },
        defaultNamespace: 'teleapp',
      },
      found: ['AWS_S3_SESSION_BUCKET', 'API_ID'],
    },
  });
});

test.each(['SESSION=x', 'API_ID=twelve'])(
  '%s leaves the API ID open instead of meaning synthetic accounts',
  async (text) => {
    const { result } = await importText(`${text}\nAWS_S3_SESSION_BUCKET=b-1\n`);
    expect(result).toMatchObject({ ok: true, value: { draft: { apiId: null } } });
  },
);

test('values that no profile can hold are named with the reason, without their text', async () => {
  const { result } = await importText(
    'API_ID=12x\nAPI_HASH=not-a-hash-at-all\nAWS_S3_ENDPOINT=ftp://x\nSESSION=a/b\n',
  );
  if (!result.ok) throw new Error(result.error.code);
  expect(result.value.refused.map((entry) => entry.variable)).toEqual([
    'AWS_S3_ENDPOINT',
    'SESSION',
    'API_ID',
    'API_HASH',
  ]);
  expect(JSON.stringify(result.value)).not.toContain('not-a-hash-at-all');
});

test.each([
  ['a file without any of the variables', 'FOO=1\n', 'import-empty'],
  ['a binary file', Buffer.from([0, 1, 2, 255]), 'import-unreadable'],
  ['a file of a megabyte', 'A=1\n'.repeat(300_000), 'import-unreadable'],
])('%s gives a typed error', async (_, text, code) => {
  const { result } = await importText(text);
  expect(result).toMatchObject({ ok: false, error: { code } });
});

test('a file that is not there gives a typed error', async () => {
  const result = await new ProfileImports({}, randomUUID, new ManualClock()).fromFile(
    join(tmpdir(), randomUUID()),
  );
  expect(result).toMatchObject({ ok: false, error: { code: 'import-unreadable' } });
});
