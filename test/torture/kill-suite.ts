import type { KilledAt, KilledSignIn } from './kill-evidence.ts';

export interface KillReport {
  runs: number;
  lost: number;
  killedAt: Record<KilledAt, number>;
}

export interface KillPlan {
  runs: number;
  /** Runs that are not killed, to learn how long a sign-in takes on this machine. */
  calibrationRuns: number;
  /** One sign-in, killed so long after the code was given; null lets it live. */
  signIn(killAfterMs: number | null): Promise<KilledSignIn>;
}

/** A long form tells how far it has come. */
const toldEach = 50;

/** Kills a sign-in at `runs` points, by chance but evenly, from the typed code to a little after the record was removed. */
export async function runKillSuite({ runs, calibrationRuns, signIn }: KillPlan): Promise<KillReport> {
  let typicalMs = Number.POSITIVE_INFINITY;
  for (let run = 0; run < calibrationRuns; run += 1) {
    const { durationMs, lost } = await signIn(null);
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
    const { killedAt, lost } = await signIn(((run + Math.random()) / runs) * typicalMs * 1.2);
    report.killedAt[killedAt] += 1;
    if (lost) report.lost += 1;
    if ((run + 1) % toldEach === 0) console.log(`killed ${run + 1} of ${runs}: ${report.lost} lost`);
  }
  return report;
}
