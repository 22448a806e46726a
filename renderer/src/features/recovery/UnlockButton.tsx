import { Button, type ButtonProps } from '@mantine/core';
import { useApp } from '../../stores/app.ts';
import { useVault } from '../../stores/vault.ts';

/** Leads to the passphrase; nothing if none could help. */
export function UnlockButton(props: ButtonProps) {
  const canUnlock = useVault((state) => state.view?.canUnlock ?? false);
  const openDialog = useApp((state) => state.openDialog);
  if (!canUnlock) return null;
  return (
    <Button size="xs" variant="default" {...props} onClick={() => openDialog({ kind: 'unlock' })}>
      Enter the passphrase
    </Button>
  );
}
