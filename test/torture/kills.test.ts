import { afterAll, beforeAll, expect, it } from 'vitest';
import { PracticeWorld } from '../practice/world.ts';
import { runKillSuite } from './kill-suite.ts';

const runs = Number(process.env.KILL_RUNS ?? 1_000);
let world: PracticeWorld;

beforeAll(async () => {
  world = await PracticeWorld.start();
});
afterAll(() => world.stop());

it(`loses no accepted session in ${runs} sign-ins that are killed at any moment`, async () => {
  const report = await runKillSuite(world, await world.createBucket(), runs);
  console.log(report);
  expect(report).toMatchObject({ runs, lost: 0 });
  expect(report.killedAt['nothing-on-disk']).toBe(0);
});
