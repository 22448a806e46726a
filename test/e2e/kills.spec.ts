import { expect, test } from '../fixtures/e2e.ts';
import { runKillSuite } from '../torture/kill-suite.ts';
import { killApp } from '../torture/killed-app.ts';

const runs = 6;

// The long form is in test/torture.
test('the app loses no accepted session when it is killed at any moment from the typed code on', async ({
  world,
  bucket,
}) => {
  test.setTimeout(300_000);
  const signIn = (killAfterMs: number | null) => killApp(world, bucket, killAfterMs);
  const report = await runKillSuite({ runs, calibrationRuns: 2, signIn });
  console.log(report);
  expect(report).toMatchObject({ runs, lost: 0 });
  expect(report.killedAt['nothing-on-disk']).toBe(0);
});
