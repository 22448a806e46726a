import type { Bridge } from '../../shared/bridge.ts';
import type { Channel, EventName, Events, RequestOf, ResponseOf } from '../../shared/ipc.ts';
import { fail, type Result } from '../../shared/result.ts';

declare global {
  interface Window {
    readonly connectorAdmin: Bridge;
  }
}

/** Asks main for something. Never rejects, so that every screen shows failures in one way. */
export async function request<C extends Channel>(
  channel: C,
  payload: RequestOf<C>,
): Promise<Result<ResponseOf<C>>> {
  try {
    return await window.connectorAdmin.request(channel, payload);
  } catch {
    return fail('internal', { reference: channel });
  }
}

export function onEvent<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void {
  return window.connectorAdmin.on(event, listener);
}
