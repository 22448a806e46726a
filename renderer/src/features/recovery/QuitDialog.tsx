import { Button, Group, List, Loader, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { describeError } from '../../../../shared/errors.ts';
import type { QuitAnswer } from '../../../../shared/ipc.ts';
import { interruptedWords, type QuitView, type UnsavedAtQuit } from '../../../../shared/quit.ts';
import type { AppError } from '../../../../shared/result.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { ErrorMessage } from '../../components/ErrorMessage.tsx';
import { formatCount } from '../../components/format.ts';
import { Name } from '../../components/Name.tsx';
import { useCountdown } from '../../components/use-now.ts';
import { useQuit } from '../../stores/quit.ts';
import { questionWords, workWords } from './quit-words.ts';

/** Thousands of lines would hold the window up just when it has to answer. */
const mostLines = 50;

/** Above everything else: what the app waits for before it quits, and what to do if that failed. */
export function QuitDialog() {
  const view = useQuit((state) => state.view);
  if (!view) return null;
  return (
    <Dialog
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      zIndex={1000}
      size={760}
      title={view.phase === 'saving' ? 'Saving before quitting' : 'Waiting to be stored'}
    >
      {view.phase === 'saving' ? (
        <Saving view={view} />
      ) : (
        <Asking key={view.sessions.map(identity).join(' ')} sessions={view.sessions} />
      )}
    </Dialog>
  );
}

function Saving({ view }: { view: Extract<QuitView, { phase: 'saving' }> }) {
  const seconds = useCountdown(view.until);
  return (
    <Group role="status" wrap="nowrap">
      <Loader size="sm" />
      <Text size="md" style={{ overflowWrap: 'anywhere' }}>
        {workWords(view.sessions, seconds)}
      </Text>
    </Group>
  );
}

function identity({ namespace, fingerprint }: UnsavedAtQuit): string {
  return `${namespace}/${fingerprint}`;
}

function Asking({ sessions }: { sessions: UnsavedAtQuit[] }) {
  const answer = useQuit((state) => state.answer);
  const [error, setError] = useState<AppError | null>(null);
  const isOne = sessions.length === 1;
  const sealed = sessions.every(({ sealedOnDisk }) => sealedOnDisk);
  const choose = async (choice: QuitAnswer) => {
    const result = await answer(choice);
    if (!result.ok) setError(result.error);
  };
  return (
    <Stack>
      <Text size="md">{questionWords(sessions)}</Text>
      <List size="sm">
        {sessions.slice(0, mostLines).map((session) => (
          <Line key={identity(session)} session={session} />
        ))}
        {sessions.length > mostLines && (
          <List.Item>and {formatCount(sessions.length - mostLines)} more</List.Item>
        )}
      </List>
      {error && <ErrorMessage error={error} />}
      <Group gap="xs">
        <Button autoFocus onClick={() => void choose({ choice: 'retry' })}>
          Try again
        </Button>
        {sealed && (
          <Button variant="default" onClick={() => void choose({ choice: 'keep' })}>
            Keep the sealed {isOne ? 'copy' : 'copies'} and quit
          </Button>
        )}
        <Button variant="default" onClick={() => void choose({ choice: 'stay' })}>
          Keep the app open
        </Button>
        <Button
          variant="subtle"
          color="red"
          c="var(--mantine-color-error)"
          onClick={() => void choose({ choice: 'discard', sessions })}
        >
          Discard…
        </Button>
      </Group>
    </Stack>
  );
}

function Line({ session: { kind, namespace, error, sealedOnDisk } }: { session: UnsavedAtQuit }) {
  const words = error && describeError(error);
  return (
    <List.Item style={{ overflowWrap: 'anywhere' }}>
      <b>
        <Name of={namespace} />
      </b>
      {kind === 'interrupted' && `: ${interruptedWords}`}
      {kind === 'session' && words && `: ${words.title}`}
      {kind === 'session' && !sealedOnDisk && ' (in memory only)'}
      {words && (
        <Text size="sm" c="dimmed">
          {kind === 'interrupted' && `${words.title}. `}
          {words.explanation} {words.nextStep}
        </Text>
      )}
    </List.Item>
  );
}
