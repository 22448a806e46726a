import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type FaultProxy, startFaultProxy } from '../../fixtures/fault-proxy.ts';
import { type PracticeS3, startS3 } from '../../fixtures/s3.ts';
import { refusalOf, sdkClient } from '../../fixtures/s3-client.ts';

const Bucket = 'sessions';
const Key = 'telegram/a/session.txt';
const whenRequired = {
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
} as const;
let s3: PracticeS3;
let proxy: FaultProxy;

beforeAll(async () => {
  s3 = await startS3();
  await s3.createBucket(Bucket);
  proxy = await startFaultProxy(s3.endpoint);
});
afterAll(async () => {
  await proxy.stop();
  await s3.stop();
});
beforeEach(() => s3.putObject(Bucket, Key, 'stored'));
afterEach(() => proxy.clearRules());

function throughProxy(config: S3ClientConfig = {}): S3Client {
  return sdkClient(s3, { endpoint: proxy.endpoint, ...config });
}

async function get(config: S3ClientConfig = {}): Promise<string> {
  const got = await throughProxy(config).send(new GetObjectCommand({ Bucket, Key }));
  return (await got.Body?.transformToString()) ?? '';
}

function put(Body: string, config: S3ClientConfig = {}, condition: { IfNoneMatch?: string } = {}) {
  return throughProxy(config).send(new PutObjectCommand({ Bucket, Key, Body, ...condition }));
}

async function stored(): Promise<string> {
  return Buffer.from((await s3.getObject(Bucket, Key)) ?? []).toString();
}

/** The error that a request that never got a whole answer ends with. */
async function breakOf(request: Promise<unknown>): Promise<{ code: unknown; name: unknown }> {
  const error = await request.then(
    () => new Error('the request succeeded'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error) || error.message === 'the request succeeded') throw error;
  return { code: Reflect.get(error, 'code'), name: error.name };
}

