import type { WebContents } from 'electron';
import type { EventName, Events } from '../../../shared/ipc.ts';

/** Pushes an event to the window, if there is one. */
export type Publish = <E extends EventName>(event: E, payload: Events[E]) => void;

export function createPublisher(currentContents: () => WebContents | null): Publish {
  return (event, payload) => {
    const contents = currentContents();
    if (contents && !contents.isDestroyed()) contents.send(event, payload);
  };
}
