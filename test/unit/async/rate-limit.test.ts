import { expect, it } from 'vitest';
import { RateLimit } from '../../../electron/main/async/rate-limit.ts';
import { ManualClock } from '../../fixtures/manual-clock.ts';

const settled = () => Promise.resolve();

it('lets so many through in any span, and says when the next one may come', async () => {
  const clock = new ManualClock();
  const limit = new RateLimit(2, 1000, clock.now);
  expect(limit.take()).toBe(0);
  await clock.advance(400, settled);
  expect([limit.take(), limit.take()]).toEqual([0, 600]);
  await clock.advance(600, settled);
  expect([limit.take(), limit.take()]).toEqual([0, 400]);
});

it('opens again when the clock was set back', () => {
  const clock = new ManualClock();
  const limit = new RateLimit(1, 1000, clock.now);
  limit.take();
  clock.setBack(3_600_000);
  expect(limit.take()).toBe(0);
});
