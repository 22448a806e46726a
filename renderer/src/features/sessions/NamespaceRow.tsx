import type { CSSProperties } from 'react';
import type { NamespaceSummary } from '../../../../shared/namespace-views.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { formatAge } from '../../components/format.ts';
import classes from './NamespaceList.module.css';
import { StatusBadge } from './StatusBadge.tsx';
import { rowStatus } from './status.ts';

interface NamespaceRowProps {
  row: NamespaceSummary;
  id: string;
  /** 1-based place among `total`, because the list renders only what is in view. */
  position: number;
  total: number;
  active: boolean;
  opened: boolean;
  signInOpen: boolean;
  checking: boolean;
  nowMs: number;
  style: CSSProperties;
}

export function NamespaceRow(props: NamespaceRowProps) {
  const { row, active, opened, signInOpen, checking, nowMs } = props;
  const status = rowStatus(row, { signIn: signInOpen, check: checking });
  const age = row.lastModified === null ? null : formatAge(row.lastModified, nowMs);
  const name = visibleText(row.name);
  const account = row.account && visibleText(row.account.name);
  return (
    <div
      role="option"
      id={props.id}
      tabIndex={-1}
      aria-selected={opened}
      aria-setsize={props.total}
      aria-posinset={props.position}
      aria-label={[name, status.word, account, age].filter(Boolean).join(', ')}
      className={classes.row}
      data-active={active || undefined}
      data-opened={opened || undefined}
      style={props.style}
      title={name}
      data-name={row.name}
    >
      <span className={classes.line}>
        <bdi className={classes.name}>{name}</bdi>
        <span className={classes.age}>{age}</span>
      </span>
      <span className={classes.line}>
        <StatusBadge status={status} />
        <bdi className={classes.account}>{account}</bdi>
      </span>
    </div>
  );
}
