import { describe, expect, it } from 'vitest';
import { CustodyOnDisk } from '../../../fixtures/custody-on-disk.ts';
import { type Scenario, scenarios } from '../../../fixtures/custody-scenarios.ts';
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
    for (const text of place.known.givenUp)
      check(!onDisk.includes(text), 'a session that was given up is on the disk');
    // The record of a stored session that could not be removed finds it stored at the next start.
    const inStore = place.tellsOfTrouble() ? [...(await place.stored()).values()] : [];
    const known = [...place.heldTexts(), ...inStore];
    check(
      onDisk.every((text) => known.includes(text)),
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
      const isReplaced = !place.known.accepted.has(text) || place.known.givenUp.has(text);
      check(isReplaced || now.includes(text), 'a session is lost');
    }
    for (const text of place.known.givenUp)
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

const changes = ['mkdir', 'rename', 'unlink', 'rm', 'handle.writeFile', 'handle.sync'];

/** The lasting troubles of a disk, by the calls that they refuse. */
const troubles: [name: string, code: DiskCode, refuses: (call: DiskCall) => boolean][] = [
  ['turned read-only', 'EROFS', ({ name }) => changes.includes(name)],
  ['is full', 'ENOSPC', ({ name }) => ['mkdir', 'handle.writeFile', 'handle.sync'].includes(name)],
  ['refuses removals', 'EACCES', ({ name }) => name === 'unlink' || name === 'rm'],
  ['has no descriptors left', 'EMFILE', ({ name }) => ['open', 'readFile', 'readdir'].includes(name)],
];

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

describe('a disk in lasting trouble', () => {
  it.each(
    troubles.flatMap(([trouble, code, refuses]) =>
      scenarios.map((scenario) => [scenario.name, trouble, { scenario, code, refuses }] as const),
    ),
  )(
    'opens the profile, says so and stores nothing twice: %s while it %s',
    async (_, __, { scenario, code, refuses }) => {
      const place = await CustodyOnDisk.create();
      const disk = new Disk(place.path);
      try {
        await scenario.begin(place);
        disk.install();
        disk.watch((call) => (refuses(call) ? { code, when: 'before' } : null));
        await scenario.step(place);
        await place.idle();
        expect(place.tellsOfTrouble() || (await place.saysWhatIsOnDisk())).toBe(true);

        await place.stop();
        await place.start();
        await place.comeToRest();
        await place.stop();
        disk.restore();
        await place.start();
        await place.comeToRest();
        const stored = [...(await place.stored()).values()];
        expect(new Set(stored).size).toBe(stored.length);
        const back = [...stored, ...place.heldTexts()].filter((text) => place.known.givenUp.has(text));
        expect(back).toEqual([]);
      } finally {
        disk.restore();
        await place.remove();
      }
    },
  );

  it('collects no files, however often it is tried again', async () => {
    const place = await CustodyOnDisk.create();
    const disk = new Disk(place.path);
    try {
      await place.leaveWaiting('a-bot', 1);
      place.store.writeError = 'store-unavailable';
      disk.install();
      disk.watch(({ name }) => (name === 'rename' || name === 'rm' ? { code: 'EIO', when: 'before' } : null));
      const { custody } = place.bench.held;
      const [session] = custody.list();
      for (let round = 0; round < 20; round += 1) {
        await custody.change(session?.id ?? '', (held) => ({ ...held, since: held.since + 1 }));
      }
      expect((await place.files()).length).toBe(2);
      disk.restore();
      await place.stop();
      await place.start();
      expect(await place.files()).toEqual([`${session?.id}.json`]);
    } finally {
      disk.restore();
      await place.remove();
    }
  });
});
