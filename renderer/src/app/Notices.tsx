import { Alert, Badge, Group } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { AppInfo } from '../../../shared/ipc.ts';

/** What holds for the whole window: practice servers, and secrets that will not survive a restart. */
export function Notices({ info }: { info: AppInfo }) {
  return (
    <>
      {info.practice && (
        <Group>
          <PracticeMark />
        </Group>
      )}
      {!info.keyringAvailable && <MemoryOnlyNotice />}
    </>
  );
}

export function PracticeMark() {
  return (
    <Badge
      color="grape"
      variant="light"
      radius="sm"
      flex="none"
      title="This build talks to practice servers only."
    >
      Practice
    </Badge>
  );
}

export function MemoryOnlyNotice() {
  return (
    <Alert
      role="note"
      color="yellow"
      variant="light"
      p="xs"
      icon={<IconAlertTriangle aria-hidden />}
      title="Secrets are kept in memory only"
    >
      This computer has no keyring, so you enter them again after a restart.
    </Alert>
  );
}
