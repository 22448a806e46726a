import { PracticeWorld } from '../practice/world.ts';
import { crowdedBucket } from './crowd.ts';
import { benchListing } from './listing.ts';
import type { Figure } from './measure.ts';
import { benchOpening } from './opening.ts';
import { benchStart } from './start.ts';
import { benchWaiting } from './waiting.ts';
import { benchWindow } from './window.ts';

// Started by `npm run bench`, in a test session of its own.
function show({ name, measured, aim, met }: Figure): void {
  const verdict = met === null ? '–' : met ? 'met' : 'MISSED';
  console.log(`${name.padEnd(10)} ${measured}\n${' '.repeat(11)}aim ${aim}: ${verdict}`);
}

/** Those that are named, or all. */
const chosen = new Set(process.argv.slice(2));
const isChosen = (name: string) => chosen.size === 0 || chosen.has(name);

async function* inPracticeWorld(): AsyncGenerator<Figure> {
  const world = await PracticeWorld.start();
  try {
    if (isChosen('waiting')) yield await benchWaiting(world);
    if (!['listing', 'opening', 'window'].some(isChosen)) return;
    const bucket = await crowdedBucket(world);
    if (isChosen('listing')) yield await benchListing(world, bucket);
    if (isChosen('opening')) yield await benchOpening(world, bucket);
    if (isChosen('window')) yield* await benchWindow(world, bucket);
  } finally {
    await world.stop();
  }
}

if (isChosen('start')) for (const figure of await benchStart()) show(figure);
if (['waiting', 'listing', 'opening', 'window'].some(isChosen)) {
  for await (const figure of inPracticeWorld()) show(figure);
}
