import { assert, double, integer, property } from 'fast-check';
import { expect, it } from 'vitest';
import { retryDelayMs } from '../../../../electron/main/sessions/custody/retries.ts';

it('starts at 5 s, doubles, and never waits longer than 5 min', () => {
  const delays = [1, 2, 3, 4, 5, 6, 7, 8, 100].map((failures) => retryDelayMs(failures, 0));
  expect(delays).toEqual([5_000, 10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000, 300_000]);
});

it('lets chance take away a quarter at most, and never shortens with more failures', () => {
  const chance = double({ min: 0, max: 1, noNaN: true });
  assert(
    property(integer({ min: 1, max: 2_000 }), chance, (failures, luck) => {
      const delay = retryDelayMs(failures, luck);
      const full = retryDelayMs(failures, 0);
      expect(delay).toBeLessThanOrEqual(full);
      expect(delay).toBeGreaterThanOrEqual(Math.floor(full * 0.75));
      expect(retryDelayMs(failures + 1, luck)).toBeGreaterThanOrEqual(delay);
    }),
  );
});
