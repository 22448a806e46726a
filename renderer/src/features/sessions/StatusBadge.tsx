import classes from './StatusBadge.module.css';
import type { Status } from './status.ts';

export function StatusBadge({ status }: { status: Status }) {
  return (
    <span className={classes.badge} data-colour={status.colour} title={status.hint}>
      <span className={classes.dot} aria-hidden />
      {status.word}
    </span>
  );
}
