import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { S3SessionStore } from '../../../electron/main/sessions/s3/s3-session-store.ts';
import { type RawServer, startRawServer } from '../../fixtures/raw-server.ts';
import { testLimits } from '../../fixtures/session-store.ts';

const empty = 'HTTP/1.1 200 OK\r\netag: "abc"\r\ncontent-length: 0\r\n\r\n';
let raw: RawServer;
let store: S3SessionStore;

/** A store whose nth request is answered by the nth of these, each with the connection that it came on. */
async function open(answers: ((socket: Socket) => void)[]): Promise<Socket[]> {
  const sockets: Socket[] = [];
  raw = await startRawServer((socket) => {
    answers[sockets.length]?.(socket);
    sockets.push(socket);
  });
  const credentials = { kind: 'keys', accessKeyId: 'a', secretAccessKey: 'b' } as const;
  const config = { endpoint: raw.endpoint, region: 'us-east-1', bucket: 'sessions', credentials };
  store = new S3SessionStore(config, { ...testLimits, maxAttempts: 1 });
  return sockets;
}

afterEach(async () => {
  store.close();
  await raw.close();
});

const answer = (socket: Socket) => socket.write(empty);
const cut = (socket: Socket) => socket.destroy();
const unreachable = { ok: false, error: { code: 'store-unreachable' } };
const found = { ok: true, value: { kind: 'there' } };

describe('a request on a kept connection', () => {
  it('is sent again on a new one where the kept one is closed before any answer', async () => {
    const sockets = await open([answer, cut, answer]);
    expect(await store.head('bot')).toMatchObject(found);
    expect(await store.head('bot')).toMatchObject(found);
    expect(sockets).toHaveLength(3);
    expect(sockets[1]).toBe(sockets[0]);
    expect(sockets[2]).not.toBe(sockets[0]);
  });

  it('is sent again once, and not on another kept one', async () => {
    const sockets = await open([answer, cut, cut, answer]);
    await store.head('bot');
    expect(await store.head('bot')).toMatchObject(unreachable);
    expect(sockets).toHaveLength(3);
  });

  it('is not sent again where an answer had begun', async () => {
    const half = (socket: Socket) => socket.end('HTTP/1.1 200');
    const sockets = await open([answer, half, answer]);
    await store.head('bot');
    expect(await store.head('bot')).toMatchObject({ ok: false });
    expect(sockets).toHaveLength(2);
  });
});

it('a request on a new connection that is closed is not sent again', async () => {
  const sockets = await open([cut, answer]);
  expect(await store.head('bot')).toMatchObject(unreachable);
  expect(sockets).toHaveLength(1);
});
