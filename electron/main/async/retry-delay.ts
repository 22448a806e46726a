const firstDelayMs = 5_000;
const longestDelayMs = 5 * 60_000;
/** Share of the delay that chance may take away, so that many sessions do not all come back at once. */
const jitter = 0.25;

/**
 * How long to wait before the next try: 5 s, doubling to 5 min, less up to a quarter.
 * @param failures tries that failed in a row, at least 1
 * @param chance 0 to 1
 */
export function retryDelayMs(failures: number, chance: number): number {
  const full = Math.min(firstDelayMs * 2 ** (failures - 1), longestDelayMs);
  return Math.round(full * (1 - jitter * chance));
}
