import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attemptDelayMs, waitUntil } from '../../../../electron/main/app/lock/attempt-delay.ts';

test('a slip costs nothing, and each further wrong attempt doubles the wait up to five minutes', () => {
  const seconds = [0, 1, 2, 3, 4, 5, 10, 11, 1_000].map((count) => attemptDelayMs(count) / 1_000);
  expect(seconds).toEqual([0, 0, 0, 2, 4, 8, 256, 300, 300]);
});

test('a wait ends, is never longer than its delay, and a clock that was set back does not lengthen it', () => {
  const time = fc.integer({ min: 0, max: 2 ** 42 });
  fc.assert(
    fc.property(fc.nat(40), time, time, (count, lastAt, now) => {
      const until = waitUntil({ count, lastAt }, now);
      if (until === null) return;
      expect(until).toBeGreaterThan(now);
      expect(until - now).toBeLessThanOrEqual(attemptDelayMs(count));
    }),
  );
  expect(waitUntil({ count: 5, lastAt: 2_000 }, 1_999)).toBeNull();
  expect(waitUntil({ count: 5, lastAt: 1_000 }, 9_000)).toBeNull();
  expect(waitUntil({ count: 5, lastAt: 1_000 }, 8_999)).toBe(9_000);
});
