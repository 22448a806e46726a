import { Button, Stack, Text } from '@mantine/core';
import { Dialog } from '../../components/Dialog.tsx';
import { DialogFooter } from '../../components/DialogFooter.tsx';
import { ErrorMessage } from '../../components/ErrorMessage.tsx';
import { useNow } from '../../components/use-now.ts';
import { usePending } from '../../stores/pending.ts';
import { PendingItem } from './PendingItem.tsx';
import { UnlockButton } from './UnlockButton.tsx';

/** Every session of the profile that exists on this computer only, with all that can be done about it. */
export function PendingDialog({ onClose }: { onClose: () => void }) {
  const list = usePending((state) => state.list);
  const nowMs = useNow(1_000);
  const sessions = list?.sessions ?? [];
  const locked = sessions.some(({ readable }) => !readable);
  return (
    <Dialog onClose={onClose} size={640} title="Not stored yet">
      <Stack>
        <Text size="md">
          {sessions.length === 0
            ? 'Every session is stored.'
            : 'The store has not confirmed these sessions, so their connectors cannot find them.'}
        </Text>
        {list?.problems.map((problem) => (
          <ErrorMessage key={String(problem.params?.file)} error={problem} />
        ))}
        {sessions.map((session) => (
          // What was begun for one session must not go on for another that takes its place.
          <PendingItem key={`${session.namespace}/${session.fingerprint}`} session={session} nowMs={nowMs} />
        ))}
        <DialogFooter>
          {locked ? <UnlockButton size="sm" /> : <span />}
          <Button data-autofocus onClick={onClose}>
            Close
          </Button>
        </DialogFooter>
      </Stack>
    </Dialog>
  );
}
