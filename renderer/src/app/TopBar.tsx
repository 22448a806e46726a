import { ActionIcon, Button, Group, Kbd, Menu, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconLock, IconMoon, IconSettings, IconSun } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { AppInfo } from '../../../shared/ipc.ts';
import { shortcutWords } from '../components/shortcuts.ts';
import { useApp } from '../stores/app.ts';
import { useLock } from '../stores/lock.ts';
import { selectedProfile, useProfiles } from '../stores/profiles.ts';
import { PracticeMark, ProductionMark } from './Notices.tsx';
import classes from './TopBar.module.css';

export function TopBar({ info, onPalette }: { info: AppInfo; onPalette: () => void }) {
  const production = useProfiles((state) => selectedProfile(state)?.production ?? false);
  return (
    <div className={classes.bar}>
      {info.practice && <PracticeMark />}
      {production && <ProductionMark />}
      <Group gap="xs" ml="auto" wrap="nowrap">
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          fw={500}
          aria-label="Commands"
          rightSection={
            <Kbd size="xs" className={classes.shortcut}>
              {shortcutWords(info.platform, 'K')}
            </Kbd>
          }
          onClick={onPalette}
        >
          Commands
        </Button>
        <LockMenu platform={info.platform} />
        <AppearanceMenu />
      </Group>
    </div>
  );
}

function LockMenu({ platform }: { platform: string }) {
  const lockNow = useLock((state) => state.lockNow);
  const openDialog = useApp((state) => state.openDialog);
  return (
    <Menu position="bottom-end" width={210}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label="Lock">
          <IconLock size={17} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconLock size={15} />}
          rightSection={<Kbd size="xs">{shortcutWords(platform, 'L')}</Kbd>}
          onClick={() => void lockNow()}
        >
          Lock now
        </Menu.Item>
        <Menu.Item leftSection={<IconSettings size={15} />} onClick={() => openDialog({ kind: 'lock' })}>
          Lock settings
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

const schemes: { value: 'auto' | 'light' | 'dark'; label: string; icon: ReactNode }[] = [
  { value: 'auto', label: 'Like the system', icon: <IconDeviceDesktop size={15} /> },
  { value: 'light', label: 'Light', icon: <IconSun size={15} /> },
  { value: 'dark', label: 'Dark', icon: <IconMoon size={15} /> },
];

function AppearanceMenu() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="bottom-end" width={190}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label="Appearance">
          <IconSun size={17} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {schemes.map(({ value, label, icon }) => (
          <Menu.Item
            key={value}
            role="menuitemradio"
            aria-checked={colorScheme === value}
            leftSection={icon}
            rightSection={colorScheme === value && <IconCheck size={15} />}
            onClick={() => setColorScheme(value)}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
