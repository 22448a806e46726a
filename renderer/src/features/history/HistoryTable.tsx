import { Button, Code, Table, Text } from '@mantine/core';
import type { SessionVersion } from '../../../../shared/history.ts';
import type { NamespaceDetail } from '../../../../shared/namespace-views.ts';
import { damageWords } from '../../../../shared/stored-sessions.ts';
import { formatTime } from '../../components/format.ts';
import { useNow } from '../../components/use-now.ts';
import { useNamespaces } from '../../stores/namespaces.ts';
import { writerWords } from '../sessions/conflict-words.ts';
import { verdictWords } from '../sessions/verdict-words.ts';

interface HistoryTableProps {
  detail: NamespaceDetail;
  versions: readonly SessionVersion[];
}

export function HistoryTable({ detail, versions }: HistoryTableProps) {
  return (
    <Table.ScrollContainer minWidth={520}>
      <Table verticalSpacing={6} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Stored</Table.Th>
            <Table.Th>Fingerprint</Table.Th>
            <Table.Th>Written by</Table.Th>
            <Table.Th>Telegram</Table.Th>
            <Table.Th aria-label="Action" />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {versions.map((version) => (
            <HistoryRow key={`${version.source}:${version.id}`} detail={detail} version={version} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function HistoryRow({ detail, version }: { detail: NamespaceDetail; version: SessionVersion }) {
  const nowMs = useNow(30_000);
  const { side, folded, isCurrent } = version;
  return (
    <Table.Tr>
      <Table.Td>
        {side.lastModified === null ? '—' : formatTime(side.lastModified)}
        {folded > 1 && (
          <Text size="xs" c="dimmed">
            written {folded} times in a row
          </Text>
        )}
      </Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>
        {side.fingerprint ? <Code>{side.fingerprint}</Code> : side.sizeBytes === 0 ? 'Empty' : '—'}
        {side.dcId !== null && ` DC ${side.dcId}`}
        {side.damage && (
          <Text size="xs" c="dimmed" title={damageWords[side.damage]}>
            Damaged
          </Text>
        )}
      </Table.Td>
      <Table.Td>{writerWords[side.writer]}</Table.Td>
      <Table.Td>{side.fingerprint ? verdictWords(side.verdict, nowMs) : '—'}</Table.Td>
      <Table.Td ta="right">
        {isCurrent ? (
          <Text size="xs" fw={600} style={{ whiteSpace: 'nowrap' }}>
            Stored now
          </Text>
        ) : (
          side.fingerprint && <RestoreButton detail={detail} version={version} />
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function RestoreButton({ detail, version }: { detail: NamespaceDetail; version: SessionVersion }) {
  const restore = useNamespaces((state) => state.restoreVersion);
  const { name: namespace, object } = detail;
  return (
    <Button
      size="compact-xs"
      variant="default"
      disabled={detail.unsaved}
      aria-label={`Restore ${version.side.fingerprint}`}
      onClick={() =>
        void restore({ namespace, source: version.source, id: version.id, etag: object?.etag ?? null })
      }
    >
      Restore
    </Button>
  );
}
