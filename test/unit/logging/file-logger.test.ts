import { mkdir, mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFileLogger } from '../../../electron/main/logging/file-logger.ts';

const nameText = () => 'ns-1a2b3c4d';

const authKey = Buffer.alloc(256, 7);
const secrets = {
  sessionString: `1${authKey.toString('base64')}`,
  authKeyHex: authKey.toString('hex'),
  apiHash: '0123456789abcdef0123456789abcdef',
  botToken: '123456789:AAHk3s-abcdefghijklmnopqrstuvwxyz01',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  phone: '+49 151 23456789',
};

test('no secret reaches the file, whether in a field, nested, in an error or in a sentence', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'log-'));
  const logger = createFileLogger(folder, nameText);
  logger.info('fields', secrets);
  logger.warn('nested', { deep: [{ password: 'hunter2', code: '12345', value: secrets.sessionString }] });
  logger.error('thrown', { error: new Error(`bad ${secrets.secretAccessKey} and ${secrets.botToken}`) });
  logger.info(`sentence ${secrets.authKeyHex} ${secrets.apiHash} ${secrets.phone}`);
  logger.info('bytes', { value: authKey });
  const text = await readFile(join(folder, 'main.log'), 'utf8');
  for (const secret of [...Object.values(secrets), 'hunter2', '12345']) expect(text).not.toContain(secret);
});

test('what helps an operator stays readable, and a namespace is called as the log calls it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'log-'));
  const logger = createFileLogger(folder, nameText);
  logger.info('session stored', { namespace: 'production-bot', fingerprint: '5e6f7a8b' });
  const text = await readFile(join(folder, 'main.log'), 'utf8');
  expect(text).not.toContain('production-bot');
  expect(text).toContain('ns-1a2b3c4d');
  expect(text).toContain('5e6f7a8b');
});

test('only its owner may read the log, also where an earlier version had left it open', async () => {
  const above = await mkdtemp(join(tmpdir(), 'log-'));
  const folder = join(above, 'logs');
  await mkdir(folder, { mode: 0o755 });
  await writeFile(join(folder, 'main.old.log'), 'from before', { mode: 0o644 });
  createFileLogger(folder, nameText).info('started');
  const modes = await Promise.all(
    [folder, join(folder, 'main.log'), join(folder, 'main.old.log')].map(
      async (path) => (await stat(path)).mode & 0o777,
    ),
  );
  expect(modes).toEqual([0o700, 0o600, 0o600]);
});
