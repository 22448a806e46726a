import { notifications } from '@mantine/notifications';
import { describeError } from '../../../shared/errors.ts';
import type { AppError } from '../../../shared/result.ts';

export function notifyDone(message: string): void {
  notifications.show({ message, color: 'green' });
}

/** For failures that have no place of their own on the screen. */
export function notifyError(error: AppError): void {
  const { title, explanation, nextStep } = describeError(error);
  notifications.show({ title, message: `${explanation} ${nextStep}`, color: 'red', autoClose: 12_000 });
}
