import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PracticeS3, startS3 } from '../../fixtures/s3.ts';
import { refusalOf, sdkClient } from '../../fixtures/s3-client.ts';

const Bucket = 'sessions';
const Key = 'telegram/a/session.txt';
const writers = 24;
let s3: PracticeS3;

beforeAll(async () => {
  s3 = await startS3();
  await s3.createBucket(Bucket);
});
afterAll(() => s3.stop());

interface Condition {
  readonly IfMatch?: string;
  readonly IfNoneMatch?: string;
}

function put(Body: string, condition: Condition, key = Key) {
  return sdkClient(s3).send(new PutObjectCommand({ Bucket, Key: key, Body, ...condition }));
}

async function text(key = Key): Promise<string | null> {
  const bytes = await s3.getObject(Bucket, key);
  return bytes && Buffer.from(bytes).toString();
}

test('If-None-Match: * writes where nothing is and never over something', async () => {
  await put('first', { IfNoneMatch: '*' }, 'fresh');
  const refused = await refusalOf(put('second', { IfNoneMatch: '*' }, 'fresh'));
  expect(refused).toMatchObject({ name: 'PreconditionFailed', status: 412 });
  expect(await text('fresh')).toBe('first');
});

test('If-Match writes over what it names, with or without quotes, and over nothing else', async () => {
  const first = await put('first', {});
  const second = await put('second', { IfMatch: first.ETag ?? '' });
  const refused = await refusalOf(put('third', { IfMatch: first.ETag ?? '' }));
  expect(refused).toMatchObject({ name: 'PreconditionFailed', status: 412 });
  expect(await text()).toBe('second');
  await put('fourth', { IfMatch: (second.ETag ?? '').replaceAll('"', '') });
  expect(await text()).toBe('fourth');
});

test('If-Match where nothing is finds no key', async () => {
  const refused = await refusalOf(put('x', { IfMatch: '"abc"' }, 'missing'));
  expect(refused).toMatchObject({ name: 'NoSuchKey', status: 404 });
});

test.each([{ IfNoneMatch: '"abc"' }, { IfMatch: '*' }, { IfNoneMatch: '*', IfMatch: '"abc"' }])(
  'the condition %o is not implemented, so it is not ignored either',
  async (condition) => {
    const refused = await refusalOf(put('x', condition, 'unwritten'));
    expect(refused).toMatchObject({ name: 'NotImplemented', status: 501 });
    expect(await text('unwritten')).toBeNull();
  },
);

test('of many writers that create, exactly one wins and its bytes are stored', async () => {
  const results = await Promise.allSettled(
    Array.from({ length: writers }, (_, index) => put(`writer ${index}`, { IfNoneMatch: '*' }, 'race')),
  );
  const won = results.flatMap((result, index) => (result.status === 'fulfilled' ? [index] : []));
  expect(won).toHaveLength(1);
  expect(await text('race')).toBe(`writer ${won[0]}`);
});

test('of many writers that replace one version, exactly one wins in every round', async () => {
  let current = (await put('start', {}, 'rounds')).ETag ?? '';
  for (let round = 0; round < 5; round += 1) {
    const results = await Promise.allSettled(
      Array.from({ length: writers }, (_, n) =>
        put(`round ${round} writer ${n}`, { IfMatch: current }, 'rounds'),
      ),
    );
    const won = results.flatMap((result, index) =>
      result.status === 'fulfilled' ? [{ index, etag: result.value.ETag }] : [],
    );
    expect(won).toHaveLength(1);
    expect(await text('rounds')).toBe(`round ${round} writer ${won[0]?.index}`);
    current = won[0]?.etag ?? '';
  }
});

test('a read can ask for one ETag only, or for anything but one', async () => {
  const { ETag = '' } = await put('read me', {}, 'read');
  const read = (condition: Condition) =>
    sdkClient(s3).send(new GetObjectCommand({ Bucket, Key: 'read', ...condition }));
  expect((await read({ IfMatch: ETag })).$metadata.httpStatusCode).toBe(200);
  expect((await read({ IfNoneMatch: '"abc"' })).$metadata.httpStatusCode).toBe(200);
  expect(await refusalOf(read({ IfMatch: '"abc"' }))).toMatchObject({ status: 412 });
  expect(await refusalOf(read({ IfNoneMatch: ETag }))).toMatchObject({ status: 304 });
});

test('a store that refuses conditions takes only writes without one', async () => {
  await s3.setWriteConditions('refused');
  await put('first', {}, 'refusing');
  const refused = { name: 'NotImplemented', status: 501 };
  expect(await refusalOf(put('second', { IfNoneMatch: '*' }, 'refusing'))).toMatchObject(refused);
  expect(await refusalOf(put('third', { IfMatch: '"abc"' }, 'refusing'))).toMatchObject(refused);
  await s3.setWriteConditions('honoured');
  expect(await text('refusing')).toBe('first');
});

test('a store that ignores conditions takes every write', async () => {
  await s3.setWriteConditions('ignored');
  await put('first', {}, 'ignored');
  await put('second', { IfNoneMatch: '*' }, 'ignored');
  await put('third', { IfMatch: '"abc"' }, 'ignored');
  await s3.setWriteConditions('honoured');
  expect(await text('ignored')).toBe('third');
});

describe('after a refused write', () => {
  const client = () => sdkClient(s3, { maxAttempts: 1 });

  async function refuse(one: ReturnType<typeof client>): Promise<void> {
    await put('there', {}, 'closing');
    const command = new PutObjectCommand({ Bucket, Key: 'closing', Body: 'second', IfNoneMatch: '*' });
    const { status, error } = await refusalOf(one.send(command));
    expect(status).toBe(412);
    expect(error.$response?.headers.connection).not.toBe('close');
  }

  const get = () => new GetObjectCommand({ Bucket, Key: 'closing' });

  test('the connection is dead without a word, as with MinIO, and the request on it is not carried out', async () => {
    const one = client();
    await refuse(one);
    await s3.clearLog();
    await expect(one.send(get())).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await s3.log()).toEqual([]);
    expect((await one.send(get())).$metadata.httpStatusCode).toBe(200);
    one.destroy();
  });

  test('it goes on where the server has other habits', async () => {
    await s3.setHabits({ closesAfterRefusedWrite: false });
    const one = client();
    await refuse(one);
    expect((await one.send(get())).$metadata.httpStatusCode).toBe(200);
    await s3.setHabits({});
    one.destroy();
  });
});
