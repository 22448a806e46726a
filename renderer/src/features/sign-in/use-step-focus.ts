import { type RefObject, useEffect, useRef } from 'react';
import type { AppError } from '../../../../shared/result.ts';

/**
 * Every step takes the focus to where its work begins, and back there when an answer was refused, so that the
 * keyboard never falls out of the wizard.
 */
export function useStepFocus<E extends HTMLElement>(error: AppError | null = null): RefObject<E | null> {
  const ref = useRef<E>(null);
  useEffect(() => ref.current?.focus(), []);
  useEffect(() => {
    if (error) ref.current?.focus();
  }, [error]);
  return ref;
}
