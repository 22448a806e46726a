const quietMs = 300;

/** Runs `write` once for many changes in a row, and never twice at the same time. */
export class DebouncedWriter {
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();
  #closed = false;

  /** @param write must not throw */
  constructor(private readonly write: () => Promise<void>) {}

  schedule(): void {
    if (this.#timer || this.#closed) return;
    this.#timer = setTimeout(() => this.#start(), quietMs);
  }

  /** Resolves when every change made so far has been written. */
  async flush(): Promise<void> {
    if (this.#timer) this.#start();
    await this.#writing;
  }

  /** Writes what was changed so far; later changes are not written. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.flush();
  }

  #start(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#writing = this.#writing.then(this.write);
  }
}
