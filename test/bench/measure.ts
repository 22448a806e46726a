/** The result of one bench. `met` is null if nothing could be compared on this machine. */
export interface Figure {
  name: string;
  measured: string;
  aim: string;
  met: boolean | null;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The value that this share (0 to 1) of the values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? Number.NaN;
}

/** How far the middle half of the values lies apart, as a share of their median: the machine's noise. */
export function noise(values: readonly number[]): string {
  const spread = (quantile(values, 0.75) - quantile(values, 0.25)) / median(values);
  return `±${Math.round(spread * 50)} %`;
}

/** Each side in turn, so that a machine that slows down slows both. The first round warms caches and is left out. */
export async function inTurn<T>(
  rounds: number,
  one: () => Promise<T>,
  other: () => Promise<T>,
): Promise<[T[], T[]]> {
  const times: [T[], T[]] = [[], []];
  await one();
  await other();
  for (let round = 0; round < rounds; round += 1) {
    times[0].push(await one());
    times[1].push(await other());
  }
  return times;
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

export function ms(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}
