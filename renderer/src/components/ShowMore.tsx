import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { formatCount } from './format.ts';

/** As many as somebody reads in one go, and as a window draws without a pause. */
const step = 50;

interface ShowMoreProps<T> {
  items: readonly T[];
  render: (item: T) => ReactNode;
}

/** Draws the first of many items, and more of them on request. */
export function ShowMore<T>({ items, render }: ShowMoreProps<T>) {
  const [most, setMost] = useState(step);
  const hidden = items.length - most;
  return (
    <>
      {items.slice(0, most).map(render)}
      {hidden > 0 && (
        <Button variant="default" size="sm" onClick={() => setMost(most + step)}>
          Show {Math.min(hidden, step)} more of {formatCount(hidden)}
        </Button>
      )}
    </>
  );
}
