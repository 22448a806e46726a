import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import type { SessionConflict } from '../../../../shared/conflicts.ts';
import { ErrorMessage } from '../../components/ErrorMessage.tsx';
import { Name } from '../../components/Name.tsx';
import { notifyDone } from '../../components/notify.ts';
import { useFreeName } from '../../components/use-free-name.ts';
import { useNamespaces } from '../../stores/namespaces.ts';

interface SaveAsFormProps {
  namespace: string;
  conflict: SessionConflict;
  onClose: () => void;
}

/** Stores the new session under an unused name, and leaves the stored one as it is. */
export function SaveAsForm({ namespace, conflict, onClose }: SaveAsFormProps) {
  const { resolveConflict, open } = useNamespaces.getState();
  const { target, change, problemWords, error, busy, submit } = useFreeName(
    (name) => resolveConflict(namespace, conflict, { kind: 'save-as', target: name }),
    (name) => {
      onClose();
      notifyDone(`The session is stored as ${name}`);
      void open(name);
    },
  );

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text size="md">
          The new session goes to a namespace of its own that is still unused.{' '}
          <b>
            <Name of={namespace} />
          </b>{' '}
          stays as it is.
        </Text>
        <TextInput
          data-autofocus
          label="Name"
          description="The SESSION value of the connector that should use it."
          value={target}
          error={problemWords}
          onChange={(event) => change(event.currentTarget.value)}
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
