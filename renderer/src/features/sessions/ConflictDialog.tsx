import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { SessionConflict } from '../../../../shared/conflicts.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { useNamespaces } from '../../stores/namespaces.ts';
import { type ChoiceKind, conflictWords } from './conflict-words.ts';
import { SaveAsForm } from './SaveAsForm.tsx';

interface ConflictDialogProps {
  namespace: string;
  conflict: SessionConflict;
  choice: ChoiceKind;
  onClose: () => void;
}

/** Says what a decision does before it is carried out. */
export function ConflictDialog({ namespace, conflict, choice, onClose }: ConflictDialogProps) {
  const title = conflictWords[conflict.kind].choices[choice];
  return (
    <Dialog onClose={onClose} title={title}>
      {choice === 'save-as' ? (
        <SaveAsForm namespace={namespace} conflict={conflict} onClose={onClose} />
      ) : (
        <Confirmation
          namespace={namespace}
          conflict={conflict}
          choice={choice}
          title={title}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

interface ConfirmationProps extends ConflictDialogProps {
  choice: 'keep-theirs' | 'put-ours';
  title: string;
}

function Confirmation({ namespace, conflict, choice, title, onClose }: ConfirmationProps) {
  const resolve = useNamespaces((state) => state.resolveConflict);
  const [busy, setBusy] = useState(false);
  const carryOut = async () => {
    setBusy(true);
    await resolve(namespace, conflict, { kind: choice });
    onClose();
  };
  return (
    <Stack>
      {choice === 'keep-theirs' ? (
        <KeepTheirsWords conflict={conflict} />
      ) : (
        <PutOursWords conflict={conflict} />
      )}
      <Group justify="flex-end">
        <Button variant="default" data-autofocus disabled={busy} onClick={onClose}>
          Cancel
        </Button>
        <Button variant="default" loading={busy} onClick={() => void carryOut()}>
          {title}
        </Button>
      </Group>
    </Stack>
  );
}

function KeepTheirsWords({ conflict: { kind, ours } }: { conflict: SessionConflict }) {
  return (
    <>
      <Text size="md">
        The new session (<b>{ours.fingerprint}</b>) is discarded
        {kind === 'deleted' && ', and nothing is stored under this name'}. If the bucket keeps no versions,
        this namespace’s history keeps a sealed copy of it. If it keeps versions, the only way back is to sign
        in again, unless the session came from one of those versions.
      </Text>
      <Text size="md" c="dimmed">
        In Telegram it stays in the account’s list of devices until it is ended there.
      </Text>
    </>
  );
}

function PutOursWords({ conflict }: { conflict: SessionConflict }) {
  if (conflict.kind !== 'changed')
    return (
      <Text size="md">The new session is stored, provided that there is still nothing under this name.</Text>
    );
  return (
    <>
      <Text size="md">
        The new session (<b>{conflict.ours.fingerprint}</b>) replaces the stored one (
        <b>{conflict.theirs.fingerprint ?? 'not readable'}</b>), provided that the stored one is still the one
        shown.
      </Text>
      <Text size="md" c="dimmed">
        If a connector wrote the stored one, stop it first: it saves its session again when it stops.
      </Text>
    </>
  );
}
