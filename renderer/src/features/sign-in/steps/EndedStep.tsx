import { Alert, Button, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { describeError } from '../../../../../shared/errors.ts';
import { StepFrame } from '../StepFrame.tsx';
import type { StepProps } from '../step-context.ts';
import { useStepFocus } from '../use-step-focus.ts';

/** The session went another way than this sign-in's. */
export function EndedStep({ step, context }: StepProps<'ended'>) {
  const { title, explanation, nextStep } = describeError(step.error);
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
      <Alert role="status" color="blue" variant="light" icon={<IconInfoCircle aria-hidden />} title={title}>
        <Text size="sm">{explanation}</Text>
        <Text size="sm" fw={600}>
          {nextStep}
        </Text>
      </Alert>
    </StepFrame>
  );
}
