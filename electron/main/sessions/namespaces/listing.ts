import type { ListingState } from '../../../../shared/namespace-views.ts';
import type { ChangeBatch } from '../../async/change-batch.ts';
import type { NamespaceCatalogue } from '../catalogue/namespace-catalogue.ts';
import type { SessionStore } from '../store/session-store.ts';
import { type ListingEnd, ListingRun } from './listing-run.ts';
import type { NamespaceRows } from './namespace-rows.ts';

interface ListingParts {
  store: SessionStore;
  catalogue: NamespaceCatalogue;
  rows: NamespaceRows;
  changes: ChangeBatch;
}

/** Keeps the rows in step with the bucket, as far as it may be listed. */
export class Listing {
  #run: ListingRun | null = null;
  #current: ListingState = { kind: 'loading', count: 0 };

  constructor(private readonly parts: ListingParts) {}

  get started(): boolean {
    return this.#run !== null;
  }

  get state(): ListingState {
    return this.#current;
  }

  /** Walks through the bucket anew. Resolves when this walk has ended or another has taken its place. */
  async refresh(): Promise<void> {
    this.#run?.stop();
    const run = new ListingRun();
    this.#run = run;
    this.#setState({ kind: 'loading', count: 0 });
    const end = await run.walk(this.parts.store, (fresh) => {
      for (const session of fresh) this.parts.rows.putListed(session);
      this.#setState({ kind: 'loading', count: run.count });
    });
    if (run === this.#run) this.#finish(run, end);
  }

  /** Tells that an object was read or written just now, so what an older page says of it is stale. */
  settle(name: string): void {
    this.#run?.settle(name);
  }

  stop(): void {
    this.#run?.stop();
  }

  #finish(run: ListingRun, end: ListingEnd): void {
    if (end.kind === 'stopped') return;
    if (end.kind === 'failed') {
      const forbidden = end.error.code === 'store-list-forbidden';
      this.#setState(forbidden ? { kind: 'not-permitted' } : { kind: 'failed', error: end.error });
      return;
    }
    const { rows, catalogue } = this.parts;
    const unlisted = [...rows.names()].filter((name) => !run.hasSettled(name));
    for (const name of unlisted) rows.putUnlisted(name);
    catalogue.rememberListed(rows.names());
    this.#setState({ kind: 'complete', count: run.count });
  }

  #setState(state: ListingState): void {
    this.#current = state;
    this.parts.changes.schedule();
  }
}
