import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testConnection } from '../../../electron/main/sessions/s3/connection-test.ts';
import { S3SessionStore } from '../../../electron/main/sessions/s3/s3-session-store.ts';
import type { S3StoreConfig } from '../../../electron/main/sessions/s3/s3-store-config.ts';
import { type ConnectProxy, startConnectProxy } from '../../fixtures/connect-proxy.ts';
import { PracticeAuthority } from '../../fixtures/practice-authority.ts';
import { startRawServer } from '../../fixtures/raw-server.ts';
import { type PracticeS3, startS3 } from '../../fixtures/s3.ts';
import { storeConfig, testLimits } from '../../fixtures/session-store.ts';
import { sampleText } from '../../fixtures/session-strings.ts';

const bucket = 'sessions';
const signIn = 'user:p@ss: wörd';

let ca: PracticeAuthority;
let server: PracticeS3;
let proxy: ConnectProxy;
const stores: S3SessionStore[] = [];

beforeAll(async () => {
  ca = await PracticeAuthority.create();
  server = await startS3({ tlsIdentity: await ca.serverIdentity() });
  await server.createBucket(bucket);
  proxy = await startConnectProxy(signIn);
});

afterEach(() => {
  for (const store of stores.splice(0)) store.close();
  proxy.setMode('tunnel');
  proxy.calls.length = 0;
});

afterAll(async () => {
  await proxy.stop();
  await server.stop();
  await ca.remove();
});

const trusting = (): Partial<S3StoreConfig> => ({ authorityPem: ca.rootPem });
const by = (credentials: string | null = signIn, address = proxy.address) => ({
  proxy: { address, credentials },
});

function open(changes: Partial<S3StoreConfig>, limits = testLimits): S3SessionStore {
  const store = new S3SessionStore({ ...storeConfig(server, bucket), ...changes }, limits);
  stores.push(store);
  return store;
}

/** The end of a reading: the outcome's kind or the error's code. */
async function read(changes: Partial<S3StoreConfig>, limits = testLimits): Promise<string> {
  const result = await open(changes, limits).read('nobody');
  return result.ok ? result.value.kind : result.error.code;
}

describe('a store with a private certificate', () => {
  it('is read and written with its CA file, whether that is the root or the chain', async () => {
    for (const authorityPem of [ca.rootPem, ca.chainPem]) {
      const store = open({ authorityPem });
      expect(
        await store.write(`bot-${authorityPem.length}`, sampleText(1), { ifNoneMatch: '*' }),
      ).toMatchObject({
        ok: true,
      });
    }
    expect(server.endpoint).toMatch(/^https:/);
  });

  it('is said to need a CA file without one', async () => {
    expect(await read({})).toBe('store-authority-unknown');
    const report = await testConnection({ ...storeConfig(server, bucket) }, testLimits);
    expect(report.checks[0]).toMatchObject({
      name: 'endpoint',
      outcome: 'failed',
      error: { code: 'store-authority-unknown' },
    });
  });

  it('is said to have another CA than the one in the file', async () => {
    const other = await PracticeAuthority.create();
    expect(await read({ authorityPem: other.rootPem })).toBe('store-authority-wrong');
    await other.remove();
  });

  it('is still known by its name: a CA file does not make another host’s certificate good', async () => {
    const endpoint = server.endpoint.replace('127.0.0.1', '127.0.0.2');
    expect(await read({ ...trusting(), endpoint })).toMatch(/store-(certificate|unreachable)/);
  });
});

describe('a store behind a proxy', () => {
  it('is reached through it, in TLS and in plain text, and no other way', async () => {
    const plain = await startS3();
    await plain.createBucket(bucket);
    expect(await read({ ...trusting(), ...by() })).toBe('missing');
    expect(await read({ ...storeConfig(plain, bucket), ...by() })).toBe('missing');
    const hosts = [server, plain].map(({ endpoint }) => new URL(endpoint).host);
    expect(proxy.calls).toEqual(hosts.map((target) => ({ target, status: 200 })));
    await plain.stop();
  });

  it('keeps its connections, as without a proxy', async () => {
    const store = open({ ...trusting(), ...by() });
    for (const name of ['a', 'b', 'c']) await store.read(name);
    expect(proxy.calls).toHaveLength(1);
  });

  it.each([
    ['no credentials', null, 'store-proxy-needs-credentials'],
    ['wrong ones', 'user:wrong', 'store-proxy-credentials-wrong'],
  ])('says that the proxy answers 407 to %s', async (_, credentials, code) => {
    expect(await read({ ...trusting(), ...by(credentials) })).toBe(code);
    expect(proxy.calls.map(({ status }) => status)).toEqual([407]);
  });

  it('says that the proxy refuses the connection, which is no 403 of the store', async () => {
    proxy.setMode('refuse');
    expect(await read({ ...trusting(), ...by() })).toBe('store-proxy-refused');
    const written = await open({ ...trusting(), ...by() }).write('bot', sampleText(1), { ifNoneMatch: '*' });
    expect(written).toMatchObject({ error: { code: 'store-proxy-refused', params: { status: 403 } } });
  });

  it('says that the proxy cannot reach the store', async () => {
    const endpoint = 'https://127.0.0.1:1';
    expect(await read({ ...trusting(), ...by(), endpoint })).toBe('store-proxy-refused');
  });

  it('gives up on a proxy that hangs, and leaves no connection open', async () => {
    proxy.setMode('hang');
    const limits = { ...testLimits, connectTimeoutMs: 300, maxAttempts: 1 };
    expect(await read({ ...trusting(), ...by() }, limits)).toBe('store-proxy-timeout');
    await expect.poll(() => proxy.open).toBe(0);
  });

  it('is reached through a proxy that is itself spoken to in TLS, and says when that is not trusted', async () => {
    const secure = await startConnectProxy(signIn, await ca.serverIdentity());
    expect(await read({ ...trusting(), ...by(signIn, secure.address) })).toBe('missing');
    expect(secure.calls).toHaveLength(1);
    const refused = await open(by(signIn, secure.address)).read('nobody');
    expect(refused).toMatchObject({
      error: { code: 'store-proxy-unreachable', params: { message: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY' } },
    });
    await secure.stop();
  });

  it('says that the proxy cannot be reached, or is none', async () => {
    expect(await read(by(signIn, 'http://127.0.0.1:1'))).toBe('store-proxy-unreachable');
    const noProxy = await startRawServer((socket) => socket.end('220 smtp ready\r\n'));
    expect(await read(by(null, noProxy.endpoint))).toBe('store-proxy-unreachable');
    await noProxy.close();
  });

  it('names a private certificate behind the proxy, which is not the proxy’s fault', async () => {
    expect(await read(by())).toBe('store-authority-unknown');
  });

  it('never tells the credentials of the proxy', async () => {
    const said = JSON.stringify(await open(by('user:wrong-secret')).read('nobody'));
    expect(said).toContain(proxy.address);
    expect(said).not.toContain('secret');
  });
});
