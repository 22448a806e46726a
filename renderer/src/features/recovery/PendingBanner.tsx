import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useApp } from '../../stores/app.ts';
import { usePending } from '../../stores/pending.ts';
import { pendingHeadline, pendingPlaceWords } from './pending-words.ts';

/** How many sessions of the profile exist on this computer only. */
export function PendingBanner() {
  const list = usePending((state) => state.list);
  const openDialog = useApp((state) => state.openDialog);
  const count = list?.sessions.length ?? 0;
  const damaged = list?.problems.length ?? 0;
  if (count === 0 && damaged === 0) return null;
  return (
    <Alert
      role="status"
      color="orange"
      variant="light"
      p="xs"
      icon={<IconAlertTriangle aria-hidden />}
      title={pendingHeadline(count, damaged)}
    >
      <Group justify="space-between" gap="xs">
        <Text size="sm" flex="1 1 280px">
          {pendingPlaceWords(list?.sessions ?? [])}
        </Text>
        <Button size="xs" variant="default" onClick={() => openDialog({ kind: 'pending' })}>
          Show
        </Button>
      </Group>
    </Alert>
  );
}
