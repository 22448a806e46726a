import { ActionIcon, Alert, Box, Group, SegmentedControl, TextInput, Tooltip } from '@mantine/core';
import { IconPlus, IconRefresh, IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useDeferredValue, useMemo, useRef, useState } from 'react';
import { describeError } from '../../../../shared/errors.ts';
import { shortcutWords, useWindowShortcuts } from '../../components/shortcuts.ts';
import { useApp } from '../../stores/app.ts';
import { useNamespaces } from '../../stores/namespaces.ts';
import { isUnderWay, useSignIn } from '../../stores/sign-in.ts';
import { ProfileSwitch } from '../profiles/ProfileSwitch.tsx';
import { filterNames, type Scope } from './filter-names.ts';
import { ListingLine, ListingProblem, listingProblem } from './ListingStatus.tsx';
import { NamespaceList } from './NamespaceList.tsx';
import { NoRows } from './NoRows.tsx';
import { ProtectionLine } from './ProtectionLine.tsx';
import { createNamespace } from './run-action.ts';
import classes from './Sidebar.module.css';

const scopes: { value: Scope; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'attention', label: 'Needs attention' },
];

export function Sidebar() {
  const { rows, listing, listError, openedName, profileId, checking, open, refresh } = useNamespaces();
  const openDialog = useApp((state) => state.openDialog);
  const platform = useApp((state) => state.info?.platform);
  const attempts = useSignIn((state) => state.attempts);
  const [filter, setFilter] = useState('');
  const [scope, setScope] = useState<Scope>('all');
  const filterRef = useRef<HTMLInputElement>(null);
  const listRef = useRef<HTMLDivElement>(null);
  const wanted = useDeferredValue(filter);
  const names = useMemo(() => filterNames(rows, wanted, scope), [rows, wanted, scope]);
  const signingIn = useMemo(() => {
    const ours = Object.values(attempts).filter(({ view }) => view.profileId === profileId);
    return new Set(ours.filter(isUnderWay).map(({ view }) => view.namespace));
  }, [attempts, profileId]);
  const focusFilter = () => filterRef.current?.select();
  useWindowShortcuts([['/', focusFilter]]);
  useWindowShortcuts([['mod+F', focusFilter]], []);
  const problem = listingProblem(listing, listError);

  const onFilterKey = (event: KeyboardEvent) => {
    // The list may still show what was typed before.
    const [first] = filterNames(rows, filter, scope);
    if (event.key === 'ArrowDown') listRef.current?.focus();
    else if (event.key === 'Enter' && first !== undefined) void open(first);
    else if (event.key === 'Escape') setFilter('');
    else return;
    event.preventDefault();
  };

  return (
    <Box component="nav" aria-label="Sessions" className={classes.sidebar}>
      <ProfileSwitch />
      <div className={classes.tools}>
        <Group gap={6} wrap="nowrap">
          <TextInput
            ref={filterRef}
            flex={1}
            aria-label="Filter namespaces"
            placeholder="Filter names and accounts"
            leftSection={<IconSearch size={15} aria-hidden />}
            value={filter}
            onChange={(event) => setFilter(event.currentTarget.value)}
            onKeyDown={onFilterKey}
          />
          <Tooltip label={`New namespace (${shortcutWords(platform, 'N')})`}>
            <ActionIcon
              size="lg"
              variant="light"
              aria-label="New namespace"
              onClick={() => openDialog({ kind: 'new-namespace' })}
            >
              <IconPlus size={18} />
            </ActionIcon>
          </Tooltip>
        </Group>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label="Which namespaces"
          data={scopes}
          value={scope}
          onChange={setScope}
        />
      </div>
      {problem && (
        <Box px="sm" pb="sm">
          <ListingProblem error={problem} onRetry={() => void refresh()} />
        </Box>
      )}
      {listing.kind === 'not-permitted' && <NotPermitted />}
      {names.length > 0 ? (
        <NamespaceList
          rows={rows}
          names={names}
          openedName={openedName}
          signingIn={signingIn}
          checking={checking}
          listRef={listRef}
          onOpen={(name) => void open(name)}
          onType={(character) => {
            setFilter(filter + character);
            filterRef.current?.focus();
          }}
        />
      ) : (
        <NoRows
          listing={listing}
          filter={filter}
          scope={scope}
          onCreate={(name) => void createNamespace(name)}
          onClear={() => setFilter('')}
        />
      )}
      <ProtectionLine />
      <div className={classes.footer}>
        <ListingLine listing={listing} shown={names.length} total={rows.names.length} />
        <Tooltip label="Refresh (F5)">
          <ActionIcon variant="subtle" aria-label="Refresh" onClick={() => void refresh()}>
            <IconRefresh size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
    </Box>
  );
}

function NotPermitted() {
  const words = describeError({ code: 'store-list-forbidden' });
  return (
    <Box px="sm" pb="sm">
      <Alert role="note" color="yellow" variant="light" title={words.title} p="xs">
        {words.explanation} {words.nextStep}
      </Alert>
    </Box>
  );
}
