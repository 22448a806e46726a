import { afterAll, beforeAll, expect, it } from 'vitest';
import { CustodyKills, type KillCase } from '../../torture/kill-custody.ts';

/** The moments at which the disk has something new, in what is done most. */
const scenarios = ['accept and settle', 'rename', 'discard'];
const changes = ['open', 'handle.writeFile', 'rename', 'unlink'];

let kills: CustodyKills;

beforeAll(async () => {
  kills = await CustodyKills.start();
});
afterAll(() => kills.stop());

function isChange({ call, when }: KillCase): boolean {
  return changes.includes(call) && when === 'after';
}

// All of them are in test/torture.
it('loses nothing in a process that is killed after a call that changed the disk', {
  timeout: 120_000,
}, async () => {
  const cases = (await kills.casesOf(scenarios)).filter(isChange);
  console.log(`${cases.length} processes killed`);
  expect(cases.length).toBeGreaterThan(15);
  expect(await kills.problemsOf(cases)).toEqual([]);
});
