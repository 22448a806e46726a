import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconLock } from '@tabler/icons-react';
import { useApp } from '../../stores/app.ts';
import { useVault } from '../../stores/vault.ts';

/** Stays for as long as secrets would not survive a restart. */
export function VaultNotice() {
  const status = useVault((state) => state.view?.status);
  const openDialog = useApp((state) => state.openDialog);
  if (status === 'memory-only') {
    return (
      <Alert
        role="note"
        color="yellow"
        variant="light"
        p="xs"
        icon={<IconAlertTriangle aria-hidden />}
        title="Secrets are kept in memory only"
      >
        <Group justify="space-between" gap="xs">
          <Text size="sm" flex="1 1 280px">
            This computer has no keyring. Without a passphrase, secrets and sessions that are not stored yet
            are lost when the app ends.
          </Text>
          <Button size="xs" variant="default" onClick={() => openDialog({ kind: 'set-passphrase' })}>
            Set a passphrase
          </Button>
        </Group>
      </Alert>
    );
  }
  if (status !== 'passphrase-locked') return null;
  return (
    <Alert
      role="note"
      color="yellow"
      variant="light"
      p="xs"
      icon={<IconLock aria-hidden />}
      title="Sealed secrets are locked"
    >
      <Group justify="space-between" gap="xs">
        <Text size="sm" flex="1 1 280px">
          Until you enter the passphrase, sealed secrets cannot be used and new ones are kept in memory only.
        </Text>
        <Button size="xs" variant="default" onClick={() => openDialog({ kind: 'unlock' })}>
          Enter the passphrase
        </Button>
      </Group>
    </Alert>
  );
}
