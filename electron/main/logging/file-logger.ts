import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import electronLog from 'electron-log/node.js';
import type { Logger } from './logger.ts';
import { createRedactor, type NameText } from './redact.ts';

const maxLogBytes = 5 * 1024 * 1024;

/**
 * One line of JSON fields per event in `main.log`, which its owner alone may read; every line passes the redaction here
 * and nowhere else.
 */
export function createFileLogger(folder: string, nameText: NameText): Logger {
  keepPrivate(folder);
  const log = electronLog.create({ logId: 'main' });
  log.transports.file.resolvePathFn = () => join(folder, 'main.log');
  log.transports.file.maxSize = maxLogBytes;
  log.transports.file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  log.transports.console.level = false;
  const redact = createRedactor(nameText);
  log.hooks.push((message) => ({ ...message, data: message.data.map(redact) }));
  return {
    info: (event, fields) => log.info(event, fields ?? {}),
    warn: (event, fields) => log.warn(event, fields ?? {}),
    error: (event, fields) => log.error(event, fields ?? {}),
  };
}

/** Earlier versions left the folder and its files open to everybody on the computer. */
function keepPrivate(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isFile()) chmodSync(join(folder, entry.name), 0o600);
    }
  } catch {
    // A log that cannot be kept private, or at all, is no reason not to start.
  }
}
