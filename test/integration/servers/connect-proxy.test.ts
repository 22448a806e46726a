import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ConnectProxy, startConnectProxy } from '../../fixtures/connect-proxy.ts';
import { type RawServer, startRawServer } from '../../fixtures/raw-server.ts';

const basic = `Proxy-Authorization: Basic ${Buffer.from('user:password').toString('base64')}\r\n`;
let target: RawServer;
let proxy: ConnectProxy;

beforeAll(async () => {
  target = await startRawServer((socket) => socket.end('hello'));
  proxy = await startConnectProxy('user:password');
});

afterAll(async () => {
  await proxy.stop();
  await target.close();
});

/** Everything that comes back after CONNECT and, once there is a tunnel, a line through it. */
async function ask(authority: string, headers = basic): Promise<string> {
  const socket = connect(Number(new URL(proxy.address).port), '127.0.0.1');
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    if (text === '' && chunk.toString().startsWith('HTTP/1.1 200')) socket.write('hi');
    text += chunk.toString();
  });
  socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${headers}\r\n`);
  await once(socket, 'close');
  return text;
}

it('makes a tunnel for who has the credentials, and for nobody else', async () => {
  const { host } = new URL(target.endpoint);
  expect(await ask(host)).toMatch(/^HTTP\/1\.1 200 [\s\S]*hello$/);
  const reached = target.requests;
  for (const headers of ['', basic.replace('Basic ', 'Basic x')])
    expect(await ask(host, headers)).toMatch(/^HTTP\/1\.1 407 [\s\S]*Proxy-Authenticate: Basic/);
  expect(target.requests).toBe(reached);
});

it('answers 502 for a target that does not answer, or is none', async () => {
  expect(await ask('127.0.0.1:1')).toMatch(/^HTTP\/1\.1 502/);
  expect(await ask('nonsense')).toMatch(/^HTTP\/1\.1 502/);
});

it('does nothing but tunnels', async () => {
  expect((await fetch(proxy.address)).status).toBe(405);
});
