import { join } from 'node:path';
import electronLog from 'electron-log/node.js';
import type { Logger } from './logger.ts';
import { redact } from './redact.ts';

const maxLogBytes = 5 * 1024 * 1024;

/** One line of JSON fields per event in `main.log`; every line passes the redaction here and nowhere else. */
export function createFileLogger(folder: string): Logger {
  const log = electronLog.create({ logId: 'main' });
  log.transports.file.resolvePathFn = () => join(folder, 'main.log');
  log.transports.file.maxSize = maxLogBytes;
  log.transports.console.level = false;
  log.hooks.push((message) => ({ ...message, data: message.data.map((part) => redact(part)) }));
  return {
    info: (event, fields) => log.info(event, fields ?? {}),
    warn: (event, fields) => log.warn(event, fields ?? {}),
    error: (event, fields) => log.error(event, fields ?? {}),
  };
}
