/** Wrong attempts that cost nothing: a slip of the finger, or Caps Lock. */
const freeAttempts = 2;

const longestDelayMs = 5 * 60_000;

/** How long no passphrase is tried after so many wrong ones in a row: 2 s, doubling to 5 min. */
export function attemptDelayMs(wrongAttempts: number): number {
  if (wrongAttempts <= freeAttempts) return 0;
  return Math.min(2 ** (wrongAttempts - freeAttempts) * 1_000, longestDelayMs);
}

interface WrongAttempts {
  count: number;
  /** Epoch ms; null before the first. */
  lastAt: number | null;
}

export const noWrongAttempts: WrongAttempts = { count: 0, lastAt: null };

/** Epoch ms until which no passphrase is tried, or null. What lies in the future was noted before the clock was set back. */
export function waitUntil({ count, lastAt }: WrongAttempts, now: number): number | null {
  const delay = attemptDelayMs(count);
  if (lastAt === null || delay === 0 || lastAt > now) return null;
  const until = lastAt + delay;
  return until > now ? until : null;
}
