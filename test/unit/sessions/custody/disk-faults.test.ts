import { describe, expect, it } from 'vitest';
import { CustodyOnDisk, type Scenario, scenarios } from '../../../fixtures/custody-scenarios.ts';
import {
  Disk,
  type DiskCall,
  type DiskCode,
  diskCodes,
  type FaultMoment,
} from '../../../fixtures/disk-faults.ts';

interface Fault {
  index: number;
  code: DiskCode;
  when: FaultMoment;
}

/** The calls of the file system that the scenario's step makes where nothing is wrong. */
async function callsOf({ begin, step }: Scenario): Promise<DiskCall[]> {
  const place = await CustodyOnDisk.create();
  const disk = new Disk(place.path);
  try {
    await begin(place);
    disk.install();
    disk.watch();
    await step(place);
    return [...disk.calls];
  } finally {
    disk.restore();
    await place.remove();
  }
}

/** Everything that is wrong after the step was struck by the fault; empty where all that was said is so. */
async function problemsAfter({ begin, step }: Scenario, fault: Fault): Promise<string[]> {
  const problems: string[] = [];
  const check = (isRight: boolean, problem: string) => {
    if (!isRight) problems.push(problem);
  };
  const place = await CustodyOnDisk.create();
  const disk = new Disk(place.path);
  try {
    await begin(place);
    disk.install();
    disk.watch((_, index) => (index === fault.index ? fault : null));
    await step(place);
    await place.idle();
    disk.restore();

    const onDisk = await place.diskTexts();
    const said = place.protectedTexts();
    check(
      said.every((text) => onDisk.includes(text)),
      'a session that is said to be on the disk is not',
    );
    for (const text of place.givenUp)
      check(!onDisk.includes(text), 'a session that was given up is on the disk');
    const held = place.heldTexts();
    const { problem } = place.bench.held.custody;
    check(
      problem !== null || onDisk.every((text) => held.includes(text)),
      'the disk has a session that is not held',
    );
    const atStake = new Set([...said, ...(await place.stored()).values()]);

    await place.stop();
    await place.start();
    await place.comeToRest();
    const stored = [...(await place.stored()).values()];
    check(new Set(stored).size === stored.length, 'a session is stored under two names');
    const now = [...stored, ...place.heldTexts()];
    for (const text of atStake) {
      const isReplaced = !place.accepted.has(text) || place.givenUp.has(text);
      check(isReplaced || now.includes(text), 'a session is lost');
    }
    for (const text of place.givenUp)
      check(
        !place.heldTexts().includes(text) && !stored.includes(text),
        'a session that was given up is back',
      );
    check(
      (await place.files()).every((file) => file.endsWith('.json')),
      'a file is left over',
    );
    return problems;
  } finally {
    disk.restore();
    await place.remove();
  }
}

describe('a disk that fails at any moment', () => {
  let cases = 0;

  it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
    'never makes a lie of what is said of a session: %s',
    async (name, scenario) => {
      const calls = await callsOf(scenario);
      expect(calls.length).toBeGreaterThan(2);
      const wrong: string[] = [];
      for (const [index, call] of calls.entries()) {
        for (const code of diskCodes) {
          for (const when of ['before', 'after'] as const) {
            cases += 1;
            const problems = await problemsAfter(scenario, { index, code, when });
            wrong.push(...problems.map((problem) => `${problem}: ${call.name} #${index} ${code} ${when}`));
          }
        }
      }
      console.log(`${name}: ${calls.length} calls, ${calls.length * 12} faults (${cases} so far)`);
      expect(wrong).toEqual([]);
    },
    120_000,
  );
});
