import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { namespaceProblemWords, newNamespaceProblem } from '../../../../shared/namespaces.ts';
import type { AppError } from '../../../../shared/result.ts';
import { ErrorMessage } from '../../components/ErrorMessage.tsx';
import { notifyDone } from '../../components/notify.ts';
import { useNamespaces } from '../../stores/namespaces.ts';

interface SaveAsFormProps {
  namespace: string;
  etag: string | null;
  onClose: () => void;
}

/** Stores the new session where nothing is yet, and leaves the other one where it is. */
export function SaveAsForm({ namespace, etag, onClose }: SaveAsFormProps) {
  const { resolveConflict, open } = useNamespaces.getState();
  const [target, setTarget] = useState('');
  const [touched, setTouched] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  const problem = newNamespaceProblem(target);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTouched(true);
    if (problem) return;
    setBusy(true);
    const result = await resolveConflict(namespace, etag, { kind: 'save-as', target });
    setBusy(false);
    if (!result.ok) {
      setError(result.error);
      return;
    }
    onClose();
    notifyDone(`The new session is stored as ${target}`);
    await open(target);
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text size="md">
          The new session goes to a namespace of its own, where nothing is stored yet. <b>{namespace}</b>{' '}
          stays as it is.
        </Text>
        <TextInput
          data-autofocus
          label="Name"
          description="The SESSION value of the connector that shall use it."
          value={target}
          error={touched && problem ? namespaceProblemWords[problem] : null}
          onChange={(event) => {
            setTarget(event.currentTarget.value);
            setError(null);
          }}
          inputWrapperOrder={['label', 'description', 'input', 'error']}
          spellCheck={false}
        />
        {error && <ErrorMessage error={error} />}
        <Group justify="flex-end">
          <Button variant="default" disabled={busy} onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="default" loading={busy}>
            Store under this name
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
