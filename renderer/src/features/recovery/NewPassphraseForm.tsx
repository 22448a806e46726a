import { Button, Stack } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { AppError, Result } from '../../../../shared/result.ts';
import { DialogFooter } from '../../components/DialogFooter.tsx';
import { ErrorMessage } from '../../components/ErrorMessage.tsx';
import { NewPassphraseFields, useNewPassphrase } from '../../components/NewPassphraseFields.tsx';
import { notifyDone } from '../../components/notify.ts';

interface NewPassphraseFormProps {
  set(passphrase: string): Promise<Result<unknown>>;
  onDone: () => void;
  /** The button that leaves the form. */
  leave: { label: string; onClick: () => void };
  children: ReactNode;
}

/** Takes a passphrase twice, so that nobody seals with a typing error. */
export function NewPassphraseForm(props: NewPassphraseFormProps) {
  const { set, onDone, leave, children } = props;
  const passphrase = useNewPassphrase();
  const [submitted, setSubmitted] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSubmitted(true);
    if (!passphrase.isReady) return;
    setBusy(true);
    const result = await set(passphrase.typed);
    setBusy(false);
    if (!result.ok) return setError(result.error);
    notifyDone('Secrets are sealed with your passphrase');
    onDone();
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {children}
        <NewPassphraseFields passphrase={passphrase} label="Passphrase" submitted={submitted} focusFirst />
        {error && <ErrorMessage error={error} />}
        <DialogFooter justify="flex-end">
          <Button variant="default" onClick={leave.onClick}>
            {leave.label}
          </Button>
          <Button type="submit" loading={busy}>
            Set passphrase
          </Button>
        </DialogFooter>
      </Stack>
    </form>
  );
}
