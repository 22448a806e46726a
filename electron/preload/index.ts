import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge } from '../../shared/bridge.ts';
import { isChannel, isEventName } from '../../shared/channels.ts';
import type { EventName, Events } from '../../shared/ipc.ts';

const bridge: Bridge = {
  request(channel, payload) {
    if (!isChannel(channel)) return Promise.reject(new Error('unknown channel'));
    return ipcRenderer.invoke(channel, payload);
  },

  on<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void {
    if (!isEventName(event)) throw new Error('unknown event');
    const receive = (_: unknown, payload: Events[E]) => listener(payload);
    ipcRenderer.on(event, receive);
    return () => {
      ipcRenderer.removeListener(event, receive);
    };
  },
};

contextBridge.exposeInMainWorld('connectorAdmin', bridge);
