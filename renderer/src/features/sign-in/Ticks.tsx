import { Loader } from '@mantine/core';
import { IconCircle, IconCircleCheckFilled, IconCircleXFilled } from '@tabler/icons-react';
import classes from './Ticks.module.css';

export type TickState = 'waiting' | 'working' | 'passed' | 'failed';

const stateWords: Record<TickState, string> = {
  waiting: 'waiting',
  working: 'under way',
  passed: 'done',
  failed: 'failed',
};

/** The three things that must be true before a session counts as stored. */
export function Ticks({ ticks }: { ticks: { label: string; state: TickState }[] }) {
  return (
    <ul className={classes.ticks} aria-live="polite">
      {ticks.map(({ label, state }) => (
        <li key={label} className={classes.tick} data-state={state}>
          <span className={classes.mark} aria-hidden>
            <TickMark state={state} />
          </span>
          {label}
          <span className={classes.word}>{stateWords[state]}</span>
        </li>
      ))}
    </ul>
  );
}

function TickMark({ state }: { state: TickState }) {
  switch (state) {
    case 'working':
      return <Loader size={18} />;
    case 'passed':
      return <IconCircleCheckFilled size={20} />;
    case 'failed':
      return <IconCircleXFilled size={20} />;
    case 'waiting':
      return <IconCircle size={20} />;
  }
}
