import { Text } from '@mantine/core';
import type { ShownSession } from '../../../../shared/held-sessions.ts';
import { discardPhrase } from '../../../../shared/quit.ts';
import { usePending } from '../../stores/pending.ts';
import { TypedConfirmation } from './TypedConfirmation.tsx';

/** Gives one session up, after its name was typed. */
export function DiscardForm({ session, onDone }: { session: ShownSession; onDone: () => void }) {
  const discard = usePending((state) => state.discard);
  return (
    <TypedConfirmation
      phrase={discardPhrase([session.namespace])}
      label="Type the namespace’s name"
      action="Discard the session"
      confirm={(typed) => discard(session, typed)}
      onCancel={onDone}
    >
      <Text size="sm">
        Unless it came from the history, the session is lost for good and somebody has to sign in again with a
        new code. In Telegram it stays listed under Settings › Devices until it is ended there.
      </Text>
    </TypedConfirmation>
  );
}
