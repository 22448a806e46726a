import { describe, expect, it } from 'vitest';
import { CustodyOnDisk } from '../../../fixtures/custody-on-disk.ts';
import { type Scenario, scenarios } from '../../../fixtures/custody-scenarios.ts';
import { Disk } from '../../../fixtures/disk-faults.ts';
import { atStake, type Kill, problemsAfterKill } from '../../../fixtures/killed-custody.ts';

/** From the kill on nothing that the process asks of the disk or of the store is carried out, as of one that is dead. */
async function killed(
  { begin, step }: Scenario,
  kill: Kill,
): Promise<{ problems: string[]; struck: boolean }> {
  const place = await CustodyOnDisk.create();
  const disk = new Disk(place.path);
  try {
    await begin(place);
    disk.install();
    let struck = false;
    const dead = new Promise<void>((resolve) => {
      disk.watch((_, index) => {
        if (index < kill.index) return null;
        struck = true;
        resolve();
        return { end: () => {}, when: index === kill.index ? kill.when : 'before' };
      });
    });
    const before = await atStake(place);
    const step_ = step(place);
    await Promise.race([dead, step_]);
    // What the call did before the kill has its effect.
    await new Promise((resolve) => setTimeout(resolve, 5));
    disk.restore();

    await place.restartAfterKill();
    const problems = await problemsAfterKill(place, before);
    return { problems, struck };
  } finally {
    disk.restore();
    await place.remove();
  }
}

describe('a process that is killed', () => {
  it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
    'loses nothing at any call of the file system: %s',
    async (name, scenario) => {
      const wrong: string[] = [];
      let index = 0;
      for (let struck = true; struck; index += 1) {
        for (const when of ['before', 'after'] as const) {
          const outcome = await killed(scenario, { index, when });
          struck = outcome.struck;
          wrong.push(...outcome.problems.map((problem) => `${problem}: call ${index}, ${when}`));
        }
      }
      console.log(`${name}: killed at each of ${index - 1} calls, before and after`);
      expect(index).toBeGreaterThan(3);
      expect(wrong).toEqual([]);
    },
    120_000,
  );
});
