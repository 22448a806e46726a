import { afterAll, beforeAll, expect, it } from 'vitest';
import { scenarios } from '../fixtures/custody-scenarios.ts';
import { CustodyKills } from './kill-custody.ts';

let kills: CustodyKills;

beforeAll(async () => {
  kills = await CustodyKills.start();
});
afterAll(() => kills.stop());

it('loses nothing in a process that is killed at any call of the file system', async () => {
  const cases = await kills.casesOf(scenarios.map(({ name }) => name));
  expect(cases.length).toBeGreaterThan(200);
  console.log(`${cases.length} processes, killed before and after each of ${cases.length / 2} calls`);
  expect(await kills.problemsOf(cases)).toEqual([]);
});
