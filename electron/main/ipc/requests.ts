import { randomUUID } from 'node:crypto';
import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { type Channel, type RequestOf, type ResponseOf, requestSchemas } from '../../../shared/ipc.ts';
import { fail, type Result } from '../../../shared/result.ts';
import type { Logger } from '../logging/logger.ts';

/** One handler per channel of the contract; a missing one does not compile. */
export type Handlers = {
  [C in Channel]: (request: RequestOf<C>) => Promise<Result<ResponseOf<C>>>;
};

/** Whether a request comes from the main frame of the app's own window. */
export type SenderCheck = (event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>) => boolean;

const answeredWhileLocked: ReadonlySet<Channel> = new Set(['lock:status', 'lock:unlock']);

/**
 * The only place where main listens to the window. The sender is checked, the payload enters as `unknown` and
 * reaches the handler parsed; an exception is a bug, logged under a reference that the answer carries. A request that comes
 * before there are handlers waits for them. While the app is locked it answers nothing but the unlocking, also where a
 * handler had begun before.
 */
export function serveRequests(
  ipcMain: Pick<IpcMain, 'handle'>,
  handlers: Promise<Handlers>,
  isTrusted: SenderCheck,
  logger: Logger,
  isLocked: () => boolean,
): void {
  const channels = Object.keys(requestSchemas) as Channel[]; // Object.keys loses the literal key type
  for (const channel of channels) serve(ipcMain, channel, handlers, isTrusted, logger, isLocked);
}

function serve<C extends Channel>(
  ipcMain: Pick<IpcMain, 'handle'>,
  channel: C,
  handlers: Promise<Handlers>,
  isTrusted: SenderCheck,
  logger: Logger,
  isLocked: () => boolean,
): void {
  const refused = () => isLocked() && !answeredWhileLocked.has(channel);
  ipcMain.handle(channel, async (event, payload: unknown): Promise<Result<ResponseOf<C>>> => {
    if (!isTrusted(event)) {
      logger.error('request from a foreign sender refused', {
        channel,
        url: event.senderFrame?.url ?? 'none',
      });
      return fail('sender-refused');
    }
    if (refused()) return fail('locked');
    const parsed = requestSchemas[channel].safeParse(payload);
    if (!parsed.success) {
      const field = parsed.error.issues[0]?.path.join('.') || 'the whole request';
      logger.warn('malformed request refused', { channel, field });
      return fail('request-invalid', { field });
    }
    try {
      // The schema of `channel` has just parsed this payload; TypeScript cannot follow the index.
      const answer = await (await handlers)[channel](parsed.data as RequestOf<C>);
      return refused() ? fail('locked') : answer;
    } catch (error) {
      const reference = randomUUID().slice(0, 8);
      logger.error('handler failed', { channel, reference, error });
      return fail('internal', { reference });
    }
  });
}
