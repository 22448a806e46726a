import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
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
  await server.setIgnoresWriteConditions(false);
});

function openStore(credentials?: Credentials) {
  const protection = new OverwriteProtection(noProtectionMemory);
  const store = new S3SessionStore(storeConfig(server, bucket, credentials), testLimits, protection);
  open.push(store);
  return { store, protection };
}

async function storedText(namespace: string): Promise<string | null> {
  const bytes = await server.getObject(bucket, `telegram/${namespace}/session.txt`);
  return bytes && Buffer.from(bytes).toString('latin1');
}

describe('a store that ignores write conditions', () => {
  it('is found out by the first write, with nothing left behind but the app’s own test object', async () => {
    await server.setIgnoresWriteConditions(true);
    const { store, protection } = openStore();
    succeeded(await store.write('first', sampleText(1), { ifNoneMatch: '*' }));
    expect(protection.state).toBe('off');
    expect(await server.listKeys(bucket)).toEqual([
      'telegram/.connector-admin/scratch.txt',
      'telegram/first/session.txt',
    ]);
  });

  it('is compared with by hand, so that nothing that somebody stored before is overwritten', async () => {
    await server.setIgnoresWriteConditions(true);
    const { store } = openStore();
    const { etag } = succeeded(await store.write('compared', sampleText(1), { ifNoneMatch: '*' }));
    await server.putObject(bucket, 'telegram/compared/session.txt', sampleText(2));
    const conflict = { ok: false, error: { code: 'store-conflict' } };
    expect(await store.write('compared', sampleText(3), { ifMatch: etag })).toEqual(conflict);
    expect(await store.write('compared', sampleText(3), { ifNoneMatch: '*' })).toEqual(conflict);
    expect(await storedText('compared')).toBe(sampleText(2));
    const read = succeeded(await store.read('compared'));
    expect(
      read.kind === 'found' && (await store.write('compared', sampleText(3), { ifMatch: read.etag })),
    ).toMatchObject({
      ok: true,
    });
    expect(await storedText('compared')).toBe(sampleText(3));
  });

  it('is not written to where a 403 leaves open what is there', async () => {
    await server.setIgnoresWriteConditions(true);
    const { store } = openStore(await server.addPrincipal({ grants: connectorGrants(bucket) }));
    expect(await store.write('unseen', sampleText(1), { ifNoneMatch: '*' })).toEqual({
      ok: false,
      error: { code: 'store-unprotected' },
    });
    expect(await storedText('unseen')).toBeNull();
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
    await server.setIgnoresWriteConditions(true);
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
