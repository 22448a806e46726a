import type { Timers } from '../../async/timers.ts';

/** How often within a minute it is seen whether the app has lain unused for too long. */
const looksPerMinute = 4;

interface IdleLockParts {
  /** Null while the app does not lock by itself. */
  idleMinutes(): number | null;
  lock(): Promise<unknown>;
  timers: Pick<Timers, 'after'>;
  /** Epoch ms. Wall time, so that a computer that slept counts as unused. */
  now: () => number;
  /** Shorter in a test. */
  minuteMs: number;
}

/**
 * Locks an app that nobody uses. Use is what main itself sees go into the window, keys, mouse and touch: no script of the
 * page can feign it, and it is the same everywhere, while a desktop need not tell (Wayland does not) how long it was idle.
 */
export class IdleLock {
  #usedAt: number;

  constructor(private readonly parts: IdleLockParts) {
    this.#usedAt = parts.now();
  }

  start(): void {
    const { timers, minuteMs } = this.parts;
    timers.after(minuteMs / looksPerMinute, () => {
      this.#look();
      this.start();
    });
  }

  used(): void {
    this.#usedAt = this.parts.now();
  }

  /** The screen is left for certain: it was locked, or the computer goes to sleep. */
  left(): void {
    if (this.parts.idleMinutes() !== null) void this.parts.lock();
  }

  #look(): void {
    const minutes = this.parts.idleMinutes();
    const { now, minuteMs } = this.parts;
    if (minutes !== null && now() - this.#usedAt >= minutes * minuteMs) void this.parts.lock();
  }
}
