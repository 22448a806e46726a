import { Text } from '@mantine/core';
import { type Leftover, leftoverPhrase } from '../../../../shared/held-sessions.ts';
import { usePending } from '../../stores/pending.ts';
import { discardLabels, discardWords } from './leftover-words.ts';
import { TypedConfirmation } from './TypedConfirmation.tsx';

/** Gives a leftover up, after its phrase was typed. */
export function DiscardLeftoverForm({ leftover, onDone }: { leftover: Leftover; onDone: () => void }) {
  const discard = usePending((state) => state.discardLeftover);
  const { id, fingerprint, kind, namespace } = leftover;
  return (
    <TypedConfirmation
      phrase={leftoverPhrase(leftover)}
      label={namespace === null ? 'Type these words' : 'Type the namespace’s name'}
      action={discardLabels[kind]}
      confirm={(typed) => discard({ id, fingerprint }, typed)}
      onCancel={onDone}
    >
      <Text size="sm">{discardWords[kind]}</Text>
    </TypedConfirmation>
  );
}
