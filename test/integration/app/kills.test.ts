import { afterAll, beforeAll, expect, it } from 'vitest';
import { PracticeWorld } from '../../practice/world.ts';
import { runKillSuite } from '../../torture/kill-suite.ts';
import { killSignIn } from '../../torture/killed-sign-in.ts';

let world: PracticeWorld;

beforeAll(async () => {
  world = await PracticeWorld.start();
});
afterAll(() => world.stop());

// The long form is in test/torture.
it('loses no accepted session in 20 sign-ins that are killed at any moment', {
  timeout: 240_000,
}, async () => {
  const bucket = await world.createBucket();
  const signIn = (killAfterMs: number | null) => killSignIn(world, bucket, killAfterMs);
  const report = await runKillSuite({ runs: 20, calibrationRuns: 3, signIn });
  expect(report).toMatchObject({ runs: 20, lost: 0 });
});
