import { Text } from '@mantine/core';
import { Dialog } from '../../components/Dialog.tsx';
import { useVault } from '../../stores/vault.ts';
import { NewPassphraseForm } from './NewPassphraseForm.tsx';

export function SetPassphraseDialog({ onClose }: { onClose: () => void }) {
  const setPassphrase = useVault((state) => state.setPassphrase);
  return (
    <Dialog onClose={onClose} title="Set a passphrase">
      <NewPassphraseForm set={setPassphrase} onDone={onClose} leave={{ label: 'Cancel', onClick: onClose }}>
        <Text size="md">
          It seals secrets, and sessions waiting to be stored, on this computer’s disk. You enter it once
          after every start. It cannot be recovered: keep it in your password manager.
        </Text>
      </NewPassphraseForm>
    </Dialog>
  );
}
