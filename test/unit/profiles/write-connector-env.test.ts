import { parse } from 'dotenv';
import { describe, expect, it } from 'vitest';
import { readConnectorVariables } from '../../../electron/main/profiles/read-connector-variables.ts';
import { connectorEnv } from '../../../electron/main/profiles/write-connector-env.ts';
import type { ProfileDraft } from '../../../shared/profiles.ts';

const draft: ProfileDraft = {
  name: 'Production',
  colour: 'red',
  endpoint: 'https://store.example:9000',
  region: 'eu-central-1',
  bucket: 'sessions',
  credentials: { kind: 'keys', accessKeyId: 'AKIAEXAMPLE' },
  apiId: 4242,
  defaultNamespace: 'teleapp',
  production: false,
};
const secrets = { secretAccessKey: 'a/b+c=#d e$f', apiHash: '0123456789abcdef0123456789abcdef' };

function linesOf(...given: Parameters<typeof connectorEnv>): string[] {
  const lines = connectorEnv(...given);
  if (!lines.ok) throw new Error(`not written: ${lines.error.params?.variable}`);
  return lines.value;
}

describe('the lines with which a connector is started', () => {
  it('name everything the connector reads, with placeholders for the secrets', () => {
    expect(linesOf(draft, 'production-bot', null)).toEqual([
      'AWS_S3_ENDPOINT=https://store.example:9000',
      'AWS_S3_SESSION_BUCKET=sessions',
      'AWS_REGION=eu-central-1',
      'AWS_ACCESS_KEY=AKIAEXAMPLE',
      'AWS_SECRET_KEY=<secret key>',
      'SESSION=production-bot',
      'API_ID=4242',
      'API_HASH=<API hash>',
    ]);
  });

  it('give back the same profile when they are read as a .env file', () => {
    const variables = parse(linesOf(draft, 'teleapp', secrets).join('\n'));
    const read = readConnectorVariables(variables);
    expect(read.refused).toEqual([]);
    expect(read.secrets).toEqual(secrets);
    expect(read.draft).toMatchObject({ ...draft, name: 'sessions', colour: 'blue' });
  });

  it.each([
    'ünïcode name 🛰',
    'a#b',
    'a$HOME',
    "o'clock",
    '"quoted"',
    'bot\nAWS_S3_ENDPOINT=https://evil.example',
  ])('carry the namespace %j unharmed', (namespace) => {
    const variables = parse(linesOf(draft, namespace, null).join('\n'));
    expect(variables.SESSION).toBe(namespace);
    expect(variables.AWS_S3_ENDPOINT).toBe(draft.endpoint);
  });

  it('are not written where no line carries a value, and the variable is named', () => {
    const error = { code: 'env-value-unwritable', params: { variable: 'SESSION' } };
    expect(connectorEnv(draft, `both ' and "`, null)).toEqual({ ok: false, error });
    const broken = connectorEnv(draft, 'bot', { ...secrets, secretAccessKey: '\u0024{HOME}' });
    expect(broken).toMatchObject({ error: { params: { variable: 'AWS_SECRET_KEY' } } });
  });

  it('leave credentials out where AWS itself finds them', () => {
    const lines = linesOf({ ...draft, credentials: { kind: 'default-chain' } }, 'bot', secrets);
    expect(lines.filter((line) => /KEY/.test(line))).toEqual([]);
  });

  it('need no bucket and no credentials with API_ID 0', () => {
    expect(linesOf({ ...draft, apiId: 0 }, 'bot', secrets)).toEqual(['SESSION=bot', 'API_ID=0']);
  });
});
