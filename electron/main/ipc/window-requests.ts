import { ipcMain } from 'electron';
import type { Logger } from '../logging/logger.ts';
import { type Handlers, type SenderCheck, serveRequests } from './requests.ts';

/** Serves the contract on Electron's own channel. Nothing else in main touches `ipcMain`. */
export function serveWindowRequests(
  handlers: Promise<Handlers>,
  isTrusted: SenderCheck,
  logger: Logger,
  isLocked: () => boolean,
): void {
  serveRequests(ipcMain, handlers, isTrusted, logger, isLocked);
}
