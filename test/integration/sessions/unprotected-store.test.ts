import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  noProtectionMemory,
  OverwriteProtection,
} from '../../../electron/main/sessions/s3/overwrite-protection.ts';
import { S3SessionStore } from '../../../electron/main/sessions/s3/s3-session-store.ts';
import {
  type Credentials,
  connectorGrants,
  type Grant,
  type PracticeS3,
  startS3,
} from '../../fixtures/s3.ts';
import { storeConfig, succeeded, testLimits } from '../../fixtures/session-store.ts';
import { sampleText } from '../../fixtures/session-strings.ts';

const bucket = 'sessions';
let server: PracticeS3;
const open: S3SessionStore[] = [];

beforeAll(async () => {
  server = await startS3();
  await server.createBucket(bucket);
});

afterAll(() => server.stop());

afterEach(async () => {
  for (const store of open.splice(0)) store.close();
  await server.setWriteConditions('honoured');
});

function openStore(credentials?: Credentials) {
  const protection = new OverwriteProtection(noProtectionMemory, Date.now);
  const store = new S3SessionStore(storeConfig(server, bucket, credentials), testLimits, protection);
  open.push(store);
  return { store, protection };
}

async function storedText(namespace: string): Promise<string | null> {
  const bytes = await server.getObject(bucket, `telegram/${namespace}/session.txt`);
  return bytes && Buffer.from(bytes).toString('latin1');
}

describe.each([
  ['ignores', 'ignored', 'off'],
  ['refuses', 'refused', 'refused'],
] as const)('a store that %s write conditions', (_, conditions, state) => {
  beforeEach(() => server.setWriteConditions(conditions));

  it('is found out by the first write, with nothing left behind but the app’s own test object', async () => {
    const { store, protection } = openStore();
    succeeded(await store.write(`${state}-first`, sampleText(1), { ifNoneMatch: '*' }));
    expect(protection.state).toBe(state);
    const keys = await server.listKeys(bucket);
    expect(keys.filter((key) => !key.endsWith('/session.txt'))).toEqual([
      'telegram/.connector-admin/scratch.txt',
    ]);
    expect(await storedText(`${state}-first`)).toBe(sampleText(1));
  });

  it('is compared with by hand, so that nothing that somebody stored before is overwritten', async () => {
    const { store } = openStore();
    const name = `${state}-compared`;
    const { etag } = succeeded(await store.write(name, sampleText(1), { ifNoneMatch: '*' }));
    await server.putObject(bucket, `telegram/${name}/session.txt`, sampleText(2));
    const conflict = { ok: false, error: { code: 'store-conflict' } };
    expect(await store.write(name, sampleText(3), { ifMatch: etag })).toEqual(conflict);
    expect(await store.write(name, sampleText(3), { ifNoneMatch: '*' })).toEqual(conflict);
    expect(await storedText(name)).toBe(sampleText(2));
    const read = succeeded(await store.read(name));
    expect(
      read.kind === 'found' && (await store.write(name, sampleText(3), { ifMatch: read.etag })),
    ).toMatchObject({
      ok: true,
    });
    expect(await storedText(name)).toBe(sampleText(3));
  });

  it('is not written to where a 403 leaves open what is there', async () => {
    const { store } = openStore(await server.addPrincipal({ grants: connectorGrants(bucket) }));
    expect(await store.write(`${state}-unseen`, sampleText(1), { ifNoneMatch: '*' })).toEqual({
      ok: false,
      error: { code: 'store-unprotected' },
    });
    expect(await storedText(`${state}-unseen`)).toBeNull();
  });
});

describe('a store that begins to refuse write conditions', () => {
  it.each([
    ['after it was found to act on them', 'honoured', 'on'],
    ['after it was found to ignore them', 'ignored', 'off'],
  ] as const)('%s is noticed by the next write, which succeeds', async (_, before, state) => {
    await server.setWriteConditions(before);
    const { store, protection } = openStore();
    const name = `begins-${state}`;
    const { etag } = succeeded(await store.write(name, sampleText(1), { ifNoneMatch: '*' }));
    expect(protection.state).toBe(state);
    await server.setWriteConditions('refused');
    expect(await store.write(name, sampleText(2), { ifNoneMatch: '*' })).toMatchObject({
      ok: false,
      error: { code: 'store-conflict' },
    });
    expect(await store.write(name, sampleText(2), { ifMatch: etag })).toMatchObject({ ok: true });
    expect({ state: protection.state, text: await storedText(name) }).toEqual({
      state: 'refused',
      text: sampleText(2),
    });
  });

  it('is asked for no condition any more', async () => {
    await server.setWriteConditions('refused');
    const { store } = openStore();
    const { etag } = succeeded(await store.write('unasked', sampleText(1), { ifNoneMatch: '*' }));
    await server.clearLog();
    succeeded(await store.write('unasked', sampleText(2), { ifMatch: etag }));
    expect((await server.log()).map(({ operation, status }) => [operation, status])).toEqual([
      ['GetObject', 200],
      ['PutObject', 200],
    ]);
  });
});

describe('a store of which nothing can be found out', () => {
  async function openOwn(name: string) {
    const grants: Grant[] = [
      { actions: ['s3:GetObject', 's3:PutObject'], bucket, prefix: `telegram/${name}/` },
    ];
    return openStore(await server.addPrincipal({ grants }));
  }

  it('is compared with by hand too, since it may ignore the conditions', async () => {
    await server.setWriteConditions('ignored');
    const { store, protection } = await openOwn('doubtful');
    const { etag } = succeeded(await store.write('doubtful', sampleText(1), { ifNoneMatch: '*' }));
    await server.putObject(bucket, 'telegram/doubtful/session.txt', sampleText(2));
    const conflict = { ok: false, error: { code: 'store-conflict' } };
    expect(await store.write('doubtful', sampleText(3), { ifMatch: etag })).toEqual(conflict);
    expect(await store.write('doubtful', sampleText(3), { ifNoneMatch: '*' })).toEqual(conflict);
    expect(await storedText('doubtful')).toBe(sampleText(2));
    expect(protection.state).toBe('untestable');
  });

  it('is written to with the condition alone where nothing may be read', async () => {
    const grants: Grant[] = [{ actions: ['s3:PutObject'], bucket, prefix: 'telegram/blind/' }];
    const { store } = openStore(await server.addPrincipal({ grants }));
    expect(await store.write('blind', sampleText(1), { ifNoneMatch: '*' })).toMatchObject({ ok: true });
    expect(await store.write('blind', sampleText(2), { ifNoneMatch: '*' })).toEqual({
      ok: false,
      error: { code: 'store-conflict' },
    });
    expect(await storedText('blind')).toBe(sampleText(1));
  });
});

describe('a store that acts on write conditions', () => {
  it('is found out by the first write', async () => {
    const { store, protection } = openStore();
    succeeded(await store.write('protected', sampleText(1), { ifNoneMatch: '*' }));
    expect(protection.state).toBe('on');
  });

  it('is not known as one where only the session’s own key may be written, and compared with as well', async () => {
    const actions = ['s3:GetObject', 's3:PutObject'] as const;
    const grants: Grant[] = [{ actions: [...actions], bucket, prefix: 'telegram/own/' }];
    const { store, protection } = openStore(await server.addPrincipal({ grants }));
    succeeded(await store.write('own', sampleText(1), { ifNoneMatch: '*' }));
    expect(protection.state).toBe('untestable');
    expect(await store.write('own', sampleText(2), { ifNoneMatch: '*' })).toEqual({
      ok: false,
      error: { code: 'store-conflict' },
    });
  });
});
