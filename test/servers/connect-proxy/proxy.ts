import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TlsIdentity } from '../s3/server.ts';

/** `tunnel` as asked; `refuse` what is asked with 403; `hang` without a word. */
export type ProxyMode = 'tunnel' | 'refuse' | 'hang';

export interface ProxySettings {
  mode: ProxyMode;
  /** `user:password` that every CONNECT has to bring; null for none. */
  credentials: string | null;
}

/** One CONNECT that came. */
export interface ProxyCall {
  target: string;
  status: number;
}

/**
 * An HTTP proxy that makes tunnels and does nothing else, as proxies for TLS are set up (RFC 9110, section 9.3.6).
 * Whether the target may be reached is decided after the credentials, so nothing is learned without them.
 */
export function createConnectProxy(
  settings: ProxySettings,
  calls: ProxyCall[],
  identity: TlsIdentity | null = null,
): Server {
  const listener: RequestListener = (_, response) => response.writeHead(405).end();
  const server = identity ? createTlsServer(identity, listener) : createServer(listener);
  server.on('connect', (request: IncomingMessage, client: Duplex) => {
    // A client that gives up resets its connection.
    client.on('error', () => client.destroy());
    const target = request.url ?? '';
    const refuse = (status: number, words: string, header = '') => {
      calls.push({ target, status });
      client.end(`HTTP/1.1 ${status} ${words}\r\n${header}Content-Length: 0\r\nConnection: close\r\n\r\n`);
    };
    if (!isWelcome(request, settings))
      return refuse(407, 'Proxy Authentication Required', 'Proxy-Authenticate: Basic realm="practice"\r\n');
    if (settings.mode === 'refuse') return refuse(403, 'Forbidden');
    if (settings.mode === 'hang') {
      // Without reading it would not hear that the client has gone.
      client.on('end', () => client.end()).resume();
      return;
    }
    tunnel(target, client, {
      opened: () => calls.push({ target, status: 200 }),
      failed: () => refuse(502, 'Bad Gateway'),
    });
  });
  return server;
}

function isWelcome({ headers }: IncomingMessage, { credentials }: ProxySettings): boolean {
  if (credentials === null) return true;
  return headers['proxy-authorization'] === `Basic ${Buffer.from(credentials).toString('base64')}`;
}

function tunnel(target: string, client: Duplex, told: { opened(): void; failed(): void }): void {
  const [, host, port] = /^(.+):(\d+)$/.exec(target) ?? [];
  if (host === undefined || port === undefined) {
    told.failed();
    return;
  }
  const upstream = connect({ host, port: Number(port) });
  let isOpen = false;
  upstream.once('connect', () => {
    isOpen = true;
    told.opened();
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    client.pipe(upstream).pipe(client);
  });
  upstream.on('error', () => {
    if (isOpen) client.destroy();
    else told.failed();
  });
  client.on('close', () => upstream.destroy());
}
