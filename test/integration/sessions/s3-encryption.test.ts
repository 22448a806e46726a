import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { S3SessionStore } from '../../../electron/main/sessions/s3/s3-session-store.ts';
import type { S3Encryption } from '../../../electron/main/sessions/s3/s3-store-config.ts';
import { examine } from '../../fixtures/doctor.ts';
import { connectorGrants, type PracticeS3, readOnlyGrants, startS3 } from '../../fixtures/s3.ts';
import { sdkClient } from '../../fixtures/s3-client.ts';
import { storeConfig, succeeded, testLimits } from '../../fixtures/session-store.ts';
import { sampleText } from '../../fixtures/session-strings.ts';

const create = { ifNoneMatch: '*' } as const;
let server: PracticeS3;
let bucket: string;
let buckets = 0;

beforeAll(async () => {
  server = await startS3();
});

afterAll(() => server.stop());

beforeEach(async () => {
  buckets += 1;
  bucket = `encrypted-${buckets}`;
  await server.createBucket(bucket);
});

function configOf(encryption?: S3Encryption) {
  return { ...storeConfig(server, bucket), ...(encryption && { encryption }) };
}

async function write(encryption?: S3Encryption, config = configOf(encryption)) {
  const store = new S3SessionStore(config, testLimits);
  const written = await store.write('bot', sampleText(1), create);
  store.close();
  return written;
}

async function headers(key: string) {
  const { HeadObjectCommand } = await import('@aws-sdk/client-s3');
  const client = sdkClient(server);
  const { ServerSideEncryption, SSEKMSKeyId } = await client.send(
    new HeadObjectCommand({ Bucket: bucket, Key: key }),
  );
  client.destroy();
  return { kind: ServerSideEncryption, keyId: SSEKMSKeyId };
}

const key = 'telegram/bot/session.txt';

describe('a bucket that demands server-side encryption', () => {
  it.each([
    [{ kind: 'AES256' }, undefined],
    [{ kind: 'aws:kms' }, 'aws-s3'],
    [{ kind: 'aws:kms', keyId: 'alias/practice-key' }, 'practice-key'],
  ] as const)('takes sessions that ask for %o, and gives them back', async (encryption, keyName) => {
    await server.demandEncryption(bucket, encryption.kind);
    succeeded(await write(encryption));
    const found = await headers(key);
    expect(found.kind).toBe(encryption.kind);
    expect(found.keyId?.split('/').at(-1)).toBe(keyName);
    const store = new S3SessionStore(configOf(encryption), testLimits);
    expect(succeeded(await store.read('bot'))).toMatchObject({ kind: 'found', text: sampleText(1) });
    store.close();
  });

  it.each([
    ['AES256', undefined],
    ['aws:kms', undefined],
    ['aws:kms', { kind: 'AES256' }],
    ['AES256', { kind: 'aws:kms' }],
  ] as const)('says that it demands %s of a profile with %o', async (demanded, encryption) => {
    await server.demandEncryption(bucket, demanded);
    expect(await write(encryption)).toEqual({
      ok: false,
      error: { code: 'store-encryption-needed', params: { encryption: demanded } },
    });
    expect(await server.getObject(bucket, key)).toBeNull();
  });

  it('is not blamed where these credentials may not write at all', async () => {
    const credentials = await server.addPrincipal({ grants: readOnlyGrants(bucket) });
    const written = await write(undefined, storeConfig(server, bucket, credentials));
    expect(written).toMatchObject({ error: { code: 'store-forbidden' } });
  });

  it('is found by the doctor, which says what to choose', async () => {
    await server.demandEncryption(bucket, 'aws:kms');
    const { outcomes, line } = await examine(configOf());
    expect(outcomes['put-object']).toBe('failed: store-encryption-needed');
    expect(line('put-object').remedy?.action).toContain('aws:kms');
    const { outcomes: chosen } = await examine(configOf({ kind: 'aws:kms' }));
    expect(chosen).toMatchObject({
      'put-object': 'passed',
      'conditional-writes': 'passed',
      checksums: 'information',
    });
  });

  it('is written to with the connector’s own permissions', async () => {
    await server.demandEncryption(bucket, 'AES256');
    const credentials = await server.addPrincipal({ grants: connectorGrants(bucket) });
    const config = { ...storeConfig(server, bucket, credentials), encryption: { kind: 'AES256' } as const };
    succeeded(await write(undefined, config));
  });
});

it('a key that does not exist has words of its own', async () => {
  expect(await write({ kind: 'aws:kms', keyId: 'no-such-key' })).toMatchObject({
    error: { code: 'store-encryption-key' },
  });
});

it('a profile without encryption sends no header for it', async () => {
  succeeded(await write());
  expect(await headers(key)).toEqual({ kind: undefined, keyId: undefined });
});
