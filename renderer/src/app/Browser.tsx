import { EmptyState, Stack } from '@mantine/core';
import { IconDatabase } from '@tabler/icons-react';
import { useState } from 'react';
import type { AppInfo } from '../../../shared/ipc.ts';
import { loaded } from '../components/loaded.tsx';
import { useWindowShortcuts } from '../components/shortcuts.ts';
import { PendingBanner } from '../features/recovery/PendingBanner.tsx';
import { Detail } from '../features/sessions/Detail.tsx';
import { Sidebar } from '../features/sessions/Sidebar.tsx';
import { useApp } from '../stores/app.ts';
import { useNamespaces } from '../stores/namespaces.ts';
import { useProfiles } from '../stores/profiles.ts';
import classes from './Browser.module.css';
import { WindowNotices } from './Notices.tsx';
import { TopBar } from './TopBar.tsx';

const CommandPalette = loaded(() => import('./CommandPalette.tsx'));

export function Browser({ info }: { info: AppInfo }) {
  const selectedId = useProfiles((state) => state.selectedId);
  const [paletteWanted, setPaletteWanted] = useState(0);
  const openPalette = () => setPaletteWanted((count) => count + 1);
  const newNamespace = () => useApp.getState().openDialog({ kind: 'new-namespace' });
  const refresh = () => void useNamespaces.getState().refresh();
  useWindowShortcuts(
    [
      ['mod+K', openPalette],
      ['mod+N', newNamespace],
      ['mod+R', refresh],
      ['F5', refresh],
    ],
    [],
  );

  return (
    <div className={classes.window}>
      <Sidebar />
      <main className={classes.main}>
        <TopBar info={info} onPalette={openPalette} />
        <Stack className={classes.notices}>
          <WindowNotices info={info} />
          <PendingBanner />
        </Stack>
        {selectedId === null ? (
          <EmptyState
            m="auto"
            icon={<IconDatabase aria-hidden />}
            title="No profile is chosen"
            description="Choose one at the top left: it says which bucket and which API ID to use."
          />
        ) : (
          <Detail />
        )}
      </main>
      {paletteWanted > 0 && <CommandPalette wanted={paletteWanted} />}
    </div>
  );
}
