import { Alert, Button, Group, Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useApp } from '../../stores/app.ts';
import { useLock } from '../../stores/lock.ts';

/** Stays while the app is meant to lock by itself, and nothing would open it again. */
export function LockNotice() {
  const wanted = useLock(
    ({ view }) => view?.opensWith === null && typeof view.settings?.idleMinutes === 'number',
  );
  const openDialog = useApp((state) => state.openDialog);
  const turnOff = useLock((state) => state.configure);
  if (!wanted) return null;
  return (
    <Alert
      role="note"
      color="yellow"
      variant="light"
      p="xs"
      icon={<IconLock aria-hidden />}
      title="The lock is not set up"
    >
      <Group justify="space-between" gap="xs">
        <Text size="sm" flex="1 1 280px">
          The app is meant to lock when it is not used. It needs a passphrase for that.
        </Text>
        <Group gap="xs">
          <Button size="xs" variant="subtle" color="gray" onClick={() => void turnOff(0)}>
            Never lock
          </Button>
          <Button size="xs" variant="default" onClick={() => openDialog({ kind: 'lock' })}>
            Set up the lock
          </Button>
        </Group>
      </Group>
    </Alert>
  );
}
