/** Lets something happen so many times in any span of time. */
export class RateLimit {
  #taken: number[] = [];

  constructor(
    private readonly most: number,
    private readonly spanMs: number,
    private readonly now: () => number,
  ) {}

  /** Counts one more where there is room, and gives 0; else the milliseconds until there is. */
  take(): number {
    const now = this.now();
    // A clock that was set back must not close the door for longer than the span.
    this.#taken = this.#taken.filter((at) => at <= now && now - at < this.spanMs);
    const [oldest] = this.#taken;
    if (oldest !== undefined && this.#taken.length >= this.most) return oldest + this.spanMs - now;
    this.#taken.push(now);
    return 0;
  }
}
