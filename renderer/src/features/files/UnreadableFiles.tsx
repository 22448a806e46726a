import { Button, Group } from '@mantine/core';
import { IconFileAlert, IconRefresh } from '@tabler/icons-react';
import { describeError } from '../../../../shared/errors.ts';
import type { FileProblem } from '../../../../shared/files.ts';
import type { AppError } from '../../../../shared/result.ts';
import { ErrorMessage } from '../../components/ErrorMessage.tsx';
import { OpeningPage } from '../../components/OpeningPage.tsx';
import classes from './UnreadableFiles.module.css';
import { useTryAgain } from './use-try-again.ts';

/** Stands in place of everything else while the profiles, or the settings of the passphrase, cannot be read. */
export function UnreadableFiles({ problems }: { problems: FileProblem[] }) {
  const { busy, failure, tryAgain } = useTryAgain();
  return (
    <OpeningPage
      icon={<IconFileAlert className={classes.icon} size={36} stroke={1.5} aria-hidden />}
      title="The app cannot read its own files"
      lead="Without them it knows neither your profiles nor how their secrets are sealed. Nothing was changed or deleted, and the sessions in your buckets are safe."
    >
      <div role="alert" className={classes.files}>
        {problems.map(({ error }) => (
          <Problem key={String(error.params?.file)} error={error} />
        ))}
      </div>
      {failure && <ErrorMessage error={failure} />}
      <Group>
        <Button leftSection={<IconRefresh size={16} aria-hidden />} loading={busy} onClick={tryAgain}>
          Try again
        </Button>
      </Group>
    </OpeningPage>
  );
}

function Problem({ error }: { error: AppError }) {
  const { title, nextStep } = describeError(error);
  const { file, reason } = error.params ?? {};
  return (
    <section className={classes.file}>
      <h2 className={classes.fileTitle}>{title}</h2>
      <dl className={classes.facts}>
        <dt>File</dt>
        <dd>{file}</dd>
        {reason !== undefined && (
          <>
            <dt>Reason</dt>
            <dd>{reason}</dd>
          </>
        )}
      </dl>
      <p className={classes.next}>{nextStep}</p>
    </section>
  );
}
