import { Button, Skeleton, Stack, Text } from '@mantine/core';
import type { ListingState } from '../../../../shared/namespace-views.ts';
import { newNamespaceProblem } from '../../../../shared/namespaces.ts';
import type { Scope } from './filter-names.ts';

interface NoRowsProps {
  listing: ListingState;
  filter: string;
  scope: Scope;
  onCreate: (name: string) => void;
  onClear: () => void;
}

/** Shown by the list instead of rows. */
export function NoRows({ listing, filter, scope, onCreate, onClear }: NoRowsProps) {
  const typed = filter.trim();
  if (typed !== '') {
    return (
      <Stack gap="xs" p="md" align="flex-start" style={{ flex: 1 }}>
        <Text size="sm">No namespace matches your filter.</Text>
        {newNamespaceProblem(typed) === null && (
          <Button size="xs" variant="light" maw="100%" title={typed} onClick={() => onCreate(typed)}>
            Open “{typed}” as new
          </Button>
        )}
        <Button size="xs" variant="subtle" onClick={onClear}>
          Clear filter
        </Button>
      </Stack>
    );
  }
  if (scope === 'attention') {
    return (
      <Hint
        title="Nothing needs attention"
        text="No session shown here is lost, damaged or waiting to be stored."
      />
    );
  }
  if (listing.kind === 'failed') return <div style={{ flex: 1 }} />;
  if (listing.kind === 'loading') {
    return (
      <Stack gap={14} p="md" style={{ flex: 1, overflow: 'hidden' }} aria-hidden>
        {[72, 55, 64, 48, 60].map((width) => (
          <Stack key={width} gap={6}>
            <Skeleton height={12} width={`${width}%`} />
            <Skeleton height={9} width="36%" />
          </Stack>
        ))}
      </Stack>
    );
  }
  const text =
    listing.kind === 'not-permitted'
      ? 'Names that you open stay in this list.'
      : 'Create a namespace to sign in the first connector.';
  return <Hint title="No namespaces yet" text={text} />;
}

function Hint({ title, text }: { title: string; text: string }) {
  return (
    <Stack gap={4} p="md" style={{ flex: 1 }}>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <Text size="sm" c="dimmed">
        {text}
      </Text>
    </Stack>
  );
}
