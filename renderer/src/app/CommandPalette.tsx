import '@mantine/spotlight/styles.css';
import { Spotlight, type SpotlightActionGroupData, spotlight } from '@mantine/spotlight';
import { useEffect, useRef, useState } from 'react';
import { visibleText } from '../../../shared/visible-text.ts';
import { openDoctor } from '../features/doctor/open-doctor.ts';
import { importProfile, newProfile } from '../features/profiles/import-profile.ts';
import { filterNames } from '../features/sessions/filter-names.ts';
import { focusNamespaceList } from '../features/sessions/NamespaceList.tsx';
import { actionLabels, otherActions, primaryAction } from '../features/sessions/primary-action.ts';
import { runAction } from '../features/sessions/run-action.ts';
import { statusOf } from '../features/sessions/status.ts';
import { useApp } from '../stores/app.ts';
import { useLock } from '../stores/lock.ts';
import { useNamespaces } from '../stores/namespaces.ts';
import { useProfiles } from '../stores/profiles.ts';
import { attemptFor, useSignIn } from '../stores/sign-in.ts';
import { useVault } from '../stores/vault.ts';

const namesShown = 30;

/** Ctrl/Cmd+K. Opens whenever `wanted` goes up. A default export, because it is loaded when first used. */
export default function CommandPalette({ wanted }: { wanted: number }) {
  const [query, setQuery] = useState('');
  useEffect(() => {
    if (wanted > 0) spotlight.open();
  }, [wanted]);
  const namespaceOpened = useRef(false);
  const open = (name: string) => {
    namespaceOpened.current = true;
    void useNamespaces.getState().open(name);
  };
  // Where the focus came from may be gone with the namespace that was open before.
  const onClosed = () => {
    if (namespaceOpened.current) focusNamespaceList();
    namespaceOpened.current = false;
  };
  const actions = [
    ...useOpenedActions(),
    useNamespaceActions(query, open),
    useProfileActions(),
    useVaultActions(),
    windowActions,
  ];
  return (
    <Spotlight
      actions={actions.filter((group) => group.actions.length > 0)}
      shortcut={null}
      query={query}
      onQueryChange={setQuery}
      nothingFound="Nothing found"
      scrollable
      attributes={{ content: { 'aria-label': 'Commands' } }}
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
      overlayProps={{ backgroundOpacity: 0.45, blur: 0 }}
      maxHeight={420}
      onExitTransitionEnd={onClosed}
      searchProps={{ 'aria-label': 'Search commands', placeholder: 'Namespaces, actions, profiles' }}
    />
  );
}

function useNamespaceActions(query: string, open: (name: string) => void): SpotlightActionGroupData {
  const rows = useNamespaces((state) => state.rows);
  const names = filterNames(rows, query, 'all').slice(0, namesShown);
  return {
    group: 'Namespaces',
    actions: names.map((name) => {
      const row = rows.byName.get(name);
      const words = [row && statusOf(row).word, row?.account && visibleText(row.account.name)]
        .filter(Boolean)
        .join(' · ');
      return {
        id: `namespace:${name}`,
        label: visibleText(name),
        description: words,
        onClick: () => open(name),
      };
    }),
  };
}

function useOpenedActions(): SpotlightActionGroupData[] {
  const detail = useNamespaces((state) => state.detail);
  const checking = useNamespaces((state) => state.checking);
  const attempts = useSignIn((state) => state.attempts);
  if (!detail || checking.has(detail.name)) return [];
  const attempt = attemptFor(attempts, detail.profileId, detail.name);
  const fitting = [primaryAction(detail, attempt), ...otherActions(detail, attempt)];
  const actions = fitting.map((action) => ({
    id: `action:${action}`,
    label: `${actionLabels[action]}: ${visibleText(detail.name)}`,
    onClick: () => runAction(action, detail, attempt),
  }));
  return [{ group: 'Open namespace', actions }];
}

function useProfileActions(): SpotlightActionGroupData {
  const { profiles, selectedId, select } = useProfiles();
  const others = (profiles ?? []).filter(({ id }) => id !== selectedId);
  return {
    group: 'Profiles',
    actions: others.map(({ id, name, bucket }) => ({
      id: `profile:${id}`,
      label: `Switch to ${visibleText(name)}`,
      description: bucket,
      onClick: () => void select(id),
    })),
  };
}

/** The one way to a passphrase that was replaced as forgotten and came back. */
function useVaultActions(): SpotlightActionGroupData {
  const canUnlock = useVault((state) => state.view?.canUnlock ?? false);
  const onClick = () => useApp.getState().openDialog({ kind: 'unlock' });
  return {
    group: 'Secrets',
    actions: canUnlock ? [{ id: 'unlock', label: 'Enter a passphrase', onClick }] : [],
  };
}

const windowActions: SpotlightActionGroupData = {
  group: 'Actions',
  actions: [
    { id: 'doctor', label: 'Doctor', description: 'Check the selected profile', onClick: openDoctor },
    {
      id: 'new-namespace',
      label: 'New namespace',
      onClick: () => useApp.getState().openDialog({ kind: 'new-namespace' }),
    },
    { id: 'refresh', label: 'Refresh the list', onClick: () => void useNamespaces.getState().refresh() },
    { id: 'lock', label: 'Lock now', onClick: () => void useLock.getState().lockNow() },
    {
      id: 'lock-settings',
      label: 'Lock settings',
      onClick: () => useApp.getState().openDialog({ kind: 'lock' }),
    },
    { id: 'new-profile', label: 'New profile', onClick: newProfile },
    { id: 'import-file', label: 'Import a .env file', onClick: () => void importProfile('file') },
    {
      id: 'import-environment',
      label: 'Import from the environment',
      onClick: () => void importProfile('environment'),
    },
  ],
};
