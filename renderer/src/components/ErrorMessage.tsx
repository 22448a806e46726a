import { Alert, Text } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { describeError, isRefusal } from '../../../shared/errors.ts';
import type { AppError } from '../../../shared/result.ts';

interface ErrorMessageProps {
  error: AppError;
  /** Buttons that do what the next step says. */
  actions?: ReactNode;
  /** Takes the message away, if nothing depends on it. */
  onDismiss?: () => void;
}

/** Every failure looks like this: what happened, why, and what to do next. */
export function ErrorMessage({ error, actions, onDismiss }: ErrorMessageProps) {
  if (isRefusal(error)) return null;
  const words = describeError(error);
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<IconAlertCircle aria-hidden />}
      title={words.title}
      {...(onDismiss && { withCloseButton: true, closeButtonLabel: 'Dismiss', onClose: onDismiss })}
      styles={{ message: { overflowWrap: 'anywhere' } }}
    >
      <Text size="sm">{words.explanation}</Text>
      <Text size="sm" fw={600} mt={4}>
        {words.nextStep}
      </Text>
      {actions}
    </Alert>
  );
}
