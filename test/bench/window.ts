import { expect } from 'playwright/test';
import { launchApp } from '../fixtures/electron.ts';
import { Operator } from '../fixtures/operator.ts';
import { cast } from '../practice/cast.ts';
import type { PracticeWorld } from '../practice/world.ts';
import type { Figure } from './measure.ts';
import { benchScrolling } from './scrolling.ts';
import { longestStallMs, watchStalls } from './stalls.ts';

/** A few more than the crowd: the profile's own namespace, and what the benches open. */
const listedWords = /^100,00\d namespaces$/;

/** What can only be measured in the real app: the main process's stalls, and the list under the wheel. */
export async function benchWindow(world: PracticeWorld, bucket: string): Promise<Figure[]> {
  const profile = { draft: world.profile(bucket), secrets: world.secrets() };
  const { app, page, close } = await launchApp({ env: world.environment(profile) });
  const operator = new Operator(page);
  try {
    await watchStalls(app);
    await listed(operator);
    const stall = await benchStalls(operator, (work) => longestStallMs(app, work));
    return [stall, await benchScrolling(page)];
  } finally {
    await close();
  }
}

async function listed({ page }: Operator): Promise<void> {
  await expect(page.getByText(listedWords)).toBeVisible({ timeout: 60_000 });
}

type Watch = (work: () => Promise<unknown>) => Promise<number>;

async function benchStalls(operator: Operator, watch: Watch): Promise<Figure> {
  const { page } = operator;
  const atRest = await watch(() => page.waitForTimeout(3_000));
  const listing = await watch(async () => {
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(page.getByText('Reading the bucket')).toBeVisible();
    await listed(operator);
  });
  const opening = await watch(() => operator.create('bench-connector'));
  const signIn = await watch(() => operator.signInByPhone(cast.guarded));
  const longest = Math.max(listing, opening, signIn);
  return {
    name: 'stalls',
    measured: `${Math.round(longest)} ms at most (listing 100,000 anew ${Math.round(listing)}, opening ${Math.round(opening)}, signing in with a password ${Math.round(signIn)}; at rest ${Math.round(atRest)})`,
    aim: '≤ 50 ms',
    met: longest <= 50,
  };
}
