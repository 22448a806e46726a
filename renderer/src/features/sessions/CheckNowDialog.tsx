import { Alert, Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { Dialog } from '../../components/Dialog.tsx';
import { Name } from '../../components/Name.tsx';
import { checkSession } from './check-session.ts';

export function CheckNowDialog({ namespace, onClose }: { namespace: string; onClose: () => void }) {
  const [stopped, setStopped] = useState(false);
  return (
    <Dialog onClose={onClose} title="Check now">
      <Stack>
        <Text size="md">
          The app connects to Telegram once with the stored session of{' '}
          <b>
            <Name of={namespace} />
          </b>
          , asks which account it belongs to, and disconnects.
        </Text>
        <Alert
          color="orange"
          variant="light"
          icon={<IconAlertTriangle aria-hidden />}
          title="Stop the connector first"
        >
          When two programs use one session at the same time, Telegram ends the session for good. It cannot be
          brought back.
        </Alert>
        <Checkbox
          data-autofocus
          label="The connector is stopped"
          checked={stopped}
          onChange={(event) => setStopped(event.currentTarget.checked)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            disabled={!stopped}
            onClick={() => {
              onClose();
              void checkSession(namespace);
            }}
          >
            Check session
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
