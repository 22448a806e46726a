import { PasswordInput, Text } from '@mantine/core';
import { useState } from 'react';
import { maxTypedLength } from '../../../../../shared/sign-in.ts';
import { visibleText } from '../../../../../shared/visible-text.ts';
import { StepFrame } from '../StepFrame.tsx';
import type { StepProps } from '../step-context.ts';
import { useStepFocus } from '../use-step-focus.ts';

export function PasswordStep({ step, context }: StepProps<'password'>) {
  const [password, setPassword] = useState('');
  const input = useStepFocus<HTMLInputElement>(step.error);
  return (
    <StepFrame
      title="Type the two-step verification password"
      context={context}
      error={step.error}
      submit={{
        label: 'Check password',
        enabled: password !== '',
        run: () => context.act({ type: 'submit-password', password }),
      }}
    >
      <Text size="md">
        The code was correct. This account is also protected by its owner’s cloud password.
      </Text>
      <PasswordInput
        ref={input}
        data-autofocus
        label="Password"
        description={step.hint ? `Hint: ${visibleText(step.hint)}` : 'The owner has set no hint.'}
        autoComplete="off"
        maxLength={maxTypedLength}
        value={password}
        error={step.error !== null && step.error.code !== 'flood-wait'}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
    </StepFrame>
  );
}
