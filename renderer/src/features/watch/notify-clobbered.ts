import { notifications } from '@mantine/notifications';
import type { Events } from '../../../../shared/ipc.ts';

/** Stays until it is closed: the connector would start with the wrong session. */
export function notifyClobbered({ namespace, ours, theirs }: Events['watch:clobbered']): void {
  const now = theirs === null ? 'There is no usable session now.' : `Session ${theirs} is stored there now.`;
  notifications.show({
    id: `clobbered:${namespace}`,
    title: `${namespace} was overwritten`,
    message: `The new session ${ours} is not in the bucket any more. ${now} Open the namespace to put it back.`,
    color: 'red',
    autoClose: false,
  });
}
