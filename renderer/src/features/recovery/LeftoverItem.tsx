import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { describeError } from '../../../../shared/errors.ts';
import type { Leftover } from '../../../../shared/held-sessions.ts';
import type { AppError, Result } from '../../../../shared/result.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { ErrorMessage } from '../../components/ErrorMessage.tsx';
import { notifyDone } from '../../components/notify.ts';
import { usePending } from '../../stores/pending.ts';
import { ExportChoice } from './ExportChoice.tsx';
import { leftoverFacts, leftoverTitle, nextAskWords, outcomeWords } from './leftover-words.ts';

/** One thing that is kept besides the sessions that wait, with all that can be done about it. */
export function LeftoverItem({ leftover, nowMs }: { leftover: Leftover; nowMs: number }) {
  const { id, fingerprint, actions, reason } = leftover;
  const { askAbout, bringBack, readAgain, exportLeftover, discardLeftover } = usePending();
  const [exporting, setExporting] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  const shown = { id, fingerprint };
  const title = leftoverTitle(leftover);
  const why = describeError(reason);
  const asking = leftover.kind === 'interrupted' && leftover.asking;

  async function act<T>(run: () => Promise<Result<T>>, words: (value: T) => string | null) {
    setBusy(true);
    setError(null);
    const result = await run();
    setBusy(false);
    if (!result.ok) return setError(result.error);
    const done = words(result.value);
    if (done) notifyDone(done);
  }

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
          {actions.includes('export') && (
            <Button
              size="xs"
              variant="default"
              aria-expanded={exporting}
              onClick={() => setExporting(!exporting)}
            >
              Export
            </Button>
          )}
          <Button
            size="xs"
            variant="default"
            onClick={() =>
              void act(
                () => discardLeftover(shown),
                () => null,
              )
            }
          >
            Discard
          </Button>
        </Group>
        {exporting && (
          <ExportChoice exportTo={(to) => exportLeftover(shown, to)} onDone={() => setExporting(false)} />
        )}
      </Stack>
    </Paper>
  );
}
