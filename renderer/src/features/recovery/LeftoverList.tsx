import { Stack, Text, Title } from '@mantine/core';
import type { Leftover } from '../../../../shared/held-sessions.ts';
import { ShowMore } from '../../components/ShowMore.tsx';
import { LeftoverItem } from './LeftoverItem.tsx';

interface LeftoverListProps {
  leftovers: readonly Leftover[];
  nowMs: number;
}

/** Remains of earlier sign-ins on this computer, other than sessions waiting to be stored. */
export function LeftoverList({ leftovers, nowMs }: LeftoverListProps) {
  return (
    <Stack component="section" aria-labelledby="leftovers" gap="sm">
      <div>
        <Title id="leftovers" order={3} size="md">
          Left over from earlier sign-ins
        </Title>
        <Text size="sm" c="dimmed">
          A session may be in them. While they are here, the profile cannot be removed or given another bucket
          or API ID.
        </Text>
      </div>
      <ShowMore
        items={leftovers}
        render={(leftover) => (
          // What was begun for one must not go on for another.
          <LeftoverItem key={`${leftover.id}/${leftover.fingerprint}`} leftover={leftover} nowMs={nowMs} />
        )}
      />
    </Stack>
  );
}
