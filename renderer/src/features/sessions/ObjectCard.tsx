import { ActionIcon, Code, Group, Text, Tooltip } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import type { NamespaceDetail } from '../../../../shared/sessions.ts';
import { Fact, Facts, FactsCard } from '../../components/Facts.tsx';
import { formatAgo, formatSize, formatTime } from '../../components/format.ts';
import { useNow } from '../../components/use-now.ts';
import classes from './Detail.module.css';
import { copyUri } from './run-action.ts';

export function ObjectCard({ detail }: { detail: NamespaceDetail }) {
  const { object } = detail;
  const nowMs = useNow(30_000);
  return (
    <FactsCard title="Object">
      <Group gap={4} mb={10} wrap="nowrap" align="flex-start" justify="space-between">
        <Code className={classes.uri}>{detail.uri}</Code>
        <Tooltip label="Copy S3 URI">
          <ActionIcon
            size="sm"
            variant="subtle"
            aria-label="Copy S3 URI"
            onClick={() => void copyUri(detail.name)}
          >
            <IconCopy size={15} />
          </ActionIcon>
        </Tooltip>
      </Group>
      <Facts>
        {object ? (
          <>
            <Fact label="Size">{formatSize(object.sizeBytes)}</Fact>
            <Fact label="Modified">
              {object.lastModified === null
                ? '—'
                : `${formatTime(object.lastModified)} (${formatAgo(object.lastModified, nowMs)})`}
            </Fact>
            <Fact label="ETag">
              <Code>{object.etag.replaceAll('"', '')}</Code>
            </Fact>
            <Fact label="Fingerprint">{object.fingerprint ? <Code>{object.fingerprint}</Code> : '—'}</Fact>
            <Fact label="Data centre">{object.dcId === null ? '—' : `DC ${object.dcId}`}</Fact>
          </>
        ) : (
          <Text size="sm" c="dimmed">
            Nothing was read from this key.
          </Text>
        )}
      </Facts>
    </FactsCard>
  );
}
