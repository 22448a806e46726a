import type { Channel, EventName, Events, RequestOf, ResponseOf } from './ipc.ts';
import type { Result } from './result.ts';

/** The one door between window and main: the preload is checked against it, and the window knows nothing else. */
export interface Bridge {
  /** Asks main. A rejection is a bug in main; every expected failure is a {@link Result}. */
  request<C extends Channel>(channel: C, payload: RequestOf<C>): Promise<Result<ResponseOf<C>>>;
  /** Listens to what main pushes; returns the unsubscribe. */
  on<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void;
}
