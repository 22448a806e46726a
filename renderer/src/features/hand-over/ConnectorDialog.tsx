import { Stack, Text } from '@mantine/core';
import { Dialog } from '../../components/Dialog.tsx';
import { Name } from '../../components/Name.tsx';
import { ConnectorLines } from './ConnectorLines.tsx';

interface ConnectorDialogProps {
  namespace: string;
  onClose: () => void;
}

export function ConnectorDialog({ namespace, onClose }: ConnectorDialogProps) {
  return (
    <Dialog onClose={onClose} title="The connector’s .env lines">
      <Stack>
        <Text size="md">
          With these lines the connector finds the session of{' '}
          <b>
            <Name of={namespace} />
          </b>
          .
        </Text>
        <ConnectorLines namespace={namespace} />
      </Stack>
    </Dialog>
  );
}
