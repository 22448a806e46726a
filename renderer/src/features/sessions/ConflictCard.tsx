import { Alert, Button, Text } from '@mantine/core';
import { IconArrowsSplit2 } from '@tabler/icons-react';
import type { SessionConflict } from '../../../../shared/conflicts.ts';
import { useApp } from '../../stores/app.ts';
import { useNamespaces } from '../../stores/namespaces.ts';
import classes from './ConflictCard.module.css';
import { type ChoiceKind, conflictWords } from './conflict-words.ts';
import { SessionSideCard } from './SessionSideCard.tsx';

const choiceKinds: readonly ChoiceKind[] = ['keep-theirs', 'put-ours', 'save-as'];

interface ConflictCardProps {
  namespace: string;
  conflict: SessionConflict;
  busy: boolean;
}

/** Both sessions next to each other and the three ways out, none of them suggested. */
export function ConflictCard({ namespace, conflict, busy }: ConflictCardProps) {
  const openDialog = useApp((state) => state.openDialog);
  const resolve = useNamespaces((state) => state.resolveConflict);
  const words = conflictWords[conflict.kind];
  const choose = (choice: ChoiceKind) => {
    if (choice === 'save-as') openDialog({ kind: 'save-as', namespace, conflict });
    else void resolve(namespace, conflict, { kind: choice });
  };
  return (
    <section aria-label="Conflict" className={classes.conflict}>
      <Alert
        role="alert"
        color="red"
        variant="light"
        icon={<IconArrowsSplit2 aria-hidden />}
        title={words.title}
      >
        <Text size="sm">{words.explanation}</Text>
      </Alert>
      <div className={classes.sides}>
        <SessionSideCard
          title="Stored in the bucket"
          side={conflict.kind === 'changed' ? conflict.theirs : null}
        >
          {conflict.kind === 'deleted'
            ? 'The stored session no longer exists.'
            : 'These credentials may not read it.'}
        </SessionSideCard>
        <SessionSideCard title="New session, waiting to be stored" side={conflict.ours} />
      </div>
      <div className={classes.choices}>
        {choiceKinds.map((choice) => (
          <Button key={choice} variant="default" px="xs" disabled={busy} onClick={() => choose(choice)}>
            {words.choices[choice]}
          </Button>
        ))}
      </div>
    </section>
  );
}
