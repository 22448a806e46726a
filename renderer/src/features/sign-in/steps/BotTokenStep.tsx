import { PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { maxTypedLength } from '../../../../../shared/sign-in.ts';
import { StepFrame } from '../StepFrame.tsx';
import type { StepProps } from '../step-context.ts';
import { useStepFocus } from '../use-step-focus.ts';

export function BotTokenStep({ step, context }: StepProps<'bot-token'>) {
  const [token, setToken] = useState('');
  const input = useStepFocus<HTMLInputElement>(step.error);
  return (
    <StepFrame
      title="Which bot?"
      context={context}
      error={step.error}
      submit={{
        label: 'Sign in bot',
        enabled: token.trim() !== '',
        run: () => context.act({ type: 'submit-bot-token', token }),
      }}
    >
      <PasswordInput
        ref={input}
        data-autofocus
        label="Bot token"
        description="In Telegram, ask @BotFather for /mybots, choose the bot, then API Token."
        placeholder="123456789:AA…"
        autoComplete="off"
        spellCheck={false}
        maxLength={maxTypedLength}
        value={token}
        error={step.error !== null && step.error.code !== 'flood-wait'}
        onChange={(event) => setToken(event.currentTarget.value)}
      />
    </StepFrame>
  );
}
