import { notifications } from '@mantine/notifications';
import { describeError, isRefusal } from '../../../shared/errors.ts';
import type { AppError } from '../../../shared/result.ts';
import { visibleText } from '../../../shared/visible-text.ts';

export function notifyDone(message: string): void {
  notifications.show({ message: visibleText(message), color: 'green' });
}

/** For failures that have no place of their own on the screen. `about` names what is not on the screen either. */
export function notifyError(error: AppError, about?: string): void {
  if (isRefusal(error)) return;
  const words = describeError(error);
  const { explanation, nextStep } = words;
  const title = about === undefined ? words.title : `${visibleText(about)}: ${words.title}`;
  notifications.show({ title, message: `${explanation} ${nextStep}`, color: 'red', autoClose: 12_000 });
}
