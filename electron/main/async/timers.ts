/** Time and chance, which tests take into their own hands. */
export interface Timers {
  /** Calls `run` once after the delay; returns the cancel. */
  after(delayMs: number, run: () => void): () => void;
  /** 0 to 1 */
  chance(): number;
}

export const systemTimers: Timers = {
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
  chance: Math.random,
};
