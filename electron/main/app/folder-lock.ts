import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { createServer } from 'node:net';
import { codeOf } from '../files/file-errors.ts';

/**
 * Keeps other processes out of the user-data folder until this one ends; false where another one has it. Electron's own lock
 * lets two in that start at once after a crash: both find the dead process's lock, and each removes what it finds (Chromium,
 * process_singleton_posix.cc). Here the lock is an abstract socket (unix(7)), which the kernel gives to one process and takes
 * back however that ends. Other systems have no such sockets: there Electron's lock stands alone.
 */
export async function lockFolder(folder: string): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const name = createHash('sha256')
    .update(await realpath(folder))
    .digest('hex');
  const server = createServer((connection) => connection.destroy());
  server.unref();
  return new Promise((resolve) => {
    server.once('error', (error) => resolve(codeOf(error) !== 'EADDRINUSE'));
    server.listen(`\0telegram-connector-admin-${name}`, () => resolve(true));
  });
}
