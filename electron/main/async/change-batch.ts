const minIntervalMs = 100;

/** A message crosses to the window as a copy, so it stays small enough to copy without a visible pause. */
export const mostPerMessage = 1_000;

interface Changes {
  upserted: string[];
  removed: string[];
}

/** Gathers, by their keys, what changed, and hands it on at most ten times a second; what is too much for one event follows at once. */
export class ChangeBatch {
  readonly #upserted = new Set<string>();
  readonly #removed = new Set<string>();
  #timer: NodeJS.Timeout | null = null;
  #sentAt = 0;

  constructor(
    private readonly send: (changes: Changes) => void,
    private readonly now: () => number,
  ) {}

  upsert(key: string): void {
    this.#removed.delete(key);
    this.#upserted.add(key);
    this.schedule();
  }

  remove(key: string): void {
    this.#upserted.delete(key);
    this.#removed.add(key);
    this.schedule();
  }

  /** Something else changed than what has a key. */
  schedule(): void {
    if (this.#timer) return;
    const waitMs = Math.min(Math.max(this.#sentAt + minIntervalMs - this.now(), 0), minIntervalMs);
    this.#timer = setTimeout(() => this.#flush(), waitMs);
  }

  dispose(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#upserted.clear();
    this.#removed.clear();
  }

  #flush(): void {
    this.#timer = null;
    this.#sentAt = this.now();
    const upserted = this.#takeUpserted();
    const removed = [...this.#removed];
    this.#removed.clear();
    this.send({ upserted, removed });
    // A pause after each part would make a large bucket wait for the clock rather than for the store.
    if (this.#upserted.size > 0) this.#timer = setTimeout(() => this.#flush(), 0);
  }

  #takeUpserted(): string[] {
    const taken: string[] = [];
    for (const key of this.#upserted) {
      if (taken.length === mostPerMessage) break;
      taken.push(key);
      this.#upserted.delete(key);
    }
    return taken;
  }
}
