import type { Bridge } from '../../shared/bridge.ts';
import { isRefusal } from '../../shared/errors.ts';
import type { Channel, EventName, Events, RequestOf, ResponseOf } from '../../shared/ipc.ts';
import { fail, type Result } from '../../shared/result.ts';
import { focusOrigin, giveFocusBack } from './components/use-focus-return.ts';

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
  const origin = focusOrigin();
  try {
    const result = await window.connectorAdmin.request(channel, payload);
    if (!result.ok && isRefusal(result.error)) giveFocusBack(origin);
    return result;
  } catch {
    return fail('internal', { reference: channel });
  }
}

export function onEvent<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void {
  return window.connectorAdmin.on(event, listener);
}
