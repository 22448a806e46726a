import { afterAll, beforeAll, expect, it } from 'vitest';
import { CustodyKills } from '../../torture/kill-custody.ts';

let kills: CustodyKills;

beforeAll(async () => {
  kills = await CustodyKills.start();
});
afterAll(() => kills.stop());

// The long form is in test/torture. An odd distance takes kills before and after their calls in turn.
it('loses nothing in a process that is killed at one in fifteen of its calls of the file system', {
  timeout: 120_000,
}, async () => {
  const cases = (await kills.everyCase()).filter((_, index) => index % 15 === 7);
  console.log(`${cases.length} processes killed`);
  expect(cases.length).toBeGreaterThan(15);
  expect(await kills.problemsOf(cases)).toEqual([]);
});
