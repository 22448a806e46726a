import { Alert, Button, Code, Group, Text } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import { formatTime } from '../../components/format.ts';
import { useNamespaces } from '../../stores/namespaces.ts';
import { openDoctor } from '../doctor/open-doctor.ts';

interface HiddenNoticeProps {
  namespace: string;
  ours: string;
  hiddenSince: number;
  onLeave: () => void;
}

/** Says that a watched object answers 403, without guessing why, and how to find out or to be sure of it. */
export function HiddenNotice({ namespace, ours, hiddenSince, onLeave }: HiddenNoticeProps) {
  const { restoreWatched, working } = useNamespaces();
  return (
    <Alert
      role="alert"
      color="orange"
      variant="light"
      icon={<IconEyeOff aria-hidden />}
      title="The new session can no longer be read"
    >
      <Text size="sm">
        It was deleted, or reading it was forbidden: every request since {formatTime(hiddenSince)} was
        answered with 403, which does not say which. The new session <Code>{ours}</Code> is kept on this
        computer.
      </Text>
      <Text size="sm" fw={600} mt={4}>
        If the doctor finds that sessions can be read, it was most likely deleted. Storing it again overwrites
        nothing.
      </Text>
      <Group mt="xs" gap="xs">
        <Button size="xs" variant="default" onClick={openDoctor}>
          Open the doctor
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={working !== null}
          onClick={() => void restoreWatched(namespace, null)}
        >
          Store it again
        </Button>
        <Button size="xs" variant="default" onClick={onLeave}>
          Leave it as it is
        </Button>
      </Group>
    </Alert>
  );
}
