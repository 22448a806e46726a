import { Button, Group, Loader, Stack, Text, Title } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import type { AppError } from '../../../../shared/result.ts';
import { DialogFooter } from '../../components/DialogFooter.tsx';
import { ErrorMessage } from '../../components/ErrorMessage.tsx';
import { formatCountdown } from '../../components/format.ts';
import type { StepContext } from './step-context.ts';
import { activityWords } from './words.ts';

interface StepFrameProps {
  title: string;
  context: StepContext;
  error: AppError | null;
  children: ReactNode;
  /** The step's forward button; without it the step has its own. */
  submit?: { label: string; enabled: boolean; run: () => void };
  /** Buttons beside the forward one. */
  extra?: ReactNode;
}

/** Title, fields, what went wrong, and the row of buttons that every step has. */
export function StepFrame({ title, context, error, children, submit, extra }: StepFrameProps) {
  const { view, busy, waitSeconds, act } = context;
  // After a flood wait its words are of no more use.
  const shown = error?.code === 'flood-wait' && waitSeconds === 0 ? null : error;
  const hasFooter = view.canGoBack || view.activity !== null || extra !== undefined || submit !== undefined;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (submit?.enabled && !busy && waitSeconds === 0) submit.run();
  };
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        <Title order={3} size="lg">
          {title}
        </Title>
        {children}
        {shown && <ErrorMessage error={shown} />}
        {context.refusal && <ErrorMessage error={context.refusal} />}
        {hasFooter && (
          <DialogFooter>
            {view.canGoBack ? (
              <Button variant="default" onClick={() => act({ type: 'back' })}>
                {view.activity ? 'Stop and go back' : 'Back'}
              </Button>
            ) : (
              <span />
            )}
            <Group gap="sm">
              <Group gap={8} role="status">
                {view.activity && view.step.kind !== 'storing' && (
                  <>
                    <Loader size={14} aria-hidden />
                    <Text size="sm" c="dimmed">
                      {activityWords[view.activity]}
                    </Text>
                  </>
                )}
              </Group>
              {extra}
              {submit && (
                <Button type="submit" disabled={!submit.enabled || busy || waitSeconds > 0}>
                  {waitSeconds > 0 ? `Wait ${formatCountdown(waitSeconds)}` : submit.label}
                </Button>
              )}
            </Group>
          </DialogFooter>
        )}
      </Stack>
    </form>
  );
}
