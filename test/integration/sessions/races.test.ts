import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Race } from '../../fixtures/race.ts';
import { type PracticeS3, startS3 } from '../../fixtures/s3.ts';

let server: PracticeS3;
let buckets = 0;
const races: Race[] = [];

beforeAll(async () => {
  server = await startS3();
});

afterAll(() => server.stop());

afterEach(async () => {
  for (const race of races.splice(0)) await race.close();
  await server.setWriteConditions('honoured');
});

async function raceOf(writers: number): Promise<Race> {
  buckets += 1;
  const bucket = `race-${buckets}`;
  await server.createBucket(bucket);
  const race = await Race.open(server, bucket, writers);
  races.push(race);
  return race;
}

describe('writers that save to one namespace at the same time', () => {
  // The long form is in test/torture.
  it.each([
    [2, 20],
    [24, 20],
  ])(
    '%i of them: exactly one wins each of %i rounds and all others are shown its session',
    async (writers, rounds) => {
      const race = await raceOf(writers);
      expect(await race.run(rounds)).toEqual({
        rounds,
        winners: rounds,
        shownTheWinner: rounds * (writers - 1),
        silentLosses: 0,
      });
    },
  );

  it.each(['ignored', 'refused'] as const)(
    'one after the other, where conditions are %s: the first wins each round and all others are shown its session',
    async (conditions) => {
      await server.setWriteConditions(conditions);
      const race = await raceOf(4);
      expect(await race.run(10, 'in-turn')).toEqual({
        rounds: 10,
        winners: 10,
        shownTheWinner: 10 * 3,
        silentLosses: 0,
      });
    },
  );

  it('replace only what they were shown, so that each of eight who insist is stored once and in turn', async () => {
    const race = await raceOf(8);
    expect(await race.insist('insisted')).toEqual({ wins: 8, turns: 8 });
  });
});
