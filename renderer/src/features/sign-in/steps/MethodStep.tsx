import { Stack, Text, UnstyledButton } from '@mantine/core';
import { IconChevronRight, IconPhone, IconRobot } from '@tabler/icons-react';
import type { ReactNode, Ref } from 'react';
import { StepFrame } from '../StepFrame.tsx';
import type { StepProps } from '../step-context.ts';
import { useStepFocus } from '../use-step-focus.ts';
import classes from './MethodStep.module.css';

export function MethodStep({ step, context }: StepProps<'method'>) {
  const first = useStepFocus<HTMLButtonElement>();
  const blocked = context.busy || context.waitSeconds > 0;
  return (
    <StepFrame title="How do you want to sign in?" context={context} error={step.error}>
      <Stack gap="sm">
        <MethodCard
          buttonRef={first}
          icon={<IconPhone aria-hidden />}
          title="Phone number"
          text="For a user account. Telegram sends a code to its owner."
          disabled={blocked}
          onClick={() => context.act({ type: 'choose-method', method: 'phone' })}
        />
        <MethodCard
          icon={<IconRobot aria-hidden />}
          title="Bot token"
          text="For a bot. BotFather shows the token to the bot’s owner."
          disabled={blocked}
          onClick={() => context.act({ type: 'choose-method', method: 'bot-token' })}
        />
      </Stack>
    </StepFrame>
  );
}

interface MethodCardProps {
  buttonRef?: Ref<HTMLButtonElement>;
  icon: ReactNode;
  title: string;
  text: string;
  disabled: boolean;
  onClick: () => void;
}

function MethodCard({ buttonRef, icon, title, text, disabled, onClick }: MethodCardProps) {
  return (
    <UnstyledButton
      ref={buttonRef}
      className={classes.card}
      data-autofocus={buttonRef ? true : undefined}
      aria-label={title}
      disabled={disabled}
      onClick={onClick}
    >
      {icon}
      <span>
        <Text fw={600}>{title}</Text>
        <Text size="sm" c="dimmed">
          {text}
        </Text>
      </span>
      <IconChevronRight size={18} aria-hidden />
    </UnstyledButton>
  );
}
