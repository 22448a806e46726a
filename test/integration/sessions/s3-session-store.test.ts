import { createHash } from 'node:crypto';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { S3SessionStore } from '../../../electron/main/sessions/s3/s3-session-store.ts';
import { connectorGrants, type PracticeS3, startS3 } from '../../fixtures/s3.ts';
import { sdkClient } from '../../fixtures/s3-client.ts';
import { collect, storeConfig, succeeded, testLimits } from '../../fixtures/session-store.ts';
import { sampleText } from '../../fixtures/session-strings.ts';

const bucket = 'sessions';
let server: PracticeS3;
let store: S3SessionStore;

beforeAll(async () => {
  server = await startS3();
  await server.createBucket(bucket);
  store = new S3SessionStore(storeConfig(server, bucket), testLimits);
});

afterAll(async () => {
  store.close();
  await server.stop();
});

async function connectorStore(): Promise<S3SessionStore> {
  const credentials = await server.addPrincipal({ grants: connectorGrants(bucket) });
  return new S3SessionStore(storeConfig(server, bucket, credentials), testLimits);
}

describe('reading', () => {
  it('finds the exact text with its ETag, size and time', async () => {
    const text = sampleText(1);
    await server.putObject(bucket, 'telegram/found/session.txt', text);
    const read = succeeded(await store.read('found'));
    expect(read).toMatchObject({ kind: 'found', text, sizeBytes: 353 });
    expect(read).toMatchObject({ etag: expect.stringMatching(/^".+"$/), lastModified: expect.any(Number) });
  });

  it('keeps a trailing newline and a byte order mark, since the connector sees them too', async () => {
    const text = `\u{feff}${sampleText(1)}\n`;
    await server.putObject(bucket, 'telegram/spelled/session.txt', text);
    expect(succeeded(await store.read('spelled'))).toMatchObject({ kind: 'found', text });
  });

  it('tells an empty object from a missing one', async () => {
    await server.putObject(bucket, 'telegram/empty/session.txt', '');
    expect(succeeded(await store.read('empty'))).toMatchObject({ kind: 'empty' });
    expect(succeeded(await store.read('nobody'))).toEqual({ kind: 'missing' });
  });

  it('says "missing or forbidden" where the principal may not list, since S3 answers 403 for both', async () => {
    const limited = await connectorStore();
    expect(succeeded(await limited.read('nobody'))).toEqual({ kind: 'missing-or-forbidden' });
    await server.putObject(bucket, 'telegram/readable/session.txt', sampleText(2));
    expect(succeeded(await limited.read('readable'))).toMatchObject({ kind: 'found' });
    limited.close();
  });

  it('does not read an object of 2 MB', async () => {
    await server.putObject(bucket, 'telegram/huge/session.txt', Buffer.alloc(2 * 1024 * 1024, 'A'));
    const read = succeeded(await store.read('huge'));
    expect(read).toMatchObject({ kind: 'unusable', reason: 'too-large', sizeBytes: 2 * 1024 * 1024 });
  });

  it.each([
    ['bytes that are not UTF-8', Buffer.from([0x31, 0xff, 0xfe, 0x00, 0x80])],
    ['zeros, which are valid UTF-8', Buffer.alloc(353)],
  ])('calls binary data what it is: %s', async (_, bytes) => {
    await server.putObject(bucket, 'telegram/binary/session.txt', bytes);
    expect(succeeded(await store.read('binary'))).toMatchObject({ kind: 'unusable', reason: 'not-text' });
  });

  describe('an object with the checksum of other content', () => {
    const metadata = { 'session-sha256': createHash('sha256').update('something else').digest('hex') };

    it('is read as it is where it came whole and is a session', async () => {
      await server.putObject(bucket, 'telegram/kept-metadata/session.txt', sampleText(3), { metadata });
      expect(succeeded(await store.read('kept-metadata'))).toMatchObject({
        kind: 'found',
        text: sampleText(3),
        writer: 'another-program',
        foreignChecksum: true,
      });
    });

    it('is damaged where it is no session', async () => {
      await server.putObject(bucket, 'telegram/flipped/session.txt', sampleText(3).slice(1), { metadata });
      expect(succeeded(await store.read('flipped'))).toMatchObject({
        kind: 'unusable',
        reason: 'corrupt',
        sizeBytes: 352,
      });
    });
  });

  it('works for odd names that a bucket already holds', async () => {
    const name = 'prod bot ü+%2F & “x”';
    await server.putObject(bucket, `telegram/${name}/session.txt`, sampleText(4));
    expect(succeeded(await store.read(name))).toMatchObject({ kind: 'found' });
  });
});

