import { afterAll, beforeAll, expect, it } from 'vitest';
import { PracticeWorld } from '../../practice/world.ts';
import { runKillSuite } from '../../torture/kill-suite.ts';
import { SignInKills } from '../../torture/killed-sign-in.ts';

let world: PracticeWorld;
let signIns: SignInKills;

beforeAll(async () => {
  world = await PracticeWorld.start();
  signIns = await SignInKills.start(world);
});
afterAll(async () => {
  await signIns.stop();
  await world.stop();
});

// The long form is in test/torture.
it('loses no accepted session in 20 sign-ins that are killed at any moment', {
  timeout: 240_000,
}, async () => {
  const bucket = await world.createBucket();
  const signIn = (killAfterMs: number | null) => signIns.kill(bucket, killAfterMs);
  const report = await runKillSuite({ runs: 20, calibrationRuns: 3, signIn });
  expect(report).toMatchObject({ runs: 20, lost: 0 });
});
