import { Button } from '@mantine/core';
import { ErrorMessage } from '../../../components/ErrorMessage.tsx';
import { formatCountdown } from '../../../components/format.ts';
import { StepFrame } from '../StepFrame.tsx';
import type { StepProps } from '../step-context.ts';
import { useStepFocus } from '../use-step-focus.ts';

export function FailedStep({ step, context }: StepProps<'failed'>) {
  const { busy, waitSeconds, act, close } = context;
  const button = useStepFocus<HTMLButtonElement>();
  return (
    <StepFrame
      title="The sign-in has stopped"
      context={context}
      error={null}
      extra={
        <>
          <Button variant="default" ref={button} data-autofocus onClick={close}>
            Close
          </Button>
          <Button disabled={busy || waitSeconds > 0} onClick={() => act({ type: 'retry' })}>
            {waitSeconds > 0 ? `Wait ${formatCountdown(waitSeconds)}` : 'Try again'}
          </Button>
        </>
      }
    >
      <ErrorMessage error={step.error} />
    </StepFrame>
  );
}
