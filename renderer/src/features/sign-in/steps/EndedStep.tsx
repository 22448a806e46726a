import { Button } from '@mantine/core';
import { ErrorMessage } from '../../../components/ErrorMessage.tsx';
import { StepFrame } from '../StepFrame.tsx';
import type { StepProps } from '../step-context.ts';
import { useStepFocus } from '../use-step-focus.ts';

/** The session went another way than this sign-in's. */
export function EndedStep({ step, context }: StepProps<'ended'>) {
  const button = useStepFocus<HTMLButtonElement>();
  return (
    <StepFrame
      title="This sign-in is over"
      context={context}
      error={null}
      extra={
        <Button ref={button} data-autofocus onClick={context.close}>
          Close
        </Button>
      }
    >
      <ErrorMessage error={step.error} />
    </StepFrame>
  );
}
