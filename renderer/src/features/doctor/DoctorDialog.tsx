import { Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { IconCopy, IconStethoscope } from '@tabler/icons-react';
import { useState } from 'react';
import { type DoctorReport, doctorVerdict } from '../../../../shared/doctor.ts';
import type { ProfileView } from '../../../../shared/profiles.ts';
import { isSynthetic } from '../../../../shared/synthetic.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { DialogFooter } from '../../components/DialogFooter.tsx';
import { ErrorMessage } from '../../components/ErrorMessage.tsx';
import { formatAgo } from '../../components/format.ts';
import { notifyDone, notifyError } from '../../components/notify.ts';
import { useNow } from '../../components/use-now.ts';
import { isRunning, useDoctor } from '../../stores/doctor.ts';
import { DoctorLines } from './DoctorLines.tsx';

interface DoctorDialogProps {
  profile: ProfileView;
  onClose: () => void;
}

export function DoctorDialog({ profile, onClose }: DoctorDialogProps) {
  const cancel = useDoctor((state) => state.cancel);
  const close = () => {
    void cancel();
    onClose();
  };
  return (
    <Dialog
      onClose={close}
      size={820}
      title={`Doctor: ${visibleText(profile.name)}`}
      closeOnClickOutside={false}
    >
      {isSynthetic(profile) ? <NothingToCheck onClose={close} /> : <Examination profile={profile} />}
    </Dialog>
  );
}

function NothingToCheck({ onClose }: { onClose: () => void }) {
  return (
    <Stack>
      <Text size="md">
        There is nothing to check. With API_ID 0 this profile uses synthetic accounts: no bucket, no
        credentials and no connection to Telegram.
      </Text>
      <Group justify="flex-end">
        <Button data-autofocus onClick={onClose}>
          Close
        </Button>
      </Group>
    </Stack>
  );
}

function Examination({ profile }: { profile: ProfileView }) {
  const { error, run, cancel } = useDoctor();
  const report = useDoctor((state) => (state.report?.profileId === profile.id ? state.report : null));
  const [telegram, setTelegram] = useState(false);
  const running = isRunning(report);
  return (
    <Stack gap="sm">
      {report ? <Progress report={report} /> : <Introduction profile={profile} />}
      {report && <DoctorLines lines={report.lines} />}
      {error && <ErrorMessage error={error} />}
      <DialogFooter>
        <Checkbox
          size="sm"
          label="Also check the API ID with Telegram"
          checked={telegram}
          disabled={running}
          onChange={(event) => setTelegram(event.currentTarget.checked)}
        />
        <Group gap="xs">
          {report && !running && (
            <Button
              variant="default"
              leftSection={<IconCopy size={16} aria-hidden />}
              onClick={() => void copyReport()}
            >
              Copy report
            </Button>
          )}
          {running ? (
            <Button variant="default" onClick={() => void cancel()}>
              Cancel
            </Button>
          ) : (
            <Button
              data-autofocus
              leftSection={<IconStethoscope size={16} aria-hidden />}
              onClick={() => void run(telegram)}
            >
              {report ? 'Run again' : 'Run checks'}
            </Button>
          )}
        </Group>
      </DialogFooter>
    </Stack>
  );
}

function Introduction({ profile }: { profile: ProfileView }) {
  return (
    <Text size="md">
      Checks what stands between this profile and <b>{profile.bucket}</b>, one line after the other. It writes
      one small test object below <b>telegram/.connector-admin/</b> and touches no session.
    </Text>
  );
}

function Progress({ report }: { report: DoctorReport }) {
  const now = useNow(10_000);
  return (
    <Group justify="space-between" align="baseline">
      <Text size="md" fw={600} role="status">
        {doctorVerdict(report)}
      </Text>
      {report.endedAt !== null && (
        <Text size="sm" c="dimmed">
          {formatAgo(report.endedAt, now)}
        </Text>
      )}
    </Group>
  );
}

async function copyReport(): Promise<void> {
  const copied = await useDoctor.getState().copyReport();
  if (copied.ok) notifyDone('Report copied');
  else notifyError(copied.error);
}
