import { Modal, type ModalProps } from '@mantine/core';
import { useFocusReturn } from './use-focus-return.ts';

/** A modal dialog that exists only while it is open. Mantine traps the focus; giving it back is done here. */
export function Dialog({ title, ...props }: Omit<ModalProps, 'opened' | 'title'> & { title: string }) {
  useFocusReturn();
  return <Modal opened title={<span title={title}>{title}</span>} {...props} />;
}
