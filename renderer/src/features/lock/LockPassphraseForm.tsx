import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { AppError } from '../../../../shared/result.ts';
import { DialogFooter } from '../../components/DialogFooter.tsx';
import { ErrorMessage } from '../../components/ErrorMessage.tsx';
import { NewPassphraseFields, useNewPassphrase } from '../../components/NewPassphraseFields.tsx';
import { notifyDone } from '../../components/notify.ts';
import { useLock } from '../../stores/lock.ts';

interface LockPassphraseFormProps {
  /** One is set, and must be typed to change or remove it. */
  isSet: boolean;
  onDone: () => void;
}

/** Sets, changes or removes the lock's own passphrase. */
export function LockPassphraseForm({ isSet, onDone }: LockPassphraseFormProps) {
  const setPassphrase = useLock((state) => state.setPassphrase);
  const [current, setCurrent] = useState('');
  const next = useNewPassphrase();
  const [submitted, setSubmitted] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);

  const change = async (passphrase: string | null, words: string) => {
    setBusy(true);
    const result = await setPassphrase({ current: isSet ? current : null, passphrase });
    setBusy(false);
    if (!result.ok) return setError(result.error);
    notifyDone(words);
    onDone();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSubmitted(true);
    if (!next.isReady || (isSet && current === '')) return;
    void change(next.typed, isSet ? 'The lock’s passphrase is changed' : 'The lock’s passphrase is set');
  };

  return (
    <form onSubmit={submit} noValidate aria-label="Passphrase of the lock">
      <Stack gap="sm">
        {isSet && (
          <PasswordInput
            autoFocus
            label="Current passphrase"
            value={current}
            error={submitted && current === '' ? 'Type the passphrase that is set.' : null}
            onChange={(event) => setCurrent(event.currentTarget.value)}
            autoComplete="current-password"
          />
        )}
        <NewPassphraseFields
          passphrase={next}
          label={isSet ? 'New passphrase' : 'Passphrase'}
          submitted={submitted}
        />
        {error && <ErrorMessage error={error} />}
        <DialogFooter>
          {isSet ? (
            <Button
              variant="subtle"
              color="gray"
              disabled={current === '' || busy}
              onClick={() => void change(null, 'The lock has no passphrase now, and is off')}
            >
              Remove it
            </Button>
          ) : (
            <span />
          )}
          <Group gap="xs">
            {isSet && (
              <Button variant="default" onClick={onDone}>
                Cancel
              </Button>
            )}
            <Button type="submit" loading={busy}>
              {isSet ? 'Change passphrase' : 'Set passphrase'}
            </Button>
          </Group>
        </DialogFooter>
      </Stack>
    </form>
  );
}
