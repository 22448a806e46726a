import { Button, Stack, Text } from '@mantine/core';
import { Dialog } from '../../components/Dialog.tsx';
import { DialogFooter } from '../../components/DialogFooter.tsx';
import { ShowMore } from '../../components/ShowMore.tsx';
import { useNow } from '../../components/use-now.ts';
import { usePending } from '../../stores/pending.ts';
import { LeftoverList } from './LeftoverList.tsx';
import { PendingItem } from './PendingItem.tsx';
import { introduction } from './pending-words.ts';
import { UnlockButton } from './UnlockButton.tsx';

/** Everything of the profile that exists on this computer only, with all that can be done about it. */
export function PendingDialog({ onClose }: { onClose: () => void }) {
  const list = usePending((state) => state.list);
  const nowMs = useNow(1_000);
  const sessions = list?.sessions ?? [];
  const leftovers = list?.leftovers ?? [];
  const locked = [...sessions, ...leftovers].some(({ readable }) => !readable);
  return (
    <Dialog onClose={onClose} size={640} title="Waiting to be stored">
      <Stack>
        <Text size="md">{introduction(sessions.length, leftovers.length)}</Text>
        <ShowMore
          items={sessions}
          render={(session) => (
            // What was begun for one session must not go on for another that takes its place.
            <PendingItem
              key={`${session.namespace}/${session.fingerprint}`}
              session={session}
              nowMs={nowMs}
            />
          )}
        />
        {leftovers.length > 0 && <LeftoverList leftovers={leftovers} nowMs={nowMs} />}
        <DialogFooter>
          <span>{locked && <UnlockButton size="sm" />}</span>
          <Button data-autofocus onClick={onClose}>
            Close
          </Button>
        </DialogFooter>
      </Stack>
    </Dialog>
  );
}
