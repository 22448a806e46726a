import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import type { AppError } from '../../../../shared/result.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { DialogFooter } from '../../components/DialogFooter.tsx';
import { ErrorMessage } from '../../components/ErrorMessage.tsx';
import { useApp } from '../../stores/app.ts';
import { useVault } from '../../stores/vault.ts';

export function UnlockDialog({ onClose }: { onClose: () => void }) {
  const unlock = useVault((state) => state.unlock);
  const locked = useVault((state) => state.view?.status === 'passphrase-locked');
  const openDialog = useApp((state) => state.openDialog);
  const [passphrase, setPassphrase] = useState('');
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (passphrase === '') return input.current?.focus();
    setBusy(true);
    const result = await unlock(passphrase);
    setBusy(false);
    if (result.ok) return onClose();
    setError(result.error);
    input.current?.select();
  };

  return (
    <Dialog onClose={onClose} title="Enter the passphrase" closeOnClickOutside={false}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Text size="md">
            It opens the secrets and the sessions that were sealed on this computer. You can also continue
            without them and enter it later.
          </Text>
          <PasswordInput
            ref={input}
            data-autofocus
            label="Passphrase"
            value={passphrase}
            onChange={(event) => {
              setPassphrase(event.currentTarget.value);
              setError(null);
            }}
            autoComplete="current-password"
          />
          {error && <ErrorMessage error={error} />}
          <DialogFooter>
            {locked ? (
              <Button
                variant="subtle"
                color="gray"
                onClick={() => openDialog({ kind: 'forgotten-passphrase' })}
              >
                I forgot it…
              </Button>
            ) : (
              <span />
            )}
            <Group gap="xs">
              <Button variant="default" onClick={onClose}>
                Not now
              </Button>
              <Button type="submit" loading={busy}>
                Unlock
              </Button>
            </Group>
          </DialogFooter>
        </Stack>
      </form>
    </Dialog>
  );
}
