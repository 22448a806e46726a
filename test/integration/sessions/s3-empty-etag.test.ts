import { afterEach, beforeEach, expect, it } from 'vitest';
import { headObject } from '../../../electron/main/sessions/s3/head-object.ts';
import { listPages } from '../../../electron/main/sessions/s3/list-pages.ts';
import { putObject } from '../../../electron/main/sessions/s3/put-object.ts';
import { readObject } from '../../../electron/main/sessions/s3/read-object.ts';
import { S3Access } from '../../../electron/main/sessions/s3/s3-access.ts';
import type { S3StoreConfig } from '../../../electron/main/sessions/s3/s3-store-config.ts';
import { type RawServer, startRawServer } from '../../fixtures/raw-server.ts';
import { collect, testLimits } from '../../fixtures/session-store.ts';
import { sampleText } from '../../fixtures/session-strings.ts';

const head = 'HTTP/1.1 200 OK\r\netag:\r\nconnection: close\r\n';
const listing =
  '<ListBucketResult><IsTruncated>false</IsTruncated>' +
  '<Contents><Key>telegram/bot/session.txt</Key><ETag></ETag></Contents></ListBucketResult>';
const object = { key: 'telegram/bot/session.txt', text: sampleText(1), condition: null };
const withoutEtag = { ok: false, error: { code: 'store-unexpected' } };

let server: RawServer;
let config: S3StoreConfig;
let access: S3Access;

beforeEach(async () => {
  server = await startRawServer((socket) =>
    socket.end(`${head}content-length: ${listing.length}\r\n\r\n${listing}`),
  );
  const credentials = { kind: 'keys', accessKeyId: 'key', secretAccessKey: 'secret' } as const;
  config = { endpoint: server.endpoint, region: 'eu-central-1', bucket: 'sessions', credentials };
  access = new S3Access(config, testLimits);
});

afterEach(async () => {
  access.close();
  await server.close();
});

it('an object with an empty ETag is neither read, looked at nor taken for stored', async () => {
  expect(await readObject(access, config, 'bot')).toMatchObject(withoutEtag);
  expect(await headObject(access, config, 'bot')).toMatchObject(withoutEtag);
  expect(await putObject(access, config, object)).toMatchObject(withoutEtag);
});

it('a listed session with an empty ETag has none', async () => {
  const pages = await collect(listPages(access, config, new AbortController().signal));
  expect(pages).toMatchObject([{ ok: true, value: [{ namespace: 'bot', etag: null }] }]);
});
