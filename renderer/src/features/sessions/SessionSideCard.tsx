import { Code, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { SessionSide } from '../../../../shared/stored-sessions.ts';
import { damageWords } from '../../../../shared/stored-sessions.ts';
import { Fact, Facts, FactsCard } from '../../components/Facts.tsx';
import { formatAgo, formatSize, formatTime } from '../../components/format.ts';
import { useNow } from '../../components/use-now.ts';
import { writerWords } from './conflict-words.ts';
import { verdictWords } from './verdict-words.ts';

interface SessionSideCardProps {
  title: string;
  side: SessionSide | null;
  /** Shown in place of a missing side. */
  children?: ReactNode;
}

/** One of the sessions that an operator chooses between. */
export function SessionSideCard({ title, side, children }: SessionSideCardProps) {
  const nowMs = useNow(30_000);
  return (
    <FactsCard title={title}>
      {side === null ? (
        <Text size="sm" c="dimmed">
          {children}
        </Text>
      ) : (
        <Facts>
          <Fact label="Fingerprint">{side.fingerprint ? <Code>{side.fingerprint}</Code> : '—'}</Fact>
          <Fact label="Data centre">{side.dcId === null ? '—' : `DC ${side.dcId}`}</Fact>
          <Fact label="Modified">
            {side.lastModified === null
              ? '—'
              : `${formatTime(side.lastModified)} (${formatAgo(side.lastModified, nowMs)})`}
          </Fact>
          <Fact label="Size">{formatSize(side.sizeBytes)}</Fact>
          <Fact label="Written by">{writerWords[side.writer]}</Fact>
          <Fact label="Telegram">{verdictWords(side.verdict, nowMs)}</Fact>
          {side.damage && <Fact label="Damage">{damageWords[side.damage]}</Fact>}
        </Facts>
      )}
    </FactsCard>
  );
}
