import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Dialog } from '../../components/Dialog.tsx';
import { Name } from '../../components/Name.tsx';
import { useNamespaces } from '../../stores/namespaces.ts';
import { startSignIn } from './run-action.ts';

export function ReplaceSessionDialog({ namespace, onClose }: { namespace: string; onClose: () => void }) {
  const profileId = useNamespaces((state) => state.profileId);
  const locked = useNamespaces((state) => state.detail?.name === namespace && state.detail.locked);
  return (
    <Dialog onClose={onClose} title="Re-authenticate">
      <Stack>
        <Text size="md">
          You sign in again, and the new session replaces the one that is stored for{' '}
          <b>
            <Name of={namespace} />
          </b>
          .{locked && ' The sealed session that is waiting here is kept aside on this computer.'}
        </Text>
        <Alert
          color="orange"
          variant="light"
          icon={<IconAlertTriangle aria-hidden />}
          title="Stop the connector first"
        >
          A connector that is still running saves its old session when it stops, and would overwrite the new
          one.
        </Alert>
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onClose}>
            Cancel
          </Button>
          <Button
            onClick={() => {
              onClose();
              if (profileId) void startSignIn({ name: namespace, profileId }, true);
            }}
          >
            Replace and sign in
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
