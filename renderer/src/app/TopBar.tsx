import { ActionIcon, Button, Group, Kbd, Menu, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { AppInfo } from '../../../shared/ipc.ts';
import { shortcutWords } from '../components/shortcuts.ts';
import { PracticeMark } from './Notices.tsx';
import classes from './TopBar.module.css';

export function TopBar({ info, onPalette }: { info: AppInfo; onPalette: () => void }) {
  return (
    <div className={classes.bar}>
      {info.practice && <PracticeMark />}
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
        <AppearanceMenu />
      </Group>
    </div>
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
