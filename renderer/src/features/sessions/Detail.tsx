import { Box, Button, EmptyState, Skeleton, Text, Title } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import type { NamespaceDetail } from '../../../../shared/namespace-views.ts';
import { ErrorMessage } from '../../components/ErrorMessage.tsx';
import { Name } from '../../components/Name.tsx';
import { useNamespaces } from '../../stores/namespaces.ts';
import { attemptFor, useSignIn } from '../../stores/sign-in.ts';
import { HistoryCard } from '../history/HistoryCard.tsx';
import { WatchNotice } from '../watch/WatchNotice.tsx';
import { AccountCard } from './AccountCard.tsx';
import { ConflictCard } from './ConflictCard.tsx';
import classes from './Detail.module.css';
import { DetailHeader } from './DetailHeader.tsx';
import { DetailNotices } from './DetailNotices.tsx';
import { ObjectCard } from './ObjectCard.tsx';
import { situationWords } from './verdict-words.ts';

/** The right pane: the opened namespace, or what stands in its place. */
export function Detail() {
  const { openedName, detail, detailError, open } = useNamespaces();
  if (openedName === null) {
    return (
      <EmptyState
        m="auto"
        icon={<IconKey aria-hidden />}
        title="No namespace is open"
        description="Choose a namespace on the left, or create one."
      />
    );
  }
  if (detail) return <LoadedDetail detail={detail} />;
  return (
    <section aria-label="Namespace" className={classes.pane}>
      <Title order={1} className={classes.name}>
        <Name of={openedName} />
      </Title>
      {detailError ? (
        <ErrorMessage
          error={detailError}
          actions={
            <Button mt="xs" size="xs" variant="light" color="red" onClick={() => void open(openedName)}>
              Read again
            </Button>
          }
        />
      ) : (
        <Box role="status" aria-label="Reading the namespace" className={classes.cards}>
          <Skeleton height={190} />
          <Skeleton height={190} />
        </Box>
      )}
    </section>
  );
}

function LoadedDetail({ detail }: { detail: NamespaceDetail }) {
  const { detailError, working } = useNamespaces();
  const attempts = useSignIn((state) => state.attempts);
  const attempt = attemptFor(attempts, detail.profileId, detail.name);
  const situation = situationWords(detail);
  return (
    <section aria-label="Namespace" className={classes.pane}>
      <DetailHeader detail={detail} attempt={attempt} busy={working !== null} />
      {situation && <Text className={classes.situation}>{situation}</Text>}
      <DetailNotices detail={detail} actionError={detailError} />
      {detail.conflict && (
        <ConflictCard namespace={detail.name} conflict={detail.conflict} busy={working !== null} />
      )}
      {detail.watch && !detail.unsaved && <WatchNotice namespace={detail.name} watch={detail.watch} />}
      <div className={classes.cards}>
        <AccountCard detail={detail} />
        <ObjectCard detail={detail} />
      </div>
      <HistoryCard detail={detail} />
    </section>
  );
}
