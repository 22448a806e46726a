import { useEffect, useState } from 'react';

/** The element to come back to: a menu's item is gone by then, so its menu's button stands for it. */
export function focusOrigin(): HTMLElement | null {
  const active = document.activeElement;
  const menu = active?.closest('[role="menu"]');
  const origin = menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : active;
  return origin instanceof HTMLElement ? origin : null;
}

/** After a question outside of the window: what it was asked by may have been disabled while it stood. */
export function giveFocusBack(origin: HTMLElement | null): void {
  setTimeout(() => {
    if (document.activeElement === document.body) origin?.focus();
  });
}

/** For what takes the focus when it appears: gives it back when it goes. */
export function useFocusReturn(): void {
  // Read while rendering: by the time of the effects the focus has been taken.
  const [origin] = useState(focusOrigin);
  useEffect(() => () => origin?.focus(), [origin]);
}
