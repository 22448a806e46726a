import { Button, Group, Loader, Text } from '@mantine/core';
import type { ListingState } from '../../../../shared/namespace-views.ts';
import type { AppError } from '../../../../shared/result.ts';
import { ErrorMessage } from '../../components/ErrorMessage.tsx';
import { formatCount } from '../../components/format.ts';
import { UnlockButton } from '../recovery/UnlockButton.tsx';

/** The line under the list: how far the listing is. */
export function ListingLine({
  listing,
  shown,
  total,
}: {
  listing: ListingState;
  shown: number;
  total: number;
}) {
  return (
    <Group gap={8} role="status" wrap="nowrap">
      {listing.kind === 'loading' && <Loader size={12} aria-hidden />}
      <Text size="xs" c="dimmed">
        {lineWords(listing, shown, total)}
      </Text>
    </Group>
  );
}

function lineWords(listing: ListingState, shown: number, total: number): string {
  if (listing.kind === 'loading') return `Reading the bucket: ${formatCount(listing.count)} so far…`;
  if (listing.kind === 'failed' && total === 0) return 'Not listed';
  const filtered = shown === total ? '' : `${formatCount(shown)} of `;
  return `${filtered}${formatCount(total)} ${total === 1 ? 'namespace' : 'namespaces'}`;
}

/** The message above the list if the bucket could not be listed. */
export function ListingProblem({ error, onRetry }: { error: AppError; onRetry: () => void }) {
  // While the secret key is locked no other try helps.
  const locked = error.code === 'store-secret-closed';
  const retry = (
    <Button mt="xs" size="xs" variant="light" color="red" onClick={onRetry}>
      Try again
    </Button>
  );
  return <ErrorMessage error={error} actions={locked ? <UnlockButton mt="xs" /> : retry} />;
}

export function listingProblem(listing: ListingState, listError: AppError | null): AppError | null {
  if (listError) return listError;
  return listing.kind === 'failed' ? listing.error : null;
}
