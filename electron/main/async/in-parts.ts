import { setImmediate as others } from 'node:timers/promises';

/** So few that none of them holds the event loop for long. */
const partSize = 100;

/** Works through many things, and lets everything else that waits have its turn now and then. */
export async function inParts<T>(
  items: readonly T[],
  work: (item: T) => void | Promise<void>,
): Promise<void> {
  for (const [index, item] of items.entries()) {
    if (index > 0 && index % partSize === 0) await others();
    await work(item);
  }
}
