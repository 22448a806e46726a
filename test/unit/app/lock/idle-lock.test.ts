import { expect, test } from 'vitest';
import { IdleLock } from '../../../../electron/main/app/lock/idle-lock.ts';
import { ManualClock } from '../../../fixtures/manual-clock.ts';

const minuteMs = 60_000;

function setUp(idleMinutes: () => number | null) {
  const clock = new ManualClock();
  const locks: number[] = [];
  const lock = async () => void locks.push(clock.now());
  const idle = new IdleLock({ idleMinutes, lock, timers: clock, now: clock.now, minuteMs });
  idle.start();
  const pass = (minutes: number) => clock.advance(minutes * minuteMs, async () => {});
  return { idle, locks, pass, startedAt: clock.now() };
}

test('an app that nobody uses locks after its minutes, and one that is used does not', async () => {
  const { idle, locks, pass, startedAt } = setUp(() => 15);
  await pass(14);
  idle.used();
  await pass(14.9);
  expect(locks).toEqual([]);
  await pass(0.5);
  expect(locks[0]).toBe(startedAt + 29 * minuteMs);
});

test('what was chosen meanwhile counts, and never is never', async () => {
  let minutes: number | null = null;
  const { locks, pass } = setUp(() => minutes);
  await pass(1_000);
  expect(locks).toEqual([]);
  minutes = 5;
  await pass(0.25);
  expect(locks).toHaveLength(1);
});

test('a screen that is left locks at once, but only where the app locks by itself', () => {
  const on = setUp(() => 60);
  on.idle.left();
  expect(on.locks).toHaveLength(1);
  const off = setUp(() => null);
  off.idle.left();
  expect(off.locks).toEqual([]);
});
