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
};
const secrets = { secretAccessKey: 'a/b+c=#d e$f', apiHash: '0123456789abcdef0123456789abcdef' };

describe('the lines with which a connector is started', () => {
  it('name everything the connector reads, with placeholders for the secrets', () => {
    expect(connectorEnv(draft, 'production-bot', null)).toEqual([
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
    const variables = parse(connectorEnv(draft, 'teleapp', secrets).join('\n'));
    const read = readConnectorVariables(variables);
    expect(read.refused).toEqual([]);
    expect(read.secrets).toEqual(secrets);
    expect(read.draft).toMatchObject({ ...draft, name: 'sessions', colour: 'blue' });
  });

  it.each(['ünïcode name 🛰', 'a#b', 'a$HOME', "o'clock", '"quoted"'])(
    'carry the namespace %s unharmed',
    (namespace) => {
      expect(parse(connectorEnv(draft, namespace, null).join('\n')).SESSION).toBe(namespace);
    },
  );

  it('leave credentials out where AWS itself finds them', () => {
    const lines = connectorEnv({ ...draft, credentials: { kind: 'default-chain' } }, 'bot', secrets);
    expect(lines.filter((line) => /KEY/.test(line))).toEqual([]);
  });

  it('need no bucket and no credentials with API_ID 0', () => {
    expect(connectorEnv({ ...draft, apiId: 0 }, 'bot', secrets)).toEqual(['SESSION=bot', 'API_ID=0']);
  });
});
