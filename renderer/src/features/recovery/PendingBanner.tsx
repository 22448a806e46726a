import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useApp } from '../../stores/app.ts';
import { usePending } from '../../stores/pending.ts';
import { waitsForOperator } from './leftover-words.ts';
import { bannerWords, pendingHeadline } from './pending-words.ts';

/** How much of the profile exists on this computer only. */
export function PendingBanner() {
  const list = usePending((state) => state.list);
  const openDialog = useApp((state) => state.openDialog);
  const sessions = list?.sessions ?? [];
  const leftovers = list?.leftovers.filter(waitsForOperator).length ?? 0;
  const headline = pendingHeadline(sessions.length, leftovers);
  if (headline === null) return null;
  return (
    <Alert
      role="status"
      color="orange"
      variant="light"
      p="xs"
      icon={<IconAlertTriangle aria-hidden />}
      title={headline}
    >
      <Group justify="space-between" gap="xs">
        <Text size="sm" flex="1 1 280px">
          {bannerWords(sessions, leftovers)}
        </Text>
        <Button size="xs" variant="default" onClick={() => openDialog({ kind: 'pending' })}>
          Show
        </Button>
      </Group>
    </Alert>
  );
}
