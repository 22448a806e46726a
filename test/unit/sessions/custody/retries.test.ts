import { beforeEach, describe, expect, it } from 'vitest';
import { Retries } from '../../../../electron/main/sessions/custody/retries.ts';
import { ManualClock } from '../../../fixtures/manual-clock.ts';

let clock: ManualClock;
let retries: Retries;
const ran: string[] = [];

beforeEach(() => {
  clock = new ManualClock();
  retries = new Retries(clock, clock.now);
  ran.length = 0;
});

function plan(id: string, wakeable = true): number {
  return retries.plan(id, wakeable, () => ran.push(id)) - clock.now();
}

function pass(ms: number): Promise<void> {
  return clock.advance(ms, async () => {});
}

describe('the next try', () => {
  it('comes later with each failure in a row, and soon again once one is forgotten', async () => {
    const waits = [plan('a'), plan('a'), plan('a')];
    expect(waits[1]).toBeGreaterThan(waits[0] ?? 0);
    expect(waits[2]).toBeGreaterThan(waits[1] ?? 0);
    retries.forget('a');
    expect(plan('a')).toBe(waits[0]);
  });

  it('comes once, and not at all after it was forgotten, paused or stopped', async () => {
    plan('a');
    plan('a');
    plan('forgotten');
    retries.forget('forgotten');
    plan('paused');
    retries.pause('paused');
    await pass(600_000);
    expect(ran).toEqual(['a']);
    plan('a');
    retries.stop();
    await pass(600_000);
    expect(ran).toEqual(['a']);
  });
});

describe('a success of the store', () => {
  it('wakes everything that waits for the store, once', async () => {
    for (const id of ['a', 'b']) for (let failures = 0; failures < 8; failures += 1) plan(id);
    await pass(10_000);
    retries.wake();
    retries.wake();
    expect(ran).toEqual(['a', 'b']);
    await pass(600_000);
    expect(ran).toEqual(['a', 'b']);
  });

  it('wakes nothing that failed for a reason of its own', async () => {
    for (let failures = 0; failures < 8; failures += 1) plan('a', false);
    await pass(10_000);
    retries.wake();
    expect(ran).toEqual([]);
  });

  it('wakes nothing that has failed just now, so that a store that answers now and then is no storm', async () => {
    for (let failures = 0; failures < 8; failures += 1) plan('a');
    await pass(4_000);
    retries.wake();
    expect(ran).toEqual([]);
    await pass(1_000);
    retries.wake();
    expect(ran).toEqual(['a']);
  });
});