describe('without a rule that fits', () => {
  test('signed requests of every kind pass unchanged', async () => {
    await put('new', { ...whenRequired });
    await put('newer');
    expect(await get()).toBe('newer');
    const head = await throughProxy().send(new HeadObjectCommand({ Bucket, Key }));
    expect(head.ContentLength).toBe(5);
    for await (const page of paginateListObjectsV2(
      { client: throughProxy() },
      { Bucket, Prefix: 'telegram/' },
    )) {
      expect(page.Contents?.map((object) => object.Key)).toEqual([Key]);
    }
    const Body = Buffer.alloc(3 * 1024 * 1024, 'x');
    await throughProxy().send(new PutObjectCommand({ Bucket, Key: 'large', Body }));
    expect(Body.equals((await s3.getObject(Bucket, 'large')) ?? Buffer.alloc(0))).toBe(true);
  });

  test('a rule for another method or path does not strike', async () => {
    const method = proxy.addRule({ method: 'PUT', fault: { kind: 'reset' } });
    const path = proxy.addRule({ path: /telegram\/b\//, fault: { kind: 'reset' } });
    expect(await get()).toBe('stored');
    expect([method.hits, path.hits]).toEqual([0, 0]);
  });
});

test.each([
  { status: 403, code: 'AccessDenied' },
  { status: 404, code: 'NoSuchKey' },
  { status: 409, code: 'ConditionalRequestConflict' },
  { status: 412, code: 'PreconditionFailed' },
  { status: 500, code: 'InternalError' },
  { status: 503, code: 'SlowDown' },
  { status: 400, code: 'ExpiredToken' },
])('the answer $status $code comes in place of the real one', async ({ status, code }) => {
  const rule = proxy.addRule({
    method: 'PUT',
    path: /\/telegram\/a\//,
    fault: { kind: 'status', status, code },
  });
  expect(await refusalOf(put('never'))).toMatchObject({ name: code, status });
  expect(await stored()).toBe('stored');
  expect(rule.hits).toBe(1);
});

test('a rule for two times leaves the third attempt alone', async () => {
  const rule = proxy.addRule({
    times: 2,
    fault: { kind: 'status', status: 503, code: 'ServiceUnavailable' },
  });
  expect(await get({ maxAttempts: 3 })).toBe('stored');
  expect(rule.hits).toBe(2);
});

test('an invented answer to a HEAD has no body', async () => {
  proxy.addRule({ method: 'HEAD', fault: { kind: 'status', status: 403, code: 'AccessDenied' } });
  const head = throughProxy().send(new HeadObjectCommand({ Bucket, Key }));
  expect((await refusalOf(head)).status).toBe(403);
});

test('a reset breaks the connection before the server hears of the request', async () => {
  proxy.addRule({ method: 'PUT', fault: { kind: 'reset' } });
  expect((await breakOf(put('never'))).code).toBe('ECONNRESET');
  expect(await stored()).toBe('stored');
});

test('a lost answer: the server did it, the client hears nothing', async () => {
  proxy.addRule({ method: 'PUT', fault: { kind: 'lost-answer' } });
  expect((await breakOf(put('kept'))).code).toBe('ECONNRESET');
  expect(await stored()).toBe('kept');
});

test('a lost answer to a conditional create ends as 412 when the SDK tries again', async () => {
  const Fresh = 'telegram/fresh/session.txt';
  proxy.addRule({ method: 'PUT', times: 1, fault: { kind: 'lost-answer' } });
  const create = new PutObjectCommand({ Bucket, Key: Fresh, Body: 'ours', IfNoneMatch: '*' });
  const refused = await refusalOf(throughProxy({ maxAttempts: 3 }).send(create));
  expect(refused).toMatchObject({ name: 'PreconditionFailed', status: 412 });
  expect(Buffer.from((await s3.getObject(Bucket, Fresh)) ?? []).toString()).toBe('ours');
});

test('a truncated body breaks off within the announced length', async () => {
  proxy.addRule({ method: 'GET', fault: { kind: 'truncated-body' } });
  expect((await breakOf(get(whenRequired))).code).toBe('ECONNRESET');
});

describe('one flipped bit', () => {
  beforeEach(() => {
    proxy.addRule({ method: 'GET', fault: { kind: 'flipped-bit' } });
  });

  test('passes unnoticed if no checksum is asked for', async () => {
    const got = Buffer.from(await get(whenRequired));
    const difference = [...got].map((byte, index) => byte ^ (Buffer.from('stored')[index] ?? 0));
    expect(difference.filter((bits) => bits !== 0)).toEqual([1]);
  });

  test('is caught by the SDK if the object has a checksum', async () => {
    await put('stored with a checksum');
    await expect(get()).rejects.toThrow(/checksum/i);
  });
});

test('a hang ends only by the time-out of the client', async () => {
  proxy.addRule({ fault: { kind: 'hang' } });
  const requestHandler = { requestTimeout: 100, throwOnRequestTimeout: true };
  expect((await breakOf(get({ requestHandler }))).name).toBe('TimeoutError');
});

test('a slow drip gives the whole body in the end', async () => {
  const rule = proxy.addRule({ fault: { kind: 'slow-drip', bytesPerChunk: 2, intervalMs: 1 } });
  expect(await get(whenRequired)).toBe('stored');
  expect(rule.hits).toBe(1);
});

test('refused connections are accepted again on the same port', async () => {
  const client = throughProxy();
  await client.send(new GetObjectCommand({ Bucket, Key }));
  await proxy.refuse();
  expect((await breakOf(client.send(new GetObjectCommand({ Bucket, Key })))).code).toBe('ECONNREFUSED');
  await proxy.accept();
  expect(await get()).toBe('stored');
});

test('a server that is down looks like a broken connection', async () => {
  await s3.kill9();
  expect((await breakOf(get())).code).toBe('ECONNRESET');
  await s3.restart();
  expect(await get()).toBe('stored');
});
