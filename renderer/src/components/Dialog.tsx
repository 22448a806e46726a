import { Modal, type ModalProps } from '@mantine/core';
import { useEffect, useState } from 'react';

/** The element to come back to: a menu's item is gone by then, so its menu's button stands for it. */
function focusOrigin(): HTMLElement | null {
  const active = document.activeElement;
  const menu = active?.closest('[role="menu"]');
  const origin = menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : active;
  return origin instanceof HTMLElement ? origin : null;
}

/** A modal dialog that exists only while it is open. Mantine traps the focus; giving it back is done here. */
export function Dialog({ title, ...props }: Omit<ModalProps, 'opened' | 'title'> & { title: string }) {
  // Read while rendering: by the time of the effects the dialog's content has taken the focus.
  const [origin] = useState(focusOrigin);
  useEffect(() => () => origin?.focus(), [origin]);
  return <Modal opened title={<span title={title}>{title}</span>} {...props} />;
}
