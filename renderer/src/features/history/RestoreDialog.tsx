import { Alert, Button, Code, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { SessionVersion } from '../../../../shared/history.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { formatTime } from '../../components/format.ts';
import { Name } from '../../components/Name.tsx';
import { useNow } from '../../components/use-now.ts';
import { useNamespaces } from '../../stores/namespaces.ts';
import { verdictWords } from '../sessions/verdict-words.ts';

interface RestoreDialogProps {
  namespace: string;
  version: SessionVersion;
  /** The object that would be replaced; null if there is none. */
  etag: string | null;
  onClose: () => void;
}

export function RestoreDialog({ namespace, version, etag, onClose }: RestoreDialogProps) {
  const restore = useNamespaces((state) => state.restoreVersion);
  const nowMs = useNow(30_000);
  const { id, source, side } = version;
  return (
    <Dialog onClose={onClose} title="Restore an earlier session">
      <Stack>
        <Text size="md">
          Session <Code>{side.fingerprint}</Code>
          {side.lastModified !== null && ` from ${formatTime(side.lastModified)}`} replaces what is stored for{' '}
          <b>
            <Name of={namespace} />
          </b>{' '}
          now, provided that it is still the object shown.
        </Text>
        <Alert
          color="orange"
          variant="light"
          icon={<IconAlertTriangle aria-hidden />}
          title="Restoring does not revive an ended session"
        >
          <Text size="sm">
            If Telegram has ended this session, the connector cannot use it and somebody has to sign in again.
          </Text>
          <Text size="sm" mt={4}>
            {side.verdict.kind === 'unknown'
              ? 'Telegram has not been asked about it yet.'
              : `Telegram’s last answer: ${verdictWords(side.verdict, nowMs).toLowerCase()}.`}
          </Text>
          <Text size="sm" mt={4}>
            Stop the connector first: it saves its own session again when it stops.
          </Text>
        </Alert>
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onClose}>
            Cancel
          </Button>
          <Button
            onClick={() => {
              onClose();
              void restore({ namespace, source, id, etag });
            }}
          >
            Restore session
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
