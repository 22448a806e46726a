import { expect, it } from 'vitest';
import {
  defaultWatchSchedule,
  nextDelayMs,
} from '../../../../electron/main/sessions/watch/watch-schedule.ts';

const minuteMs = 60_000;

it('looks every 20 seconds for five minutes, then every two minutes', () => {
  const delays = [0, 1, 4.9, 5, 60].map((age) => nextDelayMs(defaultWatchSchedule, age * minuteMs, 0.5));
  expect(delays.map(Math.round)).toEqual([20_000, 20_000, 20_000, 120_000, 120_000]);
});

it('comes a little earlier or later by chance, so that many watches spread out', () => {
  const delays = [0, 0.25, 0.75, 0.999].map((random) => nextDelayMs(defaultWatchSchedule, 0, random));
  expect(new Set(delays).size).toBe(4);
  for (const delay of delays) {
    expect(delay).toBeGreaterThanOrEqual(17_000);
    expect(delay).toBeLessThanOrEqual(23_000);
  }
});
