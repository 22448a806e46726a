import {
  GetObjectCommand,
  HeadBucketCommand,
  PutObjectCommand,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type PracticeS3, startS3 } from '../../fixtures/s3.ts';
import { refusalOf, sdkClient } from '../../fixtures/s3-client.ts';

const Bucket = 'sessions';
const Key = 'telegram/a/session.txt';
const hourMs = 60 * 60 * 1000;
let s3: PracticeS3;

beforeAll(async () => {
  s3 = await startS3({ region: 'eu-central-1' });
  await s3.createBucket(Bucket);
  await s3.putObject(Bucket, Key, 'stored');
});
afterAll(() => s3.stop());
afterEach(() => s3.setClockOffsetMs(0));

function get(config: S3ClientConfig = {}) {
  return sdkClient(s3, config).send(new GetObjectCommand({ Bucket, Key }));
}

test('an unknown access key is refused as such', async () => {
  const refused = await refusalOf(get({ credentials: { ...s3.rootCredentials, accessKeyId: 'NOBODY' } }));
  expect(refused).toMatchObject({ name: 'InvalidAccessKeyId', status: 403 });
});

test('a wrong secret is a signature that does not match', async () => {
  const refused = await refusalOf(get({ credentials: { ...s3.rootCredentials, secretAccessKey: 'wrong' } }));
  expect(refused).toMatchObject({ name: 'SignatureDoesNotMatch', status: 403 });
});

test('a wrong region is named together with the right one', async () => {
  const refused = await refusalOf(get({ region: 'us-west-2' }));
  expect(refused).toMatchObject({ name: 'AuthorizationHeaderMalformed', status: 400 });
  expect(refused.error).toMatchObject({ Region: 'eu-central-1' });
});

test('a HEAD with a wrong region has no document, but names the right region in a header', async () => {
  const refused = await refusalOf(
    sdkClient(s3, { region: 'us-west-2' }).send(new HeadBucketCommand({ Bucket })),
  );
  expect(refused.status).toBe(400);
  expect(refused.error.$response?.headers['x-amz-bucket-region']).toBe('eu-central-1');
});

test.each([-hourMs, hourMs])('a clock that is %i ms off is refused with both times', async (offsetMs) => {
  await s3.setClockOffsetMs(offsetMs);
  const refused = await refusalOf(get());
  expect(refused).toMatchObject({ name: 'RequestTimeTooSkewed', status: 403 });
  const serverMs = Date.parse(String(Reflect.get(refused.error, 'ServerTime')));
  expect(Math.abs(serverMs - Date.now() - offsetMs)).toBeLessThan(60_000);
});

test('a clock that is ten minutes off is still accepted', async () => {
  await s3.setClockOffsetMs(10 * 60 * 1000);
  expect((await get()).$metadata.httpStatusCode).toBe(200);
});

test('an SDK that may try twice corrects its clock from the answer', async () => {
  await s3.setClockOffsetMs(hourMs);
  expect((await get({ maxAttempts: 2 })).$metadata.attempts).toBe(2);
});

test('temporary credentials work until their token expires', async () => {
  const grants = [{ actions: ['s3:*'] as const }];
  const fresh = await s3.addPrincipal({ grants, sessionToken: 'token', expiresAtMs: Date.now() + hourMs });
  expect((await get({ credentials: fresh })).$metadata.httpStatusCode).toBe(200);
  await s3.setClockOffsetMs(10 * 60 * 1000);
  const old = await s3.addPrincipal({ grants, sessionToken: 'token', expiresAtMs: Date.now() - 1 });
  expect(await refusalOf(get({ credentials: old }))).toMatchObject({ name: 'ExpiredToken', status: 400 });
});

test('a token that is wrong or missing is refused', async () => {
  const { sessionToken: _, ...keys } = await s3.addPrincipal({ grants: [], sessionToken: 'token' });
  expect(await refusalOf(get({ credentials: keys }))).toMatchObject({ name: 'InvalidAccessKeyId' });
  const wrong = get({ credentials: { ...keys, sessionToken: 'other' } });
  expect(await refusalOf(wrong)).toMatchObject({ name: 'InvalidToken', status: 400 });
});

test('an anonymous request is denied', async () => {
  const response = await fetch(`${s3.endpoint}/${Bucket}/${Key}`);
  expect(response.status).toBe(403);
  expect(await response.text()).toContain('<Code>AccessDenied</Code>');
});

test('a body that changed after it was signed is refused and not stored', async () => {
  const client = sdkClient(s3, { requestChecksumCalculation: 'WHEN_REQUIRED' });
  client.middlewareStack.add(
    (next) => async (args) => {
      // The last step before sending: what a faulty middlebox would do. The SDK types requests as unknown.
      (args.request as { body: Buffer }).body = Buffer.from('forged');
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low', override: true, name: 'forge' },
  );
  const refused = await refusalOf(
    client.send(new PutObjectCommand({ Bucket, Key: 'forged', Body: 'honest' })),
  );
  expect(refused).toMatchObject({ name: 'XAmzContentSHA256Mismatch', status: 400 });
  expect(await s3.getObject(Bucket, 'forged')).toBeNull();
});

test('a header that was added after signing is refused', async () => {
  const client = sdkClient(s3);
  client.middlewareStack.add(
    (next) => async (args) => {
      // The SDK types requests as unknown.
      (args.request as { headers: Record<string, string> }).headers['x-amz-meta-owner'] = 'forged';
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low', name: 'forge' },
  );
  const refused = await refusalOf(client.send(new PutObjectCommand({ Bucket, Key: 'forged', Body: 'x' })));
  expect(refused).toMatchObject({ name: 'AccessDenied', status: 403 });
});

test('the log names who asked for what and how it ended, without secrets', async () => {
  await s3.clearLog();
  const reader = await s3.addPrincipal({ name: 'reader', grants: [{ actions: ['s3:GetObject'] }] });
  await get({ credentials: reader });
  await refusalOf(get({ credentials: { ...s3.rootCredentials, secretAccessKey: 'wrong' } }));
  const common = { method: 'GET', operation: 'GetObject', bucket: Bucket, key: Key };
  expect(await s3.log()).toEqual([
    { ...common, principal: 'reader', status: 200 },
    { ...common, principal: 'unknown', status: 403, code: 'SignatureDoesNotMatch' },
  ]);
});
