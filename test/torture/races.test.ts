import { afterAll, beforeAll, expect, it } from 'vitest';
import { Race } from '../fixtures/race.ts';
import { type PracticeS3, startS3 } from '../fixtures/s3.ts';

const rounds = 1_000;
let server: PracticeS3;

beforeAll(async () => {
  server = await startS3();
});

afterAll(() => server.stop());

it.each([2, 24])('%i writers lose nothing silently in 1,000 rounds', async (writers) => {
  const bucket = `race-${writers}`;
  await server.createBucket(bucket);
  const race = await Race.open(server, bucket, writers);
  const sum = await race.run(rounds);
  await race.close();
  expect(sum).toEqual({ rounds, winners: rounds, shownTheWinner: rounds * (writers - 1), silentLosses: 0 });
});
