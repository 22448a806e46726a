import { Button, PasswordInput, Stack } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { AppError, Result } from '../../../../shared/result.ts';
import { minimumPassphraseLength, passphraseProblem } from '../../../../shared/vault.ts';
import { DialogFooter } from '../../components/DialogFooter.tsx';
import { ErrorMessage } from '../../components/ErrorMessage.tsx';
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
    const result = await set(passphrase);
    setBusy(false);
    if (!result.ok) return setError(result.error);
    notifyDone('Secrets are sealed with your passphrase');
    onDone();
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {children}
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
