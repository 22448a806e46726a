/** How often an object is checked after its session was replaced. */
export interface WatchSchedule {
  /** At first, while a connector that is being stopped would write. */
  quickIntervalMs: number;
  quickForMs: number;
  slowIntervalMs: number;
  /** When the watch ends by itself. */
  limitMs: number;
}

export const defaultWatchSchedule: WatchSchedule = {
  quickIntervalMs: 20_000,
  quickForMs: 5 * 60_000,
  slowIntervalMs: 2 * 60_000,
  limitMs: 24 * 60 * 60_000,
};

/** Share of the interval by which a check may come earlier or later, so that many watches spread out. */
const jitter = 0.15;

/** @param chance 0 to 1 */
export function nextDelayMs(schedule: WatchSchedule, ageMs: number, chance: number): number {
  const intervalMs = ageMs < schedule.quickForMs ? schedule.quickIntervalMs : schedule.slowIntervalMs;
  return intervalMs * (1 - jitter + 2 * jitter * chance);
}
