import { Button, Group, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { namespaceProblemWords, newNamespaceProblem, sessionKey } from '../../../../shared/namespaces.ts';
import type { AppError } from '../../../../shared/result.ts';
import { ErrorMessage } from '../../components/ErrorMessage.tsx';
import { notifyDone } from '../../components/notify.ts';
import { usePending } from '../../stores/pending.ts';

interface FormProps {
  namespace: string;
  onDone: () => void;
}

export function SaveAsForm({ namespace, onDone }: FormProps) {
  const saveAs = usePending((state) => state.saveAs);
  const [target, setTarget] = useState('');
  const [submitted, setSubmitted] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  const problem = newNamespaceProblem(target);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSubmitted(true);
    if (problem) return;
    setBusy(true);
    const result = await saveAs(namespace, target);
    setBusy(false);
    if (!result.ok) return setError(result.error);
    notifyDone(`Stored as ${target}`);
    onDone();
  };

  return (
    <form onSubmit={submit} noValidate aria-label="Save under another name">
      <Stack gap="xs">
        <TextInput
          autoFocus
          label="Other namespace"
          description={problem ? 'It must be free: nothing is overwritten.' : sessionKey(target)}
          value={target}
          error={submitted && problem ? namespaceProblemWords[problem] : null}
          onChange={(event) => {
            setTarget(event.currentTarget.value);
            setError(null);
          }}
          spellCheck={false}
        />
        {error && <ErrorMessage error={error} />}
        <Group gap="xs">
          <Button size="xs" type="submit" loading={busy}>
            Save there
          </Button>
          <Button size="xs" variant="subtle" color="gray" onClick={onDone}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
