import { contextBridge, ipcRenderer } from 'electron';
import { isChannel, isEventName } from '../../shared/channels.ts';
import type { Channel, EventName, Events, RequestOf, ResponseOf } from '../../shared/ipc.ts';
import type { Result } from '../../shared/result.ts';

const bridge = {
  /** Asks main; expected failures come back as values. */
  request<C extends Channel>(channel: C, payload: RequestOf<C>): Promise<Result<ResponseOf<C>>> {
    if (!isChannel(channel)) return Promise.reject(new Error('unknown channel'));
    return ipcRenderer.invoke(channel, payload);
  },

  /** Listens to what main pushes; returns the unsubscribe. */
  on<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void {
    if (!isEventName(event)) throw new Error('unknown event');
    const receive = (_: unknown, payload: Events[E]) => listener(payload);
    ipcRenderer.on(event, receive);
    return () => {
      ipcRenderer.removeListener(event, receive);
    };
  },
};

export type Bridge = typeof bridge;

contextBridge.exposeInMainWorld('connectorAdmin', bridge);
