import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  GetBucketPolicyCommand,
  GetObjectTaggingCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type PracticeS3, startS3 } from '../../fixtures/s3.ts';
import { refusalOf, sdkClient } from '../../fixtures/s3-client.ts';

const Bucket = 'sessions';
const Key = 'telegram/a/session.txt';
let s3: PracticeS3;

beforeAll(async () => {
  s3 = await startS3();
  await s3.createBucket(Bucket);
  await s3.putObject(Bucket, Key, 'stored');
});
afterAll(() => s3.stop());

describe('what it does not do is answered with 501', () => {
  const requests: Record<string, (client: S3Client) => Promise<unknown>> = {
    'list of buckets': (client) => client.send(new ListBucketsCommand({})),
    'first version of listing': (client) => client.send(new ListObjectsCommand({ Bucket })),
    copy: (client) => client.send(new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/x` })),
    'multipart upload': (client) => client.send(new CreateMultipartUploadCommand({ Bucket, Key })),
    'multiple delete': (client) =>
      client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key }] } })),
    tagging: (client) => client.send(new GetObjectTaggingCommand({ Bucket, Key })),
    policy: (client) => client.send(new GetBucketPolicyCommand({ Bucket })),
    'storage class': (client) =>
      client.send(new PutObjectCommand({ Bucket, Key, Body: '', StorageClass: 'GLACIER' })),
  };

  test.each(Object.keys(requests))('%s', async (name) => {
    const refused = await refusalOf(requests[name]?.(sdkClient(s3)) ?? Promise.resolve());
    expect(refused).toMatchObject({ name: 'NotImplemented', status: 501 });
    expect(Buffer.from((await s3.getObject(Bucket, Key)) ?? []).toString()).toBe('stored');
  });
});

/** Sends raw bytes and waits until the server has had enough of them. */
async function sendRaw(bytes: string | Buffer): Promise<string> {
  const socket = connect(Number(new URL(s3.endpoint).port), '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', () => socket.destroy());
  socket.end(bytes);
  await once(socket, 'close');
  return Buffer.concat(chunks).toString('latin1');
}

const http = (line: string, headers = '') =>
  `${line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${headers}\r\n`;
const scoped = 'Authorization: AWS4-HMAC-SHA256 Credential=practice-root/20260101/us-east-1/s3/aws4_request';

test.each([
  { what: 'random bytes', bytes: randomBytes(4096), answer: '400' },
  { what: 'a path that is not UTF-8', bytes: http('GET /%ff%fe'), answer: '400' },
  { what: 'an absolute request target', bytes: http('GET http://elsewhere/x'), answer: '400' },
  { what: 'an unknown method', bytes: http('BREW /x/y'), answer: '400' },
  {
    what: 'an authorization of another kind',
    bytes: http('GET /a/b', 'Authorization: Basic eDp5\r\n'),
    answer: '400',
  },
  { what: 'half an authorization', bytes: http('GET /a/b', `${scoped}\r\n`), answer: '400' },
  { what: 'a key of 2,000 bytes', bytes: http(`GET /${Bucket}/${'k'.repeat(2000)}`), answer: '400' },
  { what: 'headers without end', bytes: `GET / HTTP/1.1\r\nX: ${'y'.repeat(100_000)}`, answer: '4' },
  {
    what: 'a body that breaks off',
    bytes: http('PUT /a/b', 'Content-Length: 100\r\n').concat('short'),
    answer: '',
  },
])('$what is survived', async ({ bytes, answer }) => {
  const text = await sendRaw(bytes);
  expect(text.startsWith(`HTTP/1.1 ${answer}`) || text === answer).toBe(true);
  expect((await s3.getObject(Bucket, Key))?.length).toBe(6);
});

test('the server ends with the process that started it', async () => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'practice-s3-orphan-'));
  const parent = `
    import { startS3 } from './test/fixtures/s3.ts';
    console.log((await startS3({ dataDirectory: ${JSON.stringify(dataDirectory)} })).endpoint);
  `;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', parent], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const endpoint = line.toString().trim();
  expect((await fetch(endpoint)).status).toBe(403);
  child.kill('SIGKILL');
  await vi.waitFor(() => expect(fetch(endpoint)).rejects.toThrow(), { timeout: 20_000 });
  await rm(dataDirectory, { recursive: true });
});
