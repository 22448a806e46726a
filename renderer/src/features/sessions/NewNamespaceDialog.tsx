import { Button, Group, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { namespaceProblemWords, newNamespaceProblem } from '../../../../shared/namespaces.ts';
import type { AppError } from '../../../../shared/result.ts';
import { maxNamespaceLength, sessionKey } from '../../../../shared/session-keys.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { ErrorMessage } from '../../components/ErrorMessage.tsx';
import { useNamespaces } from '../../stores/namespaces.ts';

export function NewNamespaceDialog({ onClose }: { onClose: () => void }) {
  const create = useNamespaces((state) => state.create);
  const [name, setName] = useState('');
  const [touched, setTouched] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  const problem = newNamespaceProblem(name);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTouched(true);
    if (problem) return;
    setBusy(true);
    const result = await create(name);
    setBusy(false);
    if (result.ok) onClose();
    else setError(result.error);
  };

  return (
    <Dialog onClose={onClose} title="New namespace">
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            data-autofocus
            label="Name"
            description="The connector’s SESSION value."
            placeholder="production-bot"
            maxLength={maxNamespaceLength}
            value={name}
            error={touched && problem ? namespaceProblemWords[problem] : null}
            onChange={(event) => {
              setName(event.currentTarget.value);
              setTouched(true);
              setError(null);
            }}
            inputWrapperOrder={['label', 'description', 'input', 'error']}
            spellCheck={false}
          />
          <TextInput
            label="Will be stored as"
            readOnly
            variant="filled"
            tabIndex={-1}
            value={problem ? '' : sessionKey(name)}
            placeholder="telegram/…/session.txt"
          />
          {error && <ErrorMessage error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={busy} disabled={touched && problem !== null}>
              Open namespace
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
