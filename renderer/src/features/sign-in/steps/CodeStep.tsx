import { Button, Input, PinInput, Text, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { maxTypedLength } from '../../../../../shared/sign-in.ts';
import { formatCountdown } from '../../../components/format.ts';
import { useCountdown } from '../../../components/use-now.ts';
import { StepFrame } from '../StepFrame.tsx';
import type { StepProps } from '../step-context.ts';
import { useStepFocus } from '../use-step-focus.ts';
import { deliveryWords, pinLength, resendLabel } from '../words.ts';

export function CodeStep({ step, context }: StepProps<'code'>) {
  const [code, setCode] = useState('');
  const input = useStepFocus<HTMLInputElement>(step.error);
  const pinId = useId();
  const resendSeconds = useCountdown(step.resendAt);
  const length = pinLength(step);
  const wrong = step.error !== null && step.error.code !== 'flood-wait';
  const typed = code.trim();

  return (
    <StepFrame
      title="Type the code"
      context={context}
      error={step.error}
      submit={{
        label: 'Check code',
        enabled: length === null ? typed !== '' : typed.length === length,
        run: () => context.act({ type: 'submit-code', code: typed }),
      }}
      extra={
        // While Telegram is asked its words take this place.
        context.view.activity === null && (
          <Button
            variant="subtle"
            disabled={context.busy || resendSeconds > 0 || context.waitSeconds > 0}
            onClick={() => context.act({ type: 'resend-code' })}
          >
            {resendLabel(step.nextDelivery)}
            {resendSeconds > 0 && ` (${formatCountdown(resendSeconds)})`}
          </Button>
        )
      }
    >
      <Text size="md" style={{ overflowWrap: 'anywhere' }}>
        {deliveryWords(step)}
      </Text>
      <Text size="sm" c="dimmed">
        Never send the code in a Telegram chat, not even to yourself: Telegram invalidates it immediately.
        Read it out or type it.
      </Text>
      {length === null ? (
        <TextInput
          ref={input}
          data-autofocus
          label="Code"
          autoComplete="one-time-code"
          maxLength={maxTypedLength}
          value={code}
          error={wrong}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      ) : (
        <Input.Wrapper label="Code" labelElement="div">
          <PinInput
            // Without an id of ours Mantine mounts its boxes twice, and the first ones take the focus with them.
            id={pinId}
            ref={input}
            mt={4}
            size="lg"
            type="number"
            inputType="text"
            length={length}
            value={code}
            error={wrong}
            placeholder=""
            aria-label="Code"
            role="group"
            getInputProps={(index) => ({
              'aria-label': `Digit ${index + 1} of ${length}`,
              'data-autofocus': index === 0 || undefined,
            })}
            onChange={setCode}
          />
        </Input.Wrapper>
      )}
    </StepFrame>
  );
}
