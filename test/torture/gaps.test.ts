import { afterAll, beforeAll, expect, it } from 'vitest';
import { cast } from '../practice/cast.ts';
import { PracticeWorld } from '../practice/world.ts';
import { byBotToken, byPhone, measureGap, type Way } from './acceptance-gap.ts';

const rounds = 20;
const farBot = {
  token: '70002:AAHfarawayFarawayFarawayFarawayFara',
  firstName: 'Far',
  username: 'far_bot',
  dcId: 4,
};
let world: PracticeWorld;

beforeAll(async () => {
  world = await PracticeWorld.start();
  await world.telegram.control.call('addAccounts', { bots: [farBot] });
});
afterAll(() => world.stop());

async function gaps(way: Way): Promise<number[]> {
  const bucket = await world.createBucket();
  const measured: number[] = [];
  for (let round = 0; round < rounds; round += 1) measured.push(await measureGap(world, bucket, way));
  return measured.sort((a, b) => a - b);
}

it.each([
  ['a phone number', byPhone],
  ['a bot token', byBotToken(cast.bot.token)],
  ['a bot token of another data centre', byBotToken(farBot.token)],
])('has the key on disk before Telegram is asked to accept %s', async (_, way) => {
  expect(await gaps(way)).toEqual(Array(rounds).fill(0));
});
