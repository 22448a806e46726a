import { List, Stack, Text } from '@mantine/core';
import { Dialog } from '../../components/Dialog.tsx';
import { useApp } from '../../stores/app.ts';
import { useVault } from '../../stores/vault.ts';
import { NewPassphraseForm } from './NewPassphraseForm.tsx';

/** The way on for whoever no longer knows the passphrase. */
export function ForgottenPassphraseDialog({ onClose }: { onClose: () => void }) {
  const replaceForgotten = useVault((state) => state.replaceForgotten);
  const openDialog = useApp((state) => state.openDialog);
  return (
    <Dialog onClose={onClose} title="Replace a forgotten passphrase" size={560} closeOnClickOutside={false}>
      <NewPassphraseForm
        set={replaceForgotten}
        onDone={onClose}
        leave={{ label: 'Back', onClick: () => openDialog({ kind: 'unlock' }) }}
      >
        <Stack gap="xs">
          <Text size="md">
            Nobody can recover a passphrase. With a new one the app can seal again, but what the old one
            sealed stays locked:
          </Text>
          <List size="sm" spacing={4}>
            <List.Item>Enter the secrets of your profiles again.</List.Item>
            <List.Item>
              Sealed sessions that are waiting cannot be stored. Sign in to those namespaces again.
            </List.Item>
          </List>
          <Text size="sm">
            Nothing is deleted. If the old passphrase turns up, choose “Enter a passphrase” under Commands.
          </Text>
        </Stack>
      </NewPassphraseForm>
    </Dialog>
  );
}
