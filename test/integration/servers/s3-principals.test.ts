import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectorGrants, type PracticeS3, readOnlyGrants, startS3 } from '../../fixtures/s3.ts';
import { refusalOf, sdkClient } from '../../fixtures/s3-client.ts';

const Bucket = 'sessions';
const Key = 'telegram/a/session.txt';
const denied = { name: 'AccessDenied', status: 403 };
let s3: PracticeS3;

beforeAll(async () => {
  s3 = await startS3({ region: 'eu-west-1' });
  await s3.createBucket(Bucket);
  await s3.createBucket('foreign');
  await s3.putObject(Bucket, Key, 'stored');
  await s3.putObject('foreign', Key, 'stored');
});
afterAll(() => s3.stop());

describe("with the connector's own policy", () => {
  let client: S3Client;
  beforeAll(async () => {
    client = sdkClient(s3, { credentials: await s3.addPrincipal({ grants: connectorGrants(Bucket) }) });
  });

  test('it reads and writes below telegram/', async () => {
    await client.send(new PutObjectCommand({ Bucket, Key, Body: 'stored' }));
    const got = await client.send(new GetObjectCommand({ Bucket, Key }));
    expect(await got.Body?.transformToString()).toBe('stored');
    await client.send(new PutObjectCommand({ Bucket, Key, Body: 'stored', IfMatch: got.ETag }));
  });

  test('a key that is missing answers 403, as one that is forbidden does', async () => {
    const missing = new GetObjectCommand({ Bucket, Key: 'telegram/missing/session.txt' });
    expect(await refusalOf(client.send(missing))).toMatchObject(denied);
    const head = new HeadObjectCommand({ Bucket, Key: 'telegram/missing/session.txt' });
    expect((await refusalOf(client.send(head))).status).toBe(403);
  });

  test('everything else is denied', async () => {
    const requests = [
      client.send(new ListObjectsV2Command({ Bucket, Prefix: 'telegram/' })),
      client.send(new DeleteObjectCommand({ Bucket, Key })),
      client.send(new PutObjectCommand({ Bucket, Key: 'elsewhere', Body: '' })),
      client.send(new GetObjectCommand({ Bucket: 'foreign', Key })),
    ];
    for (const refused of await Promise.all(requests.map(refusalOf))) expect(refused).toMatchObject(denied);
    expect((await refusalOf(client.send(new HeadBucketCommand({ Bucket })))).status).toBe(403);
    expect(await s3.listKeys(Bucket)).toEqual([Key]);
  });
});

test('a read-only principal lists and reads, knows what is missing, and cannot write', async () => {
  const client = sdkClient(s3, { credentials: await s3.addPrincipal({ grants: readOnlyGrants(Bucket) }) });
  expect((await client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(1);
  const missing = client.send(new GetObjectCommand({ Bucket, Key: 'missing' }));
  expect(await refusalOf(missing)).toMatchObject({ name: 'NoSuchKey', status: 404 });
  const write = client.send(new PutObjectCommand({ Bucket, Key, Body: 'overwritten' }));
  expect(await refusalOf(write)).toMatchObject(denied);
});

test('a listing right with a prefix covers that prefix only', async () => {
  const grants = [{ actions: ['s3:ListBucket'] as const, bucket: Bucket, prefix: 'telegram/' }];
  const client = sdkClient(s3, { credentials: await s3.addPrincipal({ grants }) });
  expect((await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'telegram/' }))).KeyCount).toBe(1);
  expect(await refusalOf(client.send(new ListObjectsV2Command({ Bucket })))).toMatchObject(denied);
});

test('a conditional replacement needs the right to read', async () => {
  const grants = [{ actions: ['s3:PutObject'] as const, bucket: Bucket }];
  const client = sdkClient(s3, { credentials: await s3.addPrincipal({ grants }) });
  const replace = client.send(new PutObjectCommand({ Bucket, Key, Body: 'x', IfMatch: '"abc"' }));
  expect(await refusalOf(replace)).toMatchObject(denied);
});

test('a bucket is created once, in the region of the server, under a valid name', async () => {
  const client = sdkClient(s3);
  const create = (name: string, region: 'eu-west-1' | 'us-west-2' = 'eu-west-1') =>
    client.send(
      new CreateBucketCommand({ Bucket: name, CreateBucketConfiguration: { LocationConstraint: region } }),
    );
  await create('created');
  await client.send(new HeadBucketCommand({ Bucket: 'created' }));
  const location = await client.send(new GetBucketLocationCommand({ Bucket: 'created' }));
  expect(location.LocationConstraint).toBe('eu-west-1');
  expect(await refusalOf(create('created'))).toMatchObject({ name: 'BucketAlreadyOwnedByYou', status: 409 });
  expect(await refusalOf(create('Bad_Name'))).toMatchObject({ name: 'InvalidBucketName', status: 400 });
  const elsewhere = await refusalOf(create('elsewhere', 'us-west-2'));
  expect(elsewhere).toMatchObject({ name: 'IllegalLocationConstraintException', status: 400 });
});

test('principals survive a restart', async () => {
  const credentials = await s3.addPrincipal({ grants: readOnlyGrants(Bucket) });
  await s3.restart();
  const got = await sdkClient(s3, { credentials }).send(new GetObjectCommand({ Bucket, Key }));
  expect(got.$metadata.httpStatusCode).toBe(200);
});
