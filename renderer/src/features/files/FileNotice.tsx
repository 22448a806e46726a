import { Alert, Button, Group, Text } from '@mantine/core';
import { IconFileAlert } from '@tabler/icons-react';
import { describeError } from '../../../../shared/errors.ts';
import { ErrorMessage } from '../../components/ErrorMessage.tsx';
import { useFiles } from '../../stores/files.ts';
import { useTryAgain } from './use-try-again.ts';

const shown = 3;

/** Files that the app goes on without, while they cannot be read or written. */
export function FileNotice() {
  const problems = useFiles((state) => state.problems) ?? [];
  const { busy, failure, tryAgain } = useTryAgain();
  if (problems.length === 0) return null;
  const more = problems.length - shown;
  return (
    <>
      <Alert
        role="note"
        color="yellow"
        variant="light"
        p="xs"
        icon={<IconFileAlert aria-hidden />}
        title="Files of this app cannot be read or written"
        styles={{ message: { overflowWrap: 'anywhere' } }}
      >
        <Group justify="space-between" gap="xs">
          <div style={{ flex: '1 1 280px' }}>
            {problems.slice(0, shown).map(({ error }) => (
              <Text key={describeError(error).explanation} size="sm">
                {describeError(error).explanation}
              </Text>
            ))}
            {more > 0 && <Text size="sm">And {more} more.</Text>}
            <Text size="sm">
              The app goes on without them: names, accounts or older copies may be missing. No session in a
              bucket is affected.
            </Text>
          </div>
          <Button size="xs" variant="default" loading={busy} onClick={tryAgain}>
            Try again
          </Button>
        </Group>
      </Alert>
      {failure && <ErrorMessage error={failure} />}
    </>
  );
}
