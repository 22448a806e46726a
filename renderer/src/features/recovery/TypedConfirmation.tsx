import { Button, Group, Stack, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { AppError, Result } from '../../../../shared/result.ts';
import { ErrorMessage } from '../../components/ErrorMessage.tsx';
import { useFocusReturn } from '../../components/use-focus-return.ts';

interface TypedConfirmationProps {
  /** The text that must be typed; main checks it again. */
  phrase: string;
  label: string;
  action: string;
  confirm(typed: string): Promise<Result<null>>;
  onCancel: () => void;
  children: ReactNode;
}

/** A confirmation that is typed, not clicked, because it cannot be undone. */
export function TypedConfirmation(props: TypedConfirmationProps) {
  const { phrase, label, action, confirm, onCancel, children } = props;
  useFocusReturn();
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<AppError | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const result = await confirm(typed);
    if (!result.ok) setError(result.error);
  };
  return (
    <form onSubmit={submit} noValidate aria-label={action}>
      <Stack gap="xs">
        {children}
        <TextInput
          autoFocus
          label={label}
          description={phrase}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          spellCheck={false}
          autoComplete="off"
        />
        {error && <ErrorMessage error={error} />}
        <Group gap="xs">
          <Button size="xs" type="submit" color="red" disabled={typed !== phrase}>
            {action}
          </Button>
          <Button size="xs" variant="subtle" color="gray" onClick={onCancel}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
