import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useApp } from '../../stores/app.ts';
import { useVault } from '../../stores/vault.ts';

/** Stays for as long as secrets would not survive a restart. */
export function VaultNotice() {
  const status = useVault((state) => state.view?.status);
  const openDialog = useApp((state) => state.openDialog);
  if (status === 'memory-only') {
    return (
      <Notice
        icon={<IconAlertTriangle aria-hidden />}
        title="Secrets are kept in memory only"
        text="This computer has no keyring. Without a passphrase, secrets and sessions waiting to be stored are lost when the app closes."
        action="Set a passphrase"
        onAction={() => openDialog({ kind: 'set-passphrase' })}
      />
    );
  }
  if (status !== 'passphrase-locked') return null;
  return (
    <Notice
      icon={<IconLock aria-hidden />}
      title="Sealed secrets are locked"
      text="Until you enter the passphrase, sealed secrets cannot be used and new ones are kept in memory only."
      action="Enter the passphrase"
      onAction={() => openDialog({ kind: 'unlock' })}
    />
  );
}

interface NoticeProps {
  icon: ReactNode;
  title: string;
  text: string;
  action: string;
  onAction: () => void;
}

function Notice({ icon, title, text, action, onAction }: NoticeProps) {
  return (
    <Alert role="note" color="yellow" variant="light" p="xs" icon={icon} title={title}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" flex="1 1 280px">
          {text}
        </Text>
        <Button size="xs" variant="default" onClick={onAction}>
          {action}
        </Button>
      </Group>
    </Alert>
  );
}
