import { Badge, Group } from '@mantine/core';
import type { AppInfo } from '../../../shared/ipc.ts';
import { ErrorMessage } from '../components/ErrorMessage.tsx';
import { FileNotice } from '../features/files/FileNotice.tsx';
import { LockNotice } from '../features/lock/LockNotice.tsx';
import { VaultNotice } from '../features/recovery/VaultNotice.tsx';
import { useApp } from '../stores/app.ts';

/** Notices about the whole window: practice servers, and secrets that will not survive a restart. */
export function Notices({ info }: { info: AppInfo }) {
  return (
    <>
      {info.practice && (
        <Group>
          <PracticeMark />
        </Group>
      )}
      <WindowNotices info={info} />
    </>
  );
}

export function PracticeMark() {
  return (
    <Badge
      color="grape"
      variant="light"
      radius="sm"
      flex="none"
      title="This build talks to practice servers only."
    >
      Practice
    </Badge>
  );
}

/** The selected profile is marked as production: what is done here meets sessions in use. */
export function ProductionMark() {
  return (
    <Badge
      color="red"
      variant="light"
      radius="sm"
      flex="none"
      title="The sessions of this profile are in use."
    >
      Production
    </Badge>
  );
}

/** Problems met while starting, and whether secrets survive a restart. */
export function WindowNotices({ info }: { info: AppInfo }) {
  const dismiss = useApp((state) => state.dismissStartupProblem);
  return (
    <>
      {info.startupProblems.map((problem) => (
        <ErrorMessage key={problem.code} error={problem} onDismiss={() => dismiss(problem)} />
      ))}
      <FileNotice />
      <VaultNotice />
      <LockNotice />
    </>
  );
}
