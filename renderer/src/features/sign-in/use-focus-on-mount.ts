import { type RefObject, useEffect, useRef } from 'react';

/** Every step takes the focus to where its work begins, so that the keyboard never falls out of the wizard. */
export function useFocusOnMount<E extends HTMLElement>(): RefObject<E | null> {
  const ref = useRef<E>(null);
  useEffect(() => ref.current?.focus(), []);
  return ref;
}
