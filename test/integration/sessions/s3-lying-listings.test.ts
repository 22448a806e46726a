import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testConnection } from '../../../electron/main/sessions/s3/connection-test.ts';
import { S3Access } from '../../../electron/main/sessions/s3/s3-access.ts';
import { S3SessionStore } from '../../../electron/main/sessions/s3/s3-session-store.ts';
import { bucketVersioning } from '../../../electron/main/sessions/s3/versioning.ts';
import { NamespacesBench, temporaryDirectory } from '../../fixtures/namespaces.ts';
import { startRawServer } from '../../fixtures/raw-server.ts';
import { type Habits, type PracticeS3, startS3 } from '../../fixtures/s3.ts';
import { collect, storeConfig, succeeded, testLimits } from '../../fixtures/session-store.ts';
import { sampleText } from '../../fixtures/session-strings.ts';

const bucket = 'sessions';
let server: PracticeS3;
let store: S3SessionStore;

beforeAll(async () => {
  server = await startS3();
  await server.createBucket(bucket, { versioned: true });
  for (const name of ['first', 'second'])
    await server.putObject(bucket, `telegram/${name}/session.txt`, sampleText(1));
});

afterAll(() => server.stop());

const openStore = () => new S3SessionStore(storeConfig(server, bucket), testLimits);

beforeEach(() => {
  store = openStore();
});

afterEach(async () => {
  store.close();
  await server.setHabits({});
});

const invalid = { ok: false, error: { code: 'store-answer-invalid' } };

const lies: Habits['listings'][] = ['empty', 'web-page', 'no-token', 'circular', 'no-end'];

describe.each(lies)('a listing that is %s', (listings) => {
  it('fails, and does not go on for ever', async () => {
    await server.setHabits({ listings });
    const pages = await collect(store.list(new AbortController().signal));
    expect(pages.length).toBeLessThan(5);
    expect(pages.at(-1)).toMatchObject(invalid);
  });

  it('takes no row away and forgets no name', async () => {
    const directory = await temporaryDirectory();
    const bench = await NamespacesBench.open(store, directory.path);
    const names = () => bench.namespaces.listing().namespaces.map(({ name }) => name);
    await bench.listed();
    const before = names();
    expect(before).toEqual(expect.arrayContaining(['first', 'second']));
    await server.setHabits({ listings });
    await bench.listed();
    expect(bench.namespaces.listing().listing).toMatchObject({ kind: 'failed', error: invalid.error });
    expect(names()).toEqual(before);
    expect(bench.row('first')).toMatchObject({ sizeBytes: 353 });
    await bench.namespaces.dispose();
    const restarted = await NamespacesBench.open(openStore(), directory.path);
    await restarted.listed();
    expect(restarted.row('second')).toBeDefined();
    await restarted.namespaces.dispose();
    await directory.remove();
  });

  it('is no history either', async () => {
    await server.setHabits({ listings });
    const first = await store.versions.listVersions('first', null);
    // Only the second page of a circle leads back.
    const last = first.ok ? await store.versions.listVersions('first', first.value?.next ?? null) : first;
    expect(last).toMatchObject(invalid);
  });
});

it.each(['empty', 'web-page'] as const)('an endpoint that answers with %s is no store', async (listings) => {
  await server.setHabits({ listings });
  const { checks, usable } = await testConnection(storeConfig(server, bucket), testLimits);
  expect(usable).toBe(false);
  expect(checks.find(({ name }) => name === 'endpoint')).toMatchObject({
    outcome: 'failed',
    error: invalid.error,
  });
});

it.each([
  ['an empty body', '', null],
  ['a web page', '<html><body>Sign in</body></html>', null],
  ['a listing', '<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>', null],
  ['a bucket that never had versions', '<VersioningConfiguration xmlns="x"/>', 'off'],
  [
    'a bucket that keeps them',
    '<?xml version="1.0"?>\n<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>',
    'on',
  ],
])('what is said of versioning is believed only where it is said: %s', async (_, body, told) => {
  const head = `HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n`;
  const raw = await startRawServer((socket) => socket.write(head + body));
  const config = { ...storeConfig(server, bucket), endpoint: raw.endpoint };
  const access = new S3Access(config, testLimits);
  const versioning = await bucketVersioning({ access, config });
  expect(versioning).toMatchObject(told === null ? invalid : { ok: true, value: told });
  access.close();
  await raw.close();
});

it('a listing that gives the same keys under ever new tokens ends', async () => {
  let pages = 0;
  const raw = await startRawServer((socket) => {
    pages += 1;
    const end = `<IsTruncated>true</IsTruncated><NextContinuationToken>${pages}</NextContinuationToken>`;
    const contents = '<Contents><Key>telegram/first/session.txt</Key></Contents>';
    const body = `<ListBucketResult>${end}${contents}</ListBucketResult>`;
    socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
  });
  const endless = new S3SessionStore({ ...storeConfig(server, bucket), endpoint: raw.endpoint }, testLimits);
  const listed = await collect(endless.list(new AbortController().signal));
  expect(listed).toHaveLength(2);
  expect(listed.at(-1)).toMatchObject(invalid);
  endless.close();
  await raw.close();
});

it('a true listing is believed, of no sessions too', async () => {
  await server.createBucket('empty-bucket');
  const empty = new S3SessionStore(storeConfig(server, 'empty-bucket'), testLimits);
  expect((await collect(empty.list(new AbortController().signal))).map(succeeded)).toEqual([[]]);
  expect(succeeded(await empty.versions.listVersions('first', null))).toBeNull();
  empty.close();
});
