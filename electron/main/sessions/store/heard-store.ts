import { Listeners } from '../../async/listeners.ts';
import type {
  HeadOutcome,
  ListedSession,
  ReadOutcome,
  SessionStore,
  StoreResult,
  WriteCondition,
} from './session-store.ts';

/** A store that tells whenever it has answered as it should: whoever waits for it need not wait any longer. */
export class HeardStore implements SessionStore {
  readonly answered = new Listeners<null>();

  constructor(private readonly store: SessionStore) {}

  async read(namespace: string): Promise<StoreResult<ReadOutcome>> {
    return this.#hear(await this.store.read(namespace));
  }

  async head(namespace: string): Promise<StoreResult<HeadOutcome>> {
    return this.#hear(await this.store.head(namespace));
  }

  async write(
    namespace: string,
    text: string,
    condition: WriteCondition,
  ): Promise<StoreResult<{ etag: string }>> {
    return this.#hear(await this.store.write(namespace, text, condition));
  }

  async *list(signal: AbortSignal): AsyncGenerator<StoreResult<ListedSession[]>> {
    for await (const page of this.store.list(signal)) yield this.#hear(page);
  }

  close(): void {
    this.store.close();
  }

  #hear<T>(answer: StoreResult<T>): StoreResult<T> {
    if (answer.ok) this.answered.emit(null);
    return answer;
  }
}
