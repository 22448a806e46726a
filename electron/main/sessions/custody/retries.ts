import type { Timers } from '../../async/timers.ts';

const firstDelayMs = 5_000;
const longestDelayMs = 5 * 60_000;
/** Share of the delay that chance may take away, so that many sessions do not all come back at once. */
const jitter = 0.25;

/** After this pause a success of the store may wake what failed before; a store that answers now and then is no storm. */
const pauseMs = 5_000;

interface Retry {
  failures: number;
  failedAt: number;
  run: () => void;
  cancel: () => void;
  /** The store itself was not to be had: its next success is a reason to try at once. */
  wakeable: boolean;
}

/** One timer for each session that waits for its next try: 5 s, doubling to 5 min. Any success of the store wakes all. */
export class Retries {
  readonly #waiting = new Map<string, Retry>();

  constructor(
    private readonly timers: Timers,
    private readonly now: () => number,
  ) {}

  /** Plans the next try and returns its time, epoch ms. */
  plan(id: string, wakeable: boolean, run: () => void): number {
    const known = this.#waiting.get(id);
    known?.cancel();
    const failures = (known?.failures ?? 0) + 1;
    const delayMs = retryDelayMs(failures, this.timers.chance());
    const retry: Retry = { failures, failedAt: this.now(), wakeable, run, cancel: () => {} };
    retry.cancel = this.timers.after(delayMs, () => run());
    this.#waiting.set(id, retry);
    return this.now() + delayMs;
  }

  /** How many tries in a row have failed. */
  failures(id: string): number {
    return this.#waiting.get(id)?.failures ?? 0;
  }

  /** A try begins: its timer has nothing more to do. */
  pause(id: string): void {
    this.#waiting.get(id)?.cancel();
  }

  /** Begins anew with short delays. */
  forget(id: string): void {
    this.pause(id);
    this.#waiting.delete(id);
  }

  wake(): void {
    for (const retry of [...this.#waiting.values()]) {
      if (!retry.wakeable || Math.abs(this.now() - retry.failedAt) < pauseMs) continue;
      retry.cancel();
      retry.wakeable = false;
      retry.run();
    }
  }

  stop(): void {
    for (const { cancel } of this.#waiting.values()) cancel();
    this.#waiting.clear();
  }
}

/**
 * How long to wait before the next try: 5 s, doubling to 5 min, less up to a quarter.
 * @param failures tries that failed in a row, at least 1
 * @param chance 0 to 1
 */
export function retryDelayMs(failures: number, chance: number): number {
  const full = Math.min(firstDelayMs * 2 ** (failures - 1), longestDelayMs);
  return Math.round(full * (1 - jitter * chance));
}
