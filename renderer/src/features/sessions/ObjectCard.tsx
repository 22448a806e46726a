import { ActionIcon, Code, Group, Text, Tooltip } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import type { NamespaceDetail } from '../../../../shared/namespace-views.ts';
import type { StoredObjectInfo } from '../../../../shared/stored-sessions.ts';
import { Fact, Facts, FactsCard } from '../../components/Facts.tsx';
import { formatAgo, formatSize, formatTime } from '../../components/format.ts';
import { useNow } from '../../components/use-now.ts';
import classes from './Detail.module.css';
import { copyUri } from './run-action.ts';

export function ObjectCard({ detail }: { detail: NamespaceDetail }) {
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
      {detail.object ? (
        <ObjectFacts object={detail.object} />
      ) : (
        <Text size="sm" c="dimmed">
          Nothing was read from this key.
        </Text>
      )}
    </FactsCard>
  );
}

function ObjectFacts({ object }: { object: StoredObjectInfo }) {
  const { sizeBytes, lastModified, etag, fingerprint, dcId, foreignChecksum } = object;
  const nowMs = useNow(30_000);
  return (
    <Facts>
      <Fact label="Size">{formatSize(sizeBytes)}</Fact>
      <Fact label="Modified">
        {lastModified === null ? '—' : `${formatTime(lastModified)} (${formatAgo(lastModified, nowMs)})`}
      </Fact>
      <Fact label="ETag">
        <Code>{etag.replaceAll('"', '')}</Code>
      </Fact>
      <Fact label="Fingerprint">{fingerprint ? <Code>{fingerprint}</Code> : '—'}</Fact>
      <Fact label="Data centre">{dcId === null ? '—' : `DC ${dcId}`}</Fact>
      {foreignChecksum && (
        <Fact label="Checksum">
          The one stored with the object is of other content. A copy or another program left it there.
        </Fact>
      )}
    </Facts>
  );
}
