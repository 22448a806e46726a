import {
  DeleteObjectCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type PracticeS3, startS3 } from '../../fixtures/s3.ts';
import { refusalOf, sdkClient } from '../../fixtures/s3-client.ts';

const Key = 'telegram/a/session.txt';
let s3: PracticeS3;
let Bucket = '';
let buckets = 0;

beforeAll(async () => {
  s3 = await startS3();
});
afterAll(() => s3.stop());
beforeEach(async () => {
  buckets += 1;
  Bucket = `versioned-${buckets}`;
  await s3.createBucket(Bucket, { versioned: true });
});

const put = async (Body: string, key = Key) =>
  (await sdkClient(s3).send(new PutObjectCommand({ Bucket, Key: key, Body }))).VersionId;
const remove = (VersionId?: string) =>
  sdkClient(s3).send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
const read = async (VersionId?: string) => {
  const got = await sdkClient(s3).send(new GetObjectCommand({ Bucket, Key, VersionId }));
  return [await got.Body?.transformToString(), got.VersionId];
};
const setStatus = (Status: 'Enabled' | 'Suspended') =>
  sdkClient(s3).send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
const versions = async () => {
  const page = await sdkClient(s3).send(new ListObjectVersionsCommand({ Bucket }));
  return {
    objects: page.Versions?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest]) ?? [],
    markers: page.DeleteMarkers?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest]) ?? [],
  };
};

test('versioning is off until it is switched on, and can be suspended', async () => {
  await s3.createBucket('plain');
  const status = async (bucket: string) =>
    (await sdkClient(s3).send(new GetBucketVersioningCommand({ Bucket: bucket }))).Status;
  expect(await status('plain')).toBeUndefined();
  await setStatus('Suspended');
  expect(await status(Bucket)).toBe('Suspended');
});

test('every write keeps the one before, newest first', async () => {
  const first = await put('first');
  const second = await put('second');
  expect(await read()).toEqual(['second', second]);
  expect(await read(first)).toEqual(['first', first]);
  expect((await versions()).objects).toEqual([
    [second, true],
    [first, false],
  ]);
});

test('a delete leaves a marker: the key is missing, its versions stay', async () => {
  const first = await put('first');
  const marker = await remove();
  expect(marker.DeleteMarker).toBe(true);
  const refused = await refusalOf(read());
  expect(refused).toMatchObject({ name: 'NoSuchKey', status: 404 });
  expect(refused.error.$response?.headers['x-amz-delete-marker']).toBe('true');
  expect(await refusalOf(read(marker.VersionId))).toMatchObject({ name: 'MethodNotAllowed', status: 405 });
  expect(await read(first)).toEqual(['first', first]);
  expect(await versions()).toEqual({ objects: [[first, false]], markers: [[marker.VersionId, true]] });
  expect((await sdkClient(s3).send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
});

test('removing the marker brings the object back, removing the version ends it', async () => {
  const first = await put('first');
  await remove((await remove()).VersionId);
  expect(await read()).toEqual(['first', first]);
  await remove(first);
  expect(await versions()).toEqual({ objects: [], markers: [] });
});

test('a conditional create succeeds over a delete marker', async () => {
  await put('first');
  await remove();
  const command = new PutObjectCommand({ Bucket, Key, Body: 'again', IfNoneMatch: '*' });
  const { VersionId } = await sdkClient(s3).send(command);
  expect(await read()).toEqual(['again', VersionId]);
});

test('while suspended, writes replace the null version and leave the others', async () => {
  const first = await put('first');
  await setStatus('Suspended');
  expect([await put('second'), await put('third')]).toEqual(['null', 'null']);
  expect(await read()).toEqual(['third', 'null']);
  expect((await versions()).objects).toEqual([
    ['null', true],
    [first, false],
  ]);
});

test('a version that is not there differs from one that cannot be', async () => {
  await put('first');
  expect(await refusalOf(read('0'.repeat(32)))).toMatchObject({ name: 'NoSuchVersion', status: 404 });
  expect(await refusalOf(read('nonsense'))).toMatchObject({ name: 'InvalidArgument', status: 400 });
});

test('versions are listed page by page, in the middle of a key too', async () => {
  const written: (string | undefined)[] = [];
  for (const key of ['a', 'b', 'c']) {
    const ids = [await put('1', key), await put('2', key), await put('3', key)];
    written.push(...ids.reverse());
  }
  const seen: (string | undefined)[] = [];
  const sizes: number[] = [];
  let page: ListObjectVersionsCommandOutput | undefined;
  while (page === undefined || page.IsTruncated) {
    const markers = { KeyMarker: page?.NextKeyMarker, VersionIdMarker: page?.NextVersionIdMarker };
    page = await sdkClient(s3).send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 2, ...markers }));
    seen.push(...(page.Versions ?? []).map(({ VersionId }) => VersionId));
    sizes.push(page.Versions?.length ?? 0);
  }
  expect(seen).toEqual(written);
  expect(sizes).toEqual([2, 2, 2, 2, 1]);
});

test('versions and markers survive a restart', async () => {
  await put('first');
  await remove();
  await put('second');
  const before = await versions();
  await s3.restart();
  expect(await versions()).toEqual(before);
});
