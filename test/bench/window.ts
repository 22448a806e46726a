import { expect } from 'playwright/test';
import { launchApp } from '../fixtures/electron.ts';
import { Operator, type PracticeUser } from '../fixtures/operator.ts';
import { cast } from '../practice/cast.ts';
import type { PracticeWorld } from '../practice/world.ts';
import type { Figure } from './measure.ts';
import { benchScrolling } from './scrolling.ts';
import { longestStallMs, watchStalls } from './stalls.ts';

/** A few more than the crowd: the profile's own namespace, and what the benches open. */
const listedWords = /^100,00\d namespaces$/;

/** Measures what only the real app shows: the main process's stalls, and the list under the wheel. */
export async function benchWindow(world: PracticeWorld, bucket: string): Promise<Figure[]> {
  const profile = { draft: world.profile(bucket), secrets: world.secrets() };
  const { app, page, close } = await launchApp({ env: world.environment(profile) });
  const operator = new Operator(page);
  try {
    await watchStalls(app);
    await listed(operator);
    const stalls = await benchStalls(operator, (work) => longestStallMs(app, work));
    return [...stalls, await benchScrolling(page)];
  } finally {
    await close();
  }
}

async function listed({ page }: Operator): Promise<void> {
  await expect(page.getByText(listedWords)).toBeVisible({ timeout: 60_000 });
}

type Watch = (work: () => Promise<unknown>) => Promise<number>;

async function benchStalls(operator: Operator, watch: Watch): Promise<Figure[]> {
  const { page } = operator;
  const atRest = await watch(() => page.waitForTimeout(3_000));
  const listing = await watch(async () => {
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(page.getByText('Reading the bucket')).toBeVisible();
    await listed(operator);
  });
  const first = await watch(() => signIn(operator, 'bench-first', cast.plain));
  const second = await watch(() => signIn(operator, 'bench-second', cast.guarded));
  const longest = Math.max(listing, second);
  return [
    {
      name: 'stalls',
      measured: `${Math.round(longest)} ms at most (listing 100,000 anew ${Math.round(listing)}, signing in with a password ${Math.round(second)}; at rest ${Math.round(atRest)})`,
      aim: '≤ 50 ms',
      met: longest <= 50,
    },
    {
      name: 'gramjs',
      measured: `${Math.round(first)} ms at most in the first sign-in, where gramjs parses its whole schema in one go`,
      aim: '≤ 50 ms',
      met: first <= 50,
    },
  ];
}

async function signIn(operator: Operator, namespace: string, user: PracticeUser): Promise<void> {
  await operator.create(namespace);
  await operator.signInByPhone(user);
  await operator.finish();
}
