import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { PendingSession } from '../../../../shared/held-sessions.ts';
import type { AppError, Result } from '../../../../shared/result.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { ErrorMessage } from '../../components/ErrorMessage.tsx';
import { Name } from '../../components/Name.tsx';
import { notifyDone } from '../../components/notify.ts';
import { useApp } from '../../stores/app.ts';
import { useNamespaces } from '../../stores/namespaces.ts';
import { usePending } from '../../stores/pending.ts';
import { ExportChoice } from './ExportChoice.tsx';
import { failureWords, keptWords, nextTryWords } from './pending-words.ts';
import { SaveAsForm } from './SaveAsForm.tsx';

type Panel = 'save-as' | 'export';

const panelLabels: Record<Panel, string> = {
  'save-as': 'Save under another name',
  export: 'Export',
};

export function PendingItem({ session, nowMs }: { session: PendingSession; nowMs: number }) {
  const { namespace, fingerprint, readable, unprotected } = session;
  const shown = { namespace, fingerprint };
  const { retry, exportTo, discard } = usePending();
  const [panel, setPanel] = useState<Panel | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  const panels: Panel[] = readable ? ['save-as', 'export'] : [];
  const close = () => setPanel(null);
  const undecided = readable && !session.trying && session.nextRetryAt === null;

  /** The namespace itself shows both sides of a conflict and the ways out. */
  const decide = () => {
    useApp.getState().closeDialog();
    void useNamespaces.getState().open(namespace);
  };

  const tryNow = async () => {
    setBusy(true);
    setError(null);
    const result: Result<null> = await retry(namespace);
    setBusy(false);
    if (result.ok) notifyDone(`${namespace} is stored`);
    else setError(result.error);
  };

  const giveUp = async () => {
    setError(null);
    const result = await discard(shown);
    if (!result.ok) setError(result.error);
  };

  return (
    <Paper component="section" aria-label={visibleText(namespace)} withBorder p="sm">
      <Stack gap="xs">
        <div>
          <Text fw={600} size="md" style={{ overflowWrap: 'anywhere' }}>
            <Name of={namespace} />
          </Text>
          <Text size="sm" c="dimmed">
            {keptWords(session, nowMs)} · key {fingerprint}
          </Text>
          <Text size="sm">
            {failureWords(session) && <b>{failureWords(session)}. </b>}
            {nextTryWords(session, nowMs)}
          </Text>
        </div>
        {!readable && <ErrorMessage error={{ code: 'pending-unreadable' }} />}
        {unprotected && <ErrorMessage error={unprotected} />}
        {error && error.code !== session.error?.code && <ErrorMessage error={error} />}
        <Group gap="xs">
          {readable && !undecided && (
            <Button size="xs" loading={busy} onClick={() => void tryNow()}>
              Try now
            </Button>
          )}
          {undecided && (
            <Button size="xs" onClick={decide}>
              Decide
            </Button>
          )}
          {panels.map((kind) => (
            <Button
              key={kind}
              size="xs"
              variant="default"
              aria-expanded={panel === kind}
              onClick={() => setPanel(panel === kind ? null : kind)}
            >
              {panelLabels[kind]}
            </Button>
          ))}
          <Button size="xs" variant="default" onClick={() => void giveUp()}>
            Discard
          </Button>
        </Group>
        {panel === 'save-as' && <SaveAsForm session={shown} onDone={close} />}
        {panel === 'export' && <ExportChoice exportTo={(to) => exportTo(shown, to)} onDone={close} />}
      </Stack>
    </Paper>
  );
}
