import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { S3SessionStore } from '../../../electron/main/sessions/s3/s3-session-store.ts';
import type { S3StoreConfig } from '../../../electron/main/sessions/s3/s3-store-config.ts';
import { type RawServer, startRawServer } from '../../fixtures/raw-server.ts';
import { type PracticeS3, startS3 } from '../../fixtures/s3.ts';
import { collect, storeConfig, testLimits } from '../../fixtures/session-store.ts';
import { sampleText } from '../../fixtures/session-strings.ts';

const bucket = 'sessions';
let server: PracticeS3;
const open: { close(): unknown }[] = [];

beforeAll(async () => {
  server = await startS3({ region: 'eu-central-1' });
  await server.createBucket(bucket);
});

afterAll(() => server.stop());

afterEach(async () => {
  for (const resource of open.splice(0)) await resource.close();
});

function storeWith(changes: Partial<S3StoreConfig>, limits = testLimits): S3SessionStore {
  const store = new S3SessionStore({ ...storeConfig(server, bucket), ...changes }, limits);
  open.push(store);
  return store;
}

async function rawServer(...answer: Parameters<typeof startRawServer>): Promise<RawServer> {
  const raw = await startRawServer(...answer);
  open.push(raw);
  return raw;
}

const root = () => server.rootCredentials;

describe('a read that fails says why', () => {
  it('when the access key is unknown', async () => {
    const credentials = { kind: 'keys', accessKeyId: 'NOBODY', secretAccessKey: 'whatever' } as const;
    expect(await storeWith({ credentials }).read('x')).toEqual({
      ok: false,
      error: { code: 'store-access-key-unknown', params: { endpoint: server.endpoint } },
    });
  });

  it('when the secret key is wrong, without ever naming it', async () => {
    const wrong = 'a-wrong-secret-key';
    const credentials = { kind: 'keys', accessKeyId: root().accessKeyId, secretAccessKey: wrong } as const;
    const read = await storeWith({ credentials }).read('x');
    expect(read).toEqual({ ok: false, error: { code: 'store-secret-key-wrong' } });
  });

  it('when the secret key is gone from memory', async () => {
    const credentials = { kind: 'keys', accessKeyId: root().accessKeyId, secretAccessKey: null } as const;
    expect(await storeWith({ credentials }).read('x')).toEqual({
      ok: false,
      error: { code: 'store-secret-missing' },
    });
  });

  it('when the secret key is sealed and cannot be opened now', async () => {
    const { accessKeyId } = root();
    const credentials = { kind: 'keys', accessKeyId, secretAccessKey: null, secretKeyClosed: true } as const;
    expect(await storeWith({ credentials }).read('x')).toEqual({
      ok: false,
      error: { code: 'store-secret-closed' },
    });
  });

  it('when the bucket does not exist', async () => {
    expect(await storeWith({ bucket: 'elsewhere' }).read('x')).toEqual({
      ok: false,
      error: { code: 'store-bucket-missing', params: { bucket: 'elsewhere' } },
    });
  });

  it('when the region is another one, and which it is', async () => {
    expect(await storeWith({ region: 'us-west-2' }).read('x')).toEqual({
      ok: false,
      error: { code: 'store-region-wrong', params: { region: 'us-west-2', expected: 'eu-central-1' } },
    });
  });

  it('when a named AWS profile does not exist', async () => {
    const credentials = { kind: 'named-profile', awsProfile: 'no-such-profile' } as const;
    expect(await storeWith({ credentials }).read('x')).toEqual({
      ok: false,
      error: {
        code: 'store-no-credentials',
        params: {
          reason: 'profile-missing',
          message: 'there is no AWS profile no-such-profile on this computer',
        },
      },
    });
  });

  it('when nothing listens at the endpoint', async () => {
    const raw = await startRawServer(() => {});
    await raw.close();
    expect(await storeWith({ endpoint: raw.endpoint }).read('x')).toEqual({
      ok: false,
      error: { code: 'store-unreachable', params: { endpoint: raw.endpoint } },
    });
  });

  it('when the endpoint’s host does not exist', async () => {
    const endpoint = 'http://no-such-host.invalid:9000';
    expect(await storeWith({ endpoint }).read('x')).toEqual({
      ok: false,
      error: { code: 'store-unreachable', params: { endpoint } },
    });
  });

  it('when the endpoint does not speak TLS', async () => {
    const endpoint = server.endpoint.replace('http:', 'https:');
    expect(await storeWith({ endpoint }).read('x')).toEqual({
      ok: false,
      error: { code: 'store-speaks-http', params: { endpoint } },
    });
  });

  it('when the endpoint does not speak HTTP', async () => {
    const raw = await rawServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    expect(await storeWith({ endpoint: raw.endpoint }).read('x')).toMatchObject({
      ok: false,
      error: { code: 'store-unreachable' },
    });
  });

  it('when the endpoint redirects to itself by https', async () => {
    const raw = await rawServer((socket) =>
      socket.write(
        'HTTP/1.1 308 Permanent Redirect\r\nlocation: https://127.0.0.1/\r\ncontent-length: 0\r\n\r\n',
      ),
    );
    expect(await storeWith({ endpoint: raw.endpoint }).read('x')).toEqual({
      ok: false,
      error: { code: 'store-needs-https', params: { endpoint: raw.endpoint, target: 'https://127.0.0.1' } },
    });
  });

  it('when the store reports trouble of its own', async () => {
    const raw = await rawServer((socket) =>
      socket.write('HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n'),
    );
    expect(await storeWith({ endpoint: raw.endpoint }).read('x')).toEqual({
      ok: false,
      error: { code: 'store-unavailable', params: { endpoint: raw.endpoint, status: 503 } },
    });
    expect(raw.requests).toBe(testLimits.maxAttempts);
  });
});

