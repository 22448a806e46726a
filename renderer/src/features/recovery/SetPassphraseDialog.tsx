import { Button, PasswordInput, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { minimumPassphraseLength, passphraseProblem } from '../../../../shared/passphrase.ts';
import type { AppError } from '../../../../shared/result.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { DialogFooter } from '../../components/DialogFooter.tsx';
import { ErrorMessage } from '../../components/ErrorMessage.tsx';
import { notifyDone } from '../../components/notify.ts';
import { useVault } from '../../stores/vault.ts';

export function SetPassphraseDialog({ onClose }: { onClose: () => void }) {
  const setPassphrase = useVault((state) => state.setPassphrase);
  const [passphrase, setTyped] = useState('');
  const [repeated, setRepeated] = useState('');
  const [submitted, setSubmitted] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  const problem = passphraseProblem(passphrase);
  const differs = repeated !== passphrase;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSubmitted(true);
    if (problem || differs) return;
    setBusy(true);
    const result = await setPassphrase(passphrase);
    setBusy(false);
    if (!result.ok) return setError(result.error);
    notifyDone('Secrets are sealed with your passphrase');
    onClose();
  };

  return (
    <Dialog onClose={onClose} title="Set a passphrase">
      <form onSubmit={submit} noValidate>
        <Stack>
          <Text size="md">
            It seals secrets and sessions that are not stored yet on this computer’s disk. You enter it once
            after every start. It cannot be recovered: keep it in your password manager.
          </Text>
          <PasswordInput
            data-autofocus
            label="Passphrase"
            description={`At least ${minimumPassphraseLength} characters, such as four random words.`}
            value={passphrase}
            error={submitted ? problem : null}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="new-password"
          />
          <PasswordInput
            label="Passphrase again"
            value={repeated}
            error={submitted && differs ? 'The two are not the same.' : null}
            onChange={(event) => setRepeated(event.currentTarget.value)}
            autoComplete="new-password"
          />
          {error && <ErrorMessage error={error} />}
          <DialogFooter justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={busy}>
              Set passphrase
            </Button>
          </DialogFooter>
        </Stack>
      </form>
    </Dialog>
  );
}
