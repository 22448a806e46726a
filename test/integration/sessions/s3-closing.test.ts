import { afterEach, beforeEach, expect, it } from 'vitest';
import { putObject } from '../../../electron/main/sessions/s3/put-object.ts';
import { S3Access } from '../../../electron/main/sessions/s3/s3-access.ts';
import type { S3StoreConfig } from '../../../electron/main/sessions/s3/s3-store-config.ts';
import { type RawServer, startRawServer } from '../../fixtures/raw-server.ts';
import { testLimits } from '../../fixtures/session-store.ts';
import { sampleText } from '../../fixtures/session-strings.ts';

const object = { key: 'telegram/bot/session.txt', text: sampleText(1), condition: null };
let silent: RawServer;
let config: S3StoreConfig;
let access: S3Access;

beforeEach(async () => {
  silent = await startRawServer(() => {});
  const credentials = { kind: 'keys', accessKeyId: 'key', secretAccessKey: 'secret' } as const;
  config = { endpoint: silent.endpoint, region: 'eu-central-1', bucket: 'sessions', credentials };
  access = new S3Access(config, testLimits);
});

afterEach(() => silent.close());

it('a write that is under way when the store is closed ends and is not repeated', async () => {
  const writing = putObject(access, config, object);
  await expect.poll(() => silent.requests).toBeGreaterThan(0);
  const { requests } = silent;
  access.close();
  expect(await writing).toMatchObject({ ok: false, error: { code: 'store-timeout' } });
  expect(silent.requests).toBe(requests);
});

it('nothing is sent after the store was closed', async () => {
  access.close();
  expect(await putObject(access, config, object)).toMatchObject({
    ok: false,
    error: { code: 'store-timeout' },
  });
  expect(silent.requests).toBe(0);
});
