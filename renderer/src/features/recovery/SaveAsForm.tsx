import { Button, Group, Stack, TextInput } from '@mantine/core';
import type { ShownSession } from '../../../../shared/held-sessions.ts';
import { sessionKey } from '../../../../shared/session-keys.ts';
import { ErrorMessage } from '../../components/ErrorMessage.tsx';
import { notifyDone } from '../../components/notify.ts';
import { useFocusReturn } from '../../components/use-focus-return.ts';
import { useFreeName } from '../../components/use-free-name.ts';
import { usePending } from '../../stores/pending.ts';

interface FormProps {
  session: ShownSession;
  onDone: () => void;
}

export function SaveAsForm({ session, onDone }: FormProps) {
  const saveAs = usePending((state) => state.saveAs);
  useFocusReturn();
  const { target, change, problem, problemWords, error, busy, submit } = useFreeName(
    (name) => saveAs(session, name),
    (name) => {
      notifyDone(`Stored as ${name}`);
      onDone();
    },
  );

  return (
    <form onSubmit={submit} noValidate aria-label="Save under another name">
      <Stack gap="xs">
        <TextInput
          autoFocus
          label="Other namespace"
          description={problem ? 'It must be free: nothing is overwritten.' : sessionKey(target)}
          value={target}
          error={problemWords}
          onChange={(event) => change(event.currentTarget.value)}
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
