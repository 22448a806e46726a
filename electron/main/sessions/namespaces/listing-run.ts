import { setImmediate } from 'node:timers/promises';
import type { AppError } from '../../../../shared/result.ts';
import type { ListedSession, SessionStore } from '../store/session-store.ts';

export type ListingEnd = { kind: 'complete' } | { kind: 'stopped' } | { kind: 'failed'; error: AppError };

/** One walk through the bucket's namespaces. A newer one stops it. */
export class ListingRun {
  readonly #controller = new AbortController();
  readonly #settled = new Set<string>();
  #counted = 0;

  /** Namespaces that the bucket has listed so far. */
  get count(): number {
    return this.#counted;
  }

  /** Whether the run, or a look at the object during the run, has already told what is stored under the name. */
  hasSettled(name: string): boolean {
    return this.#settled.has(name);
  }

  /** A look at the object is newer than any page of this run. */
  settle(name: string): void {
    this.#settled.add(name);
  }

  stop(): void {
    this.#controller.abort();
  }

  async walk(store: SessionStore, onPage: (fresh: ListedSession[]) => void): Promise<ListingEnd> {
    const { signal } = this.#controller;
    for await (const page of store.list(signal)) {
      if (signal.aborted) break;
      if (!page.ok) return { kind: 'failed', error: page.error };
      this.#counted += page.value.length;
      const fresh = page.value.filter(({ namespace }) => !this.#settled.has(namespace));
      for (const { namespace } of page.value) this.#settled.add(namespace);
      onPage(fresh);
      // Pages may come without any wait between them; the window's requests must get their turn.
      await setImmediate();
    }
    return { kind: signal.aborted ? 'stopped' : 'complete' };
  }
}
