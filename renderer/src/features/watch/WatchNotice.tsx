import { Alert, Button, Code, Group, Text } from '@mantine/core';
import { IconArrowBackUp, IconEye } from '@tabler/icons-react';
import type { ClobberWatchView } from '../../../../shared/watch.ts';
import { request } from '../../bridge.ts';
import { formatTime } from '../../components/format.ts';
import { notifyError } from '../../components/notify.ts';
import { SessionSideCard } from '../sessions/SessionSideCard.tsx';
import { HiddenNotice } from './HiddenNotice.tsx';

interface WatchNoticeProps {
  namespace: string;
  watch: ClobberWatchView;
}

async function end(channel: 'watch:confirm-running' | 'watch:stop', namespace: string): Promise<void> {
  const result = await request(channel, { namespace });
  if (!result.ok) notifyError(result.error);
}

/** Says calmly that an object is watched, and loudly what became of it otherwise. */
export function WatchNotice({ namespace, watch }: WatchNoticeProps) {
  const { clobbered, hiddenSince, until, ended, ours } = watch;
  if (clobbered) return <Overwritten namespace={namespace} ours={ours.fingerprint} clobbered={clobbered} />;
  if (hiddenSince !== null) {
    const onLeave = () => void end('watch:stop', namespace);
    return <HiddenNotice {...{ namespace, hiddenSince, onLeave }} ours={ours.fingerprint} />;
  }
  return (
    <Group role="note" aria-label="Watch" gap="sm" wrap="wrap">
      <IconEye size={18} aria-hidden />
      <Text size="sm" style={{ flex: '1 1 20rem' }}>
        {ended
          ? `Watched until ${formatTime(until)}. A sealed copy of the new session is kept until you press “Stop watching”.`
          : `Watching until ${formatTime(until)}, in case an old connector puts its session back.`}
      </Text>
      <Button size="xs" variant="default" onClick={() => void end('watch:confirm-running', namespace)}>
        Stop watching
      </Button>
    </Group>
  );
}

interface OverwrittenProps {
  namespace: string;
  ours: string;
  clobbered: NonNullable<ClobberWatchView['clobbered']>;
}

function Overwritten({ namespace, ours, clobbered: { side, noticedAt } }: OverwrittenProps) {
  return (
    <>
      <Alert
        role="alert"
        color="red"
        variant="light"
        icon={<IconArrowBackUp aria-hidden />}
        title={side ? 'The new session was overwritten' : 'The new session was deleted'}
      >
        <Text size="sm">
          {side
            ? 'Another program stored something else here, most likely the old connector, which saves its session when it stops. '
            : 'Somebody deleted the object. '}
          The new session <Code>{ours}</Code> is kept on this computer. Noticed {formatTime(noticedAt)}.
        </Text>
        <Text size="sm" fw={600} mt={4}>
          Make sure that the old connector has stopped, then restore the new session.
        </Text>
        <Button mt="xs" size="xs" variant="default" onClick={() => void end('watch:stop', namespace)}>
          Leave it as it is
        </Button>
      </Alert>
      {side && <SessionSideCard title="Stored in the bucket now" side={side} />}
    </>
  );
}
