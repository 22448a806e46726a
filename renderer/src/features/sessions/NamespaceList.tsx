import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react';
import { useNow } from '../../components/use-now.ts';
import type { NamespaceRows } from '../../stores/namespace-rows.ts';
import { moveActive } from './move-active.ts';
import classes from './NamespaceList.module.css';
import { NamespaceRow } from './NamespaceRow.tsx';

const rowHeightPx = 52;
const listId = 'namespace-list';

/** For what was opened elsewhere: the list goes on from the opened row. */
export function focusNamespaceList(): void {
  document.getElementById(listId)?.focus();
}

interface NamespaceListProps {
  rows: NamespaceRows;
  names: readonly string[];
  openedName: string | null;
  /** Names with an open sign-in. */
  signingIn: ReadonlySet<string>;
  checking: ReadonlySet<string>;
  onOpen: (name: string) => void;
  /** A character typed while the list has the focus goes on in the filter; a slash is the filter's shortcut. */
  onType: (character: string) => void;
  listRef: React.RefObject<HTMLDivElement | null>;
}

/** A listbox with one tab stop: the active option moves, the focus stays, so rows out of view need not exist. */
export function NamespaceList(props: NamespaceListProps) {
  const { rows, names, openedName, listRef } = props;
  const [activeName, setActiveName] = useState<string | null>(null);
  const nowMs = useNow(30_000);
  const restored = useRef<string | null>(null);
  const virtualizer = useVirtualizer({
    count: names.length,
    getScrollElement: () => listRef.current,
    estimateSize: () => rowHeightPx,
    overscan: 8,
  });
  const activeIndex = names.indexOf(activeName ?? openedName ?? '');

  // Whatever was active before, the keys go on from what was opened last.
  useEffect(() => setActiveName(openedName), [openedName]);

  // The opened row is shown once it is listed; afterwards the scroll position is the operator's.
  const openedIndex = openedName === null ? -1 : names.indexOf(openedName);
  useEffect(() => {
    if (openedIndex < 0 || restored.current === openedName) return;
    // The list has no height before its first layout.
    const frame = requestAnimationFrame(() => {
      restored.current = openedName;
      virtualizer.scrollToIndex(openedIndex, { align: 'auto' });
    });
    return () => cancelAnimationFrame(frame);
  }, [openedIndex, openedName, virtualizer]);

  const activate = (index: number) => {
    setActiveName(names[index] ?? null);
    virtualizer.scrollToIndex(index, { align: 'auto' });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const pageRows = Math.floor((listRef.current?.clientHeight ?? 0) / rowHeightPx);
    const next = moveActive(event.key, activeIndex, names.length, pageRows);
    const active = names[activeIndex];
    if (next !== null) activate(next);
    else if (event.key === 'Enter' && active !== undefined) props.onOpen(active);
    else if (/^[^\s/]$/u.test(event.key)) props.onType(event.key);
    else return;
    event.preventDefault();
  };

  const onClick = ({ target }: MouseEvent) => {
    const option = target instanceof Element ? target.closest<HTMLElement>('[role="option"]') : null;
    const name = option?.dataset.name;
    if (name === undefined) return;
    setActiveName(name);
    props.onOpen(name);
  };

  return (
    <div
      ref={listRef}
      id={listId}
      role="listbox"
      aria-label="Namespaces"
      tabIndex={0}
      className={classes.list}
      aria-activedescendant={activeIndex >= 0 ? optionId(activeIndex) : undefined}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <div className={classes.canvas} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = rows.byName.get(names[index] ?? '');
          if (!row) return null;
          return (
            <NamespaceRow
              key={row.name}
              row={row}
              id={optionId(index)}
              position={index + 1}
              total={names.length}
              active={index === activeIndex}
              opened={row.name === openedName}
              signInOpen={props.signingIn.has(row.name)}
              checking={props.checking.has(row.name)}
              nowMs={nowMs}
              style={{ height: rowHeightPx, transform: `translateY(${start}px)` }}
            />
          );
        })}
      </div>
    </div>
  );
}

function optionId(index: number): string {
  return `namespace-option-${index}`;
}
