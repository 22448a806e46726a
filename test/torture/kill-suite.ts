import type { PracticeWorld } from '../practice/world.ts';
import { type KilledAt, killSignIn } from './killed-sign-in.ts';

export interface KillReport {
  runs: number;
  lost: number;
  killedAt: Record<KilledAt, number>;
}

/** Runs that are not killed, to learn how long a sign-in takes on this machine. */
const calibrationRuns = 3;

/** Kills a sign-in at `runs` points spread by chance from the typed code to a little after the journal was cleared. */
export async function runKillSuite(world: PracticeWorld, bucket: string, runs: number): Promise<KillReport> {
  let typicalMs = Number.POSITIVE_INFINITY;
  for (let run = 0; run < calibrationRuns; run += 1) {
    const { durationMs, lost } = await killSignIn(world, bucket, null);
    if (durationMs === null || lost) throw new Error('a sign-in that nobody killed did not end well');
    // The first one is slow, because nothing is warm yet.
    typicalMs = Math.min(typicalMs, durationMs);
  }
  const report: KillReport = {
    runs,
    lost: 0,
    killedAt: {
      'before-accepted': 0,
      'nothing-on-disk': 0,
      'key-on-disk': 0,
      'session-on-disk': 0,
      stored: 0,
      done: 0,
    },
  };
  for (let run = 0; run < runs; run += 1) {
    const { killedAt, lost } = await killSignIn(world, bucket, Math.random() * typicalMs * 1.2);
    report.killedAt[killedAt] += 1;
    if (lost) report.lost += 1;
  }
  return report;
}
