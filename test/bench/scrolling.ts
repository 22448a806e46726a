import type { Page } from 'playwright';
import { type Figure, median, quantile } from './measure.ts';

const frames = 300;
/** About three rows each frame, as a quick wheel does. */
const stepPx = 160;

/** Frames a second while 100,000 rows are scrolled, against the same window at rest. */
export async function benchScrolling(page: Page): Promise<Figure> {
  const atRest = await frameIntervals(page, 0);
  const scrolled = await frameIntervals(page, stepPx);
  const [resting, moving] = [1_000 / median(atRest), 1_000 / median(scrolled)];
  const late = scrolled.filter((interval) => interval > 1.5 * median(atRest)).length;
  return {
    name: 'scrolling',
    measured: `${moving.toFixed(1)} frames a second (at rest ${resting.toFixed(1)}); ${late} of ${frames} came late, the longest took ${Math.round(quantile(scrolled, 1))} ms (at rest ${Math.round(quantile(atRest, 1))} ms)`,
    aim: '60 frames a second',
    met: moving >= 59 && late <= frames / 100,
  };
}

function frameIntervals(page: Page, step: number): Promise<number[]> {
  return page.getByRole('listbox', { name: 'Namespaces' }).evaluate(
    async (list, { step, frames }) => {
      const intervals: number[] = [];
      let last = await new Promise<number>(requestAnimationFrame);
      for (let frame = 0; frame < frames; frame += 1) {
        list.scrollTop += step;
        const now = await new Promise<number>(requestAnimationFrame);
        intervals.push(now - last);
        last = now;
      }
      list.scrollTop = 0;
      return intervals;
    },
    { step, frames },
  );
}