describe('a 404 without S3’s error document', () => {
  it.each([
    ['a bare one', ''],
    ['a web page', '<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>Not found</body></html>'],
    ['plain text', '404 page not found\n'],
  ])(
    'means missing for an object, as the connector takes it, and nothing for a listing: %s',
    async (_, page) => {
      const head = `HTTP/1.1 404 Not Found\r\ncontent-length: ${page.length}\r\n\r\n`;
      const raw = await rawServer((socket) => socket.write(head + page));
      const store = storeWith({ endpoint: raw.endpoint });
      expect(await store.read('x')).toEqual({ ok: true, value: { kind: 'missing' } });
      expect(await collect(store.list(new AbortController().signal))).toMatchObject([
        { ok: false, error: { code: 'store-answer-invalid' } },
      ]);
    },
  );
});

describe('a store that stops answering', () => {
  const impatient = { ...testLimits, requestTimeoutMs: 200, operationTimeoutMs: 1_500 };
  const head = 'HTTP/1.1 200 OK\r\netag: "abc"\r\ncontent-length: 353\r\n\r\n';

  it.each([
    ['before the first byte', ''],
    ['in the middle of the body', `${head}1Ap`],
  ])('%s is given up on', async (_, answer) => {
    const raw = await rawServer((socket) => socket.write(answer));
    const store = storeWith({ endpoint: raw.endpoint }, impatient);
    const timedOut = { ok: false, error: { code: 'store-timeout', params: { endpoint: raw.endpoint } } };
    expect(await store.read('x')).toEqual(timedOut);
  });

  it('while it is written to is given up on', async () => {
    const raw = await rawServer(() => {});
    const store = storeWith({ endpoint: raw.endpoint }, impatient);
    expect(await store.write('x', sampleText(), { ifNoneMatch: '*' })).toMatchObject({
      ok: false,
      error: { code: 'store-timeout' },
    });
  });

  it('by cutting the body short is not taken for a shorter session', async () => {
    const raw = await rawServer((socket) => socket.end(`${head}1Ap`));
    expect(await storeWith({ endpoint: raw.endpoint }).read('x')).toMatchObject({
      ok: false,
      error: { code: 'store-unreachable' },
    });
  });
});

describe('temporary credentials', () => {
  it('that the store calls expired are told apart from wrong ones', async () => {
    const body = '<Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error>';
    const raw = await rawServer((socket) =>
      socket.write(`HTTP/1.1 400 Bad Request\r\ncontent-length: ${body.length}\r\n\r\n${body}`),
    );
    expect(await storeWith({ endpoint: raw.endpoint }).read('x')).toEqual({
      ok: false,
      error: { code: 'store-token-expired' },
    });
  });
});
