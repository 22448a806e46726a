import { PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { minimumPassphraseLength, passphraseProblem } from '../../../shared/vault.ts';

/** A new passphrase as it is typed, twice, so that nobody seals or locks with a typing error. */
export function useNewPassphrase() {
  const [typed, setTyped] = useState('');
  const [repeated, setRepeated] = useState('');
  const problem = passphraseProblem(typed);
  const differs = typed !== repeated;
  return { typed, setTyped, repeated, setRepeated, problem, differs, isReady: !problem && !differs };
}

interface NewPassphraseFieldsProps {
  passphrase: ReturnType<typeof useNewPassphrase>;
  label: string;
  /** The form was sent: what is missing is said from then on. */
  submitted: boolean;
  /** The first field has the focus when its dialog opens. */
  focusFirst?: boolean;
}

export function NewPassphraseFields({ passphrase, label, submitted, focusFirst }: NewPassphraseFieldsProps) {
  const { typed, setTyped, repeated, setRepeated, problem, differs } = passphrase;
  return (
    <>
      <PasswordInput
        data-autofocus={focusFirst}
        label={label}
        description={`At least ${minimumPassphraseLength} characters, such as four random words.`}
        value={typed}
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
    </>
  );
}
