import { Button, Group, Stack, Text } from '@mantine/core';
import { Dialog } from '../../components/Dialog.tsx';

interface CloseSignInDialogProps {
  lost: string;
  onStay: () => void;
  onLater: () => void;
  onCancel: () => void;
}

/** Asked only where closing would throw something away. */
export function CloseSignInDialog({ lost, onStay, onLater, onCancel }: CloseSignInDialogProps) {
  return (
    <Dialog onClose={onStay} title="Cancel this sign-in?" size={480}>
      <Stack>
        <Text size="md">{lost}</Text>
        <Text size="md" c="dimmed">
          “Continue later” keeps it open; the namespace shows it.
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="subtle" color="red" onClick={onCancel}>
            Cancel sign-in
          </Button>
          <Button variant="default" onClick={onLater}>
            Continue later
          </Button>
          <Button data-autofocus onClick={onStay}>
            Go on
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
