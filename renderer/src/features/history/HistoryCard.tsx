import { Button, Group, Loader, Paper, Text, Title } from '@mantine/core';
import type { SessionHistory } from '../../../../shared/history.ts';
import type { NamespaceDetail } from '../../../../shared/namespace-views.ts';
import { ErrorMessage } from '../../components/ErrorMessage.tsx';
import { useHistory } from '../../stores/history.ts';
import { HistoryTable } from './HistoryTable.tsx';

const sourceWords: Record<SessionHistory['source'], string> = {
  bucket: 'The versions that the bucket kept, newest first.',
  'sealed-copies':
    'The bucket shows no versions, so these are the last sessions that this app stored or replaced. The copies are sealed on this computer.',
};

/** The sessions stored here before. Nothing is read until somebody opens it. */
export function HistoryCard({ detail }: { detail: NamespaceDetail }) {
  const { opened, toggle } = useHistory();
  return (
    <Paper component="section" aria-label="History" withBorder p="md">
      <Group justify="space-between">
        <Title order={2} size="sm">
          History
        </Title>
        <Button size="xs" variant="default" aria-expanded={opened} onClick={() => void toggle()}>
          {opened ? 'Hide history' : 'Show history'}
        </Button>
      </Group>
      {opened && <HistoryBody detail={detail} />}
    </Paper>
  );
}

function HistoryBody({ detail }: { detail: NamespaceDetail }) {
  const { history, loading, error, more, reload } = useHistory();
  return (
    <>
      {history && (
        <Text size="sm" c="dimmed" my="xs">
          {history.versions.length === 0
            ? 'Nothing that was stored here can be restored.'
            : sourceWords[history.source]}
        </Text>
      )}
      {history && history.versions.length > 0 && <HistoryTable detail={detail} versions={history.versions} />}
      {error && (
        <ErrorMessage
          error={error}
          actions={
            <Button mt="xs" size="xs" variant="light" color="red" onClick={() => void reload()}>
              Try again
            </Button>
          }
        />
      )}
      <Group mt={loading ? 'xs' : 0} role="status" gap="xs">
        {loading && <Loader size={16} aria-label="Reading the history" />}
      </Group>
      {history?.continuation && (
        <Button size="xs" variant="default" disabled={loading} onClick={() => void more()}>
          Show more
        </Button>
      )}
    </>
  );
}
