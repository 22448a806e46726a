import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { S3SessionStore } from '../../../electron/main/sessions/s3/s3-session-store.ts';
import { GuardedNamespaces } from '../../fixtures/guarded-namespaces.ts';
import { type Credentials, connectorGrants, type PracticeS3, startS3 } from '../../fixtures/s3.ts';
import { sdkClient } from '../../fixtures/s3-client.ts';
import { storeConfig, testLimits } from '../../fixtures/session-store.ts';
import { sampleText } from '../../fixtures/session-strings.ts';

const name = 'bot';
const key = 'telegram/bot/session.txt';
let server: PracticeS3;
let bucket = '';
let buckets = 0;
let bench: GuardedNamespaces;

beforeAll(async () => {
  server = await startS3();
});

afterAll(() => server.stop());

beforeEach(() => {
  buckets += 1;
  bucket = `history-${buckets}`;
});

afterEach(() => bench.dispose());

async function open(versioned: boolean, seeds: readonly number[], as?: readonly string[]): Promise<void> {
  await server.createBucket(bucket, { versioned });
  await server.putObjects(
    bucket,
    seeds.map((seed) => ({ key, body: sampleText(seed) })),
  );
  const credentials = as && (await principal(as));
  const store = new S3SessionStore(storeConfig(server, bucket, credentials), testLimits);
  bench = await GuardedNamespaces.open(store, store.versions);
}

function principal(actions: readonly string[]): Promise<Credentials> {
  const [grant] = connectorGrants(bucket);
  if (!grant) throw new Error('the connector has a grant');
  // A test names actions that the server knows.
  const more = actions as typeof grant.actions;
  return server.addPrincipal({ grants: [grant, { actions: more, bucket }] });
}

async function stored(): Promise<string> {
  return Buffer.from((await server.getObject(bucket, key)) ?? []).toString('latin1');
}

async function count(operation: string): Promise<number> {
  return (await server.log()).filter((entry) => entry.operation === operation).length;
}

/** Every line of the history, page by page. */
async function allLines() {
  const lines = [];
  let continuation: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof bench.page>> = await bench.page(name, continuation);
    lines.push(...page.versions);
    continuation = page.continuation;
  } while (continuation !== null);
  return lines;
}

const range = (length: number) => Array.from({ length }, (_, index) => index + 1);

