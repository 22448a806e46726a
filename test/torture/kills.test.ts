import { afterAll, beforeAll, expect, it } from 'vitest';
import { PracticeWorld } from '../practice/world.ts';
import { runKillSuite } from './kill-suite.ts';
import { killApp } from './killed-app.ts';
import { SignInKills } from './killed-sign-in.ts';

const runs = Number(process.env.KILL_RUNS ?? 1_000);
const appRuns = Number(process.env.APP_KILL_RUNS ?? 100);
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

it(`loses no accepted session in ${runs} sign-ins that are killed at any moment`, async () => {
  const bucket = await world.createBucket();
  const signIn = (killAfterMs: number | null) => signIns.kill(bucket, killAfterMs);
  const report = await runKillSuite({ runs, calibrationRuns: 3, signIn });
  console.log(report);
  expect(report).toMatchObject({ runs, lost: 0 });
  expect(report.killedAt['nothing-on-disk']).toBe(0);
});

it(`loses no accepted session in ${appRuns} sign-ins in which the real app is killed`, async () => {
  const bucket = await world.createBucket();
  const signIn = (killAfterMs: number | null) => killApp(world, bucket, killAfterMs);
  const report = await runKillSuite({ runs: appRuns, calibrationRuns: 2, signIn });
  console.log(report);
  expect(report).toMatchObject({ runs: appRuns, lost: 0 });
  expect(report.killedAt['nothing-on-disk']).toBe(0);
});
