import { notifications } from '@mantine/notifications';
import type { Events } from '../../../../shared/ipc.ts';
import type { NamespaceDetail } from '../../../../shared/namespace-views.ts';
import { visibleText } from '../../../../shared/visible-text.ts';

const idOf = (namespace: string) => `clobbered:${namespace}`;

/** Stays until it is closed or settled: the connector would start with the wrong session. */
export function notifyClobbered({ namespace, ours, theirs }: Events['watch:clobbered']): void {
  const now = theirs === null ? 'There is no usable session now.' : `Session ${theirs} is stored there now.`;
  notifications.show({
    id: idOf(namespace),
    title: `${visibleText(namespace)} was overwritten`,
    message: `The new session ${ours} is no longer in the bucket. ${now} Open the namespace to put it back.`,
    color: 'red',
    autoClose: false,
  });
}

export function hideSettled({ name, overwritten }: NamespaceDetail): void {
  if (!overwritten) notifications.hide(idOf(name));
}