describe('writing', () => {
  it('stores exactly the text, as text/plain, with its SHA-256 in the metadata', async () => {
    const text = sampleText(5);
    succeeded(await store.write('new', text, { ifNoneMatch: '*' }));
    const client = sdkClient(server);
    const stored = await client.send(
      new GetObjectCommand({ Bucket: bucket, Key: 'telegram/new/session.txt' }),
    );
    expect(await stored.Body?.transformToString('latin1')).toBe(text);
    expect(stored.ContentType).toBe('text/plain');
    const sha256 = createHash('sha256').update(text).digest('hex');
    expect(stored.Metadata).toEqual({ 'session-sha256': sha256 });
    client.destroy();
  });

  it('writes over nothing but what was read', async () => {
    const { etag } = succeeded(await store.write('guarded', sampleText(6), { ifNoneMatch: '*' }));
    expect(await store.write('guarded', sampleText(7), { ifNoneMatch: '*' })).toMatchObject({
      ok: false,
      error: { code: 'store-conflict' },
    });
    const newer = succeeded(await store.write('guarded', sampleText(8), { ifMatch: etag }));
    expect(await store.write('guarded', sampleText(9), { ifMatch: etag })).toMatchObject({
      ok: false,
      error: { code: 'store-conflict' },
    });
    expect(succeeded(await store.read('guarded'))).toMatchObject({ text: sampleText(8), etag: newer.etag });
  });

  it('takes a refused condition for success when the object is ours: the answer to the first try was lost', async () => {
    const { etag } = succeeded(await store.write('lost-answer', sampleText(10), { ifNoneMatch: '*' }));
    const again = await store.write('lost-answer', sampleText(10), { ifNoneMatch: '*' });
    expect(succeeded(again)).toEqual({ etag });
  });

  it('calls it a conflict when the object was deleted meanwhile', async () => {
    const gone = await store.write('never-there', sampleText(11), { ifMatch: '"0123456789abcdef"' });
    expect(gone).toMatchObject({ ok: false, error: { code: 'store-conflict' } });
    expect(await server.getObject(bucket, 'telegram/never-there/session.txt')).toBeNull();
  });

  it('needs no more than the connector’s own permissions', async () => {
    const limited = await connectorStore();
    const { etag } = succeeded(await limited.write('by-connector', sampleText(12), { ifNoneMatch: '*' }));
    expect(succeeded(await limited.read('by-connector'))).toMatchObject({ kind: 'found', etag });
    limited.close();
  });

  it('says which permission is missing', async () => {
    const grants = [{ actions: ['s3:GetObject' as const], bucket }];
    const credentials = await server.addPrincipal({ grants });
    const readOnly = new S3SessionStore(storeConfig(server, bucket, credentials), testLimits);
    expect(await readOnly.write('refused', sampleText(13), { ifNoneMatch: '*' })).toEqual({
      ok: false,
      error: { code: 'store-forbidden', params: { action: 's3:PutObject', bucket } },
    });
    readOnly.close();
  });
});

describe('listing', () => {
  const many = 'many-sessions';
  const odd = ['ünï', 'with space', 'a+b', '100%', 'line\nbreak', 'tab\there', 'ctrl\u{1}'];

  beforeAll(async () => {
    await server.createBucket(many);
    const names = Array.from({ length: 2_500 }, (_, index) => `bot-${String(index).padStart(4, '0')}`);
    await server.putObjects(
      many,
      [...names, ...odd].map((name) => ({ key: `telegram/${name}/session.txt`, body: 'x' })),
    );
    await server.putObjects(many, [
      { key: 'telegram/bot-0001/session.txt.bak', body: 'x' },
      { key: 'telegram/nested/deeper/session.txt', body: 'x' },
      { key: 'telegram//session.txt', body: 'x' },
      { key: 'telegram/.connector-admin/session.txt', body: 'x' },
      { key: 'other/bot/session.txt', body: 'x' },
    ]);
  });

  it('gives 2,500 namespaces page by page and leaves out keys that are no sessions', async () => {
    const listed = new S3SessionStore(storeConfig(server, many), testLimits);
    const pages = (await collect(listed.list(new AbortController().signal))).map(succeeded);
    expect(pages.length).toBeGreaterThan(2);
    const names = pages.flat().map(({ namespace }) => namespace);
    expect(names).toHaveLength(2_500 + odd.length);
    expect(names).toEqual(expect.arrayContaining(odd));
    expect(pages[0]?.[0]).toMatchObject({
      sizeBytes: 1,
      etag: expect.any(String),
      lastModified: expect.any(Number),
    });
    listed.close();
  });

  it('stops when it is told to', async () => {
    const listed = new S3SessionStore(storeConfig(server, many), testLimits);
    const stop = new AbortController();
    let pages = 0;
    for await (const page of listed.list(stop.signal)) {
      expect(page.ok).toBe(true);
      pages += 1;
      stop.abort();
    }
    expect(pages).toBe(1);
    listed.close();
  });

  it('says so when the principal may not list', async () => {
    const limited = await connectorStore();
    expect(await collect(limited.list(new AbortController().signal))).toEqual([
      { ok: false, error: { code: 'store-list-forbidden' } },
    ]);
    limited.close();
  });
});
