import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { S3SessionStore } from '../../../electron/main/sessions/s3/s3-session-store.ts';
import { snapshotOf } from '../../../electron/main/sessions/store/stored-snapshot.ts';
import type { Result } from '../../../shared/result.ts';
import { type RawServer, startRawServer } from '../../fixtures/raw-server.ts';
import { succeeded, testLimits } from '../../fixtures/session-store.ts';
import { sampleText } from '../../fixtures/session-strings.ts';

const text = sampleText(3);
/** An ETag of 32 digits that is no MD5 of the content, as SSE-KMS and SSE-C give. */
const opaqueEtag = '"0123456789abcdef0123456789abcdef"';
const kms = 'x-amz-server-side-encryption: aws:kms\r\n';
let raw: RawServer;

/** Another character of the same alphabet in the key: the text decodes, to another key. */
function flipped(at: number): string {
  return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
}

function object(body: string, etag: string, headers = '', of = 'other content'): string {
  const checksum = createHash('sha256').update(of).digest('hex');
  return `HTTP/1.1 200 OK\r\netag: ${etag}\r\ncontent-length: ${body.length}\r\nx-amz-meta-session-sha256: ${checksum}\r\n${headers}\r\n${body}`;
}

/** Reads the object of which the nth reading gives the nth of these. */
async function readings(...answers: string[]): ReturnType<S3SessionStore['read']> {
  raw = await startRawServer((socket) => socket.write(answers[raw.requests - 1] ?? ''));
  const credentials = { kind: 'keys', accessKeyId: 'a', secretAccessKey: 'b' } as const;
  const config = { endpoint: raw.endpoint, region: 'us-east-1', bucket: 'sessions', credentials };
  const store = new S3SessionStore(config, { ...testLimits, operationTimeoutMs: 2_000, maxAttempts: 1 });
  const read = await store.read('bot');
  store.close();
  return read;
}

afterEach(() => raw.close());

const corrupt: Result<never> = { ok: false, error: { code: 'store-object-corrupt' } };

describe('an object with a checksum that is not of its content, and an ETag that is no MD5,', () => {
  it.each([
    ['with SSE-KMS', opaqueEtag, kms],
    ['with SSE-KMS of two layers', opaqueEtag, 'x-amz-server-side-encryption: aws:kms:dsse\r\n'],
    ['with SSE-C', opaqueEtag, 'x-amz-server-side-encryption-customer-algorithm: AES256\r\n'],
    ['of several parts', '"0123456789abcdef0123456789abcdef-2"', ''],
    ['of a store with other ETags', 'W/"8DD0C1"', ''],
  ])('is read as it is where two readings agree: %s', async (_, etag, headers) => {
    const answer = object(text, etag, headers);
    const read = succeeded(await readings(answer, answer));
    expect(read).toMatchObject({ kind: 'found', text, writer: 'another-program', foreignChecksum: true });
    expect(snapshotOf(read)).toMatchObject({ state: 'present', object: { foreignChecksum: true } });
  });

  it('is damaged where the two readings differ', async () => {
    const answers = [object(flipped(100), opaqueEtag, kms), object(flipped(200), opaqueEtag, kms)];
    expect(await readings(...answers)).toEqual(corrupt);
  });

  it('is damaged where another object has come in between', async () => {
    const answers = [object(text, opaqueEtag, kms), object(text, '"fedcba9876543210fedcba9876543210"', kms)];
    expect(await readings(...answers)).toEqual(corrupt);
  });

  it('is damaged where it is no session', async () => {
    const answer = object('not a session', opaqueEtag, kms);
    expect(await readings(answer, answer)).toEqual(corrupt);
  });
});

describe('content that contradicts our checksum and an MD5', () => {
  it('is damaged however often it comes alike, though it decodes to another key', async () => {
    const md5 = `"${createHash('md5').update(text).digest('hex')}"`;
    const answer = object(flipped(100), md5, '', text);
    expect(await readings(answer, answer)).toEqual(corrupt);
  });
});

it('one damaged reading is made good by the next', async () => {
  const answers = [object(flipped(100), opaqueEtag, kms, text), object(text, opaqueEtag, kms, text)];
  const read = succeeded(await readings(...answers));
  expect(read).toMatchObject({ kind: 'found', text, writer: 'this-app' });
  expect(snapshotOf(read).object?.foreignChecksum).toBe(false);
});
