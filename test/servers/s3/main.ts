import { mkdirSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import type { Principal } from './auth/principals.ts';
import { controlHandlers } from './control/calls.ts';
import type { ReadyLine } from './control/protocol.ts';
import { createControlServer } from './control/server.ts';
import { RequestLog } from './request-log.ts';
import { createS3Server, type TlsIdentity } from './server.ts';
import { Settings } from './settings.ts';
import { Store } from './storage/store.ts';

// usage: node --import tsx test/servers/s3/main.ts --data-dir DIR [--port N] [--control-port N] [--region R] [--access-key K] [--secret-key S] [--tls-identity FILE]
const { values } = parseArgs({
  options: {
    'data-dir': { type: 'string' },
    port: { type: 'string', default: '0' },
    'control-port': { type: 'string', default: '0' },
    region: { type: 'string', default: 'us-east-1' },
    'access-key': { type: 'string', default: 'practice-root' },
    'secret-key': { type: 'string', default: 'practice-root-secret' },
    // JSON with `cert` and `key`; without it the server speaks http.
    'tls-identity': { type: 'string' },
  },
});

async function run(dataDirectory: string): Promise<void> {
  mkdirSync(dataDirectory, { recursive: true });
  const settings = new Settings(dataDirectory, values.region, root());
  const store = new Store(dataDirectory);
  const log = new RequestLog();
  const s3 = createS3Server(store, settings, log, tlsIdentity());
  const control = createControlServer(controlHandlers(store, settings, log));
  const ready: ReadyLine = {
    ready: true,
    endpoint: await listen(s3, Number(values.port), tlsIdentity() ? 'https' : 'http'),
    control: await listen(control, Number(values['control-port'])),
  };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
  // Whoever started this holds the other end: when it is gone, so is the server.
  process.stdin.on('close', () => process.exit(0)).resume();
}

function root(): Principal {
  return {
    name: 'root',
    credentials: { accessKeyId: values['access-key'], secretAccessKey: values['secret-key'] },
    grants: [{ actions: ['s3:*'] }],
  };
}

function tlsIdentity(): TlsIdentity | null {
  const path = values['tls-identity'];
  // The fixture that starts this server wrote the file.
  return path === undefined ? null : (JSON.parse(readFileSync(path, 'utf8')) as TlsIdentity);
}

function listen(server: Server, port: number, scheme = 'http'): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      // A TCP server's address is never a string.
      const { port: actual } = server.address() as AddressInfo;
      resolve(`${scheme}://127.0.0.1:${actual}`);
    });
  });
}

if (values['data-dir'] === undefined) {
  process.stderr.write('--data-dir is missing\n');
  process.exitCode = 2;
} else {
  await run(values['data-dir']);
}
