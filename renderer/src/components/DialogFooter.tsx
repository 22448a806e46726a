import { Group, type GroupProps } from '@mantine/core';
import classes from './DialogFooter.module.css';

/** A dialog's row of buttons; it stays in view while the rest scrolls. */
export function DialogFooter(props: GroupProps) {
  return <Group justify="space-between" gap="xs" className={classes.footer} {...props} />;
}
