import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { describeError } from '../../../../shared/errors.ts';
import type { Leftover } from '../../../../shared/held-sessions.ts';
import type { AppError, Result } from '../../../../shared/result.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { ErrorMessage } from '../../components/ErrorMessage.tsx';
import { notifyDone } from '../../components/notify.ts';
import { usePending } from '../../stores/pending.ts';
import { DiscardLeftoverForm } from './DiscardLeftoverForm.tsx';
import { ExportChoice } from './ExportChoice.tsx';
import { leftoverFacts, leftoverTitle, nextAskWords, outcomeWords } from './leftover-words.ts';

type Panel = 'export' | 'discard';

/** One thing that is kept besides the sessions that wait, with all that can be done about it. */
export function LeftoverItem({ leftover, nowMs }: { leftover: Leftover; nowMs: number }) {
  const { id, fingerprint, actions, reason } = leftover;
  const { askAbout, bringBack, readAgain, exportLeftover } = usePending();
  const [panel, setPanel] = useState<Panel | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  const shown = { id, fingerprint };
  const title = leftoverTitle(leftover);
  const why = describeError(reason);
  const asking = leftover.kind === 'interrupted' && leftover.asking;

  async function act<T>(run: () => Promise<Result<T>>, words: (value: T) => string) {
    setBusy(true);
    setError(null);
    const result = await run();
    setBusy(false);
    if (result.ok) notifyDone(words(result.value));
    else setError(result.error);
  }

  const toggle = (kind: Panel, label: string) => (
    <Button
      size="xs"
      variant="default"
      aria-expanded={panel === kind}
      onClick={() => setPanel(panel === kind ? null : kind)}
    >
      {label}
    </Button>
  );

  return (
    <Paper component="section" aria-label={`Left over: ${title}`} withBorder p="sm">
      <Stack gap="xs">
        <div>
          <Text fw={600} size="md" style={{ overflowWrap: 'anywhere' }}>
            <bdi>{title}</bdi>
          </Text>
          <Text size="sm" c="dimmed">
            {leftoverFacts(leftover, nowMs)}
          </Text>
          <Text size="sm" my={4} style={{ overflowWrap: 'anywhere' }}>
            <b>{why.title}.</b> {why.explanation} {why.nextStep} {nextAskWords(leftover, nowMs)}
          </Text>
          {reason.params?.file && (
            <Text size="xs" c="dimmed" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
              {visibleText(String(reason.params.file))}
            </Text>
          )}
        </div>
        {error && error.code !== reason.code && <ErrorMessage error={error} />}
        <Group gap="xs">
          {actions.includes('ask') && (
            <Button
              size="xs"
              loading={busy || asking}
              onClick={() =>
                void act(
                  () => askAbout(shown),
                  ({ outcome }) => outcomeWords[outcome],
                )
              }
            >
              Ask Telegram now
            </Button>
          )}
          {actions.includes('bring-back') && (
            <Button
              size="xs"
              loading={busy}
              onClick={() =>
                void act(
                  () => bringBack(shown),
                  () => `${title} is waiting to be stored`,
                )
              }
            >
              Bring back
            </Button>
          )}
          {actions.includes('read-again') && (
            <Button
              size="xs"
              loading={busy}
              onClick={() =>
                void act(
                  () => readAgain(shown),
                  () => 'Read again',
                )
              }
            >
              Try again
            </Button>
          )}
          {actions.includes('export') && toggle('export', 'Export')}
          {toggle('discard', 'Discard')}
        </Group>
        {panel === 'export' && (
          <ExportChoice exportTo={(to) => exportLeftover(shown, to)} onDone={() => setPanel(null)} />
        )}
        {panel === 'discard' && <DiscardLeftoverForm leftover={leftover} onDone={() => setPanel(null)} />}
      </Stack>
    </Paper>
  );
}
