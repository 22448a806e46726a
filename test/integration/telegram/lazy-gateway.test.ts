import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const gatewayFile = new URL('../../../electron/main/telegram/lazy-gateway.ts', import.meta.url);
const root = fileURLToPath(new URL('../../..', import.meta.url));

const script = `
  import { createRequire } from 'node:module';
  import net from 'node:net';
  const isLoaded = () =>
    Object.keys(createRequire(import.meta.url).cache).some((file) => file.includes('node_modules/telegram/'));
  const { LazyGateway } = await import('${gatewayFile}');
  const gateway = new LazyGateway({
    credentials: { apiId: 1, apiHash: 'f' },
    appVersion: '1',
    canonicalDataCentre: () => null,
    dial: () => new net.Socket(),
    spawnSrpWorker: () => { throw new Error('not here'); },
    logger: { info() {}, warn() {}, error() {} },
  });
  const before = isLoaded();
  const result = await gateway.connect('teleapp', new AbortController().signal);
  console.log(JSON.stringify({ before, after: isLoaded(), code: result.error.code }));
`;

it('loads gramjs at its first use and not before', async () => {
  const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
  expect(JSON.parse(stdout)).toEqual({ before: false, after: true, code: 'telegram-unexpected' });
});