describe('the history of a namespace in a versioned bucket', () => {
  it('shows 30 versions page by page, newest first, reading only what is shown', async () => {
    await open(true, range(30));
    await server.clearLog();
    const first = await bench.page(name, null);
    expect(first.source).toBe('bucket');
    expect(first.versions).toHaveLength(10);
    expect(await count('GetObject')).toBe(10);
    const lines = await allLines();
    expect(lines.map(({ folded }) => folded)).toEqual(Array(30).fill(1));
    expect(new Set(lines.map(({ side }) => side.fingerprint)).size).toBe(30);
    expect(lines.map(({ isCurrent }) => isCurrent)).toEqual([true, ...Array(29).fill(false)]);
  });

  it('folds what Telethon rewrote at each shutdown, over the end of a page too', async () => {
    await open(true, [...range(12), ...Array<number>(1_100).fill(13), 14]);
    const lines = await allLines();
    expect(lines.map(({ folded }) => folded)).toEqual([1, 1_100, ...Array(12).fill(1)]);
  });

  it('lists no further than it shows', async () => {
    await open(true, [...Array<number>(1_100).fill(13), ...range(12)]);
    await server.clearLog();
    expect((await bench.page(name, null)).versions).toHaveLength(10);
    expect(await count('ListObjectVersions')).toBe(1);
  });

  it('leaves longer keys out, and says what is damaged or empty', async () => {
    await open(true, [1]);
    await server.putObject(bucket, key, 'no session');
    await server.putObject(bucket, `${key}.bak`, sampleText(9));
    await server.putObject(bucket, key, '');
    await server.clearLog();
    const lines = await allLines();
    expect(await count('GetObject')).toBe(3);
    expect(lines.map(({ side }) => [side.sizeBytes, side.damage])).toEqual([
      [0, null],
      [10, 'unknown-version'],
      [353, null],
    ]);
  });

  it('brings an earlier session back, provided that nobody wrote meanwhile', async () => {
    await open(true, [1, 2]);
    const etag = await bench.openedEtag(name);
    const [, earlier] = await allLines();
    expect(await bench.restore(name, earlier, etag)).toMatchObject({ ok: true });
    expect(await stored()).toBe(sampleText(1));
    expect((await allLines())[0]).toMatchObject({ isCurrent: true, side: { writer: 'this-app' } });
  });

  it('brings back what somebody deleted, where nothing is', async () => {
    await open(true, [1]);
    await sdkClient(server).send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    expect(await bench.openedEtag(name)).toBeNull();
    const [deleted] = await allLines();
    expect(deleted).toMatchObject({ source: 'bucket', isCurrent: false });
    expect(await bench.restore(name, deleted, null)).toMatchObject({ ok: true });
    expect(await stored()).toBe(sampleText(1));
  });

  it('overwrites nobody: a session that came in between stays, and is shown as a conflict', async () => {
    await open(true, [1, 2]);
    const etag = await bench.openedEtag(name);
    const [, earlier] = await allLines();
    await server.putObject(bucket, key, sampleText(3));
    expect(await bench.restore(name, earlier, etag)).toEqual({
      ok: false,
      error: { code: 'store-conflict' },
    });
    expect(await stored()).toBe(sampleText(3));
    expect(bench.namespaces.listing().namespaces).toMatchObject([{ name, conflicted: true }]);
  });

  it('refuses to bring back what no connector could use, or what is gone', async () => {
    await open(true, [1]);
    await server.putObject(bucket, key, 'no session');
    await server.putObject(bucket, key, sampleText(2));
    const etag = await bench.openedEtag(name);
    const [current, damaged] = await allLines();
    expect(await bench.restore(name, damaged, etag)).toMatchObject({ error: { code: 'version-unusable' } });
    const gone = current && { ...current, id: '0'.repeat(current.id.length) };
    expect(await bench.restore(name, gone, etag)).toMatchObject({ error: { code: 'version-gone' } });
    expect(await stored()).toBe(sampleText(2));
  });
});

describe('the history where the bucket does not tell', () => {
  it.each<[string, boolean, readonly string[] | undefined]>([
    ['a bucket without versions', false, undefined],
    ['the connector’s own permissions', true, ['s3:GetObject']],
    ['versions that may be listed but not read', true, ['s3:ListBucketVersions']],
  ])('comes from sealed copies with %s', async (_, versioned, actions) => {
    await open(versioned, [1], actions);
    const etag = await bench.openedEtag(name);
    expect(await bench.page(name, null)).toEqual({
      source: 'sealed-copies',
      versions: [],
      continuation: null,
    });
    await bench.store(name, 2, etag);
    const lines = await allLines();
    expect(lines).toMatchObject([
      { source: 'sealed-copy', isCurrent: true, side: { writer: 'this-app' } },
      { source: 'sealed-copy', isCurrent: false, side: { writer: 'another-program' } },
    ]);
    expect(await bench.restore(name, lines[1], await bench.openedEtag(name))).toMatchObject({ ok: true });
    expect(await stored()).toBe(sampleText(1));
  });

  it('says so when the store cannot be reached', async () => {
    await open(true, [1]);
    await bench.dispose();
    const config = { ...storeConfig(server, bucket), endpoint: 'http://127.0.0.1:1' };
    const store = new S3SessionStore(config, { ...testLimits, maxAttempts: 1 });
    bench = await GuardedNamespaces.open(store, store.versions);
    const unreachable = { ok: false, error: { code: 'store-unreachable' } };
    expect(await bench.history.list(name, null)).toMatchObject(unreachable);
  });
});
