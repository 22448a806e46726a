import type { WebContents } from 'electron';
import type { EventName, Events } from '../../../shared/ipc.ts';

/** Pushes an event to the window, if there is one and it is not locked. */
export type Publish = <E extends EventName>(event: E, payload: Events[E]) => void;

export function createPublisher(currentContents: () => WebContents | null, isLocked: () => boolean): Publish {
  return (event, payload) => {
    const contents = isLocked() ? null : currentContents();
    if (contents && !contents.isDestroyed()) contents.send(event, payload);
  };
}
