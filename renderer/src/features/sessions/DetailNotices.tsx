import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle, IconLock } from '@tabler/icons-react';
import type { NamespaceDetail } from '../../../../shared/namespace-views.ts';
import type { AppError } from '../../../../shared/result.ts';
import { damageWords } from '../../../../shared/stored-sessions.ts';
import { ErrorMessage } from '../../components/ErrorMessage.tsx';

interface DetailNoticesProps {
  detail: NamespaceDetail;
  /** Why the last thing that was asked for did not work. */
  actionError: AppError | null;
}

/** A locked secret key keeps the whole bucket from being read, which stands above the list with the way out. */
function isSaidByList({ code }: AppError): boolean {
  return code === 'store-secret-closed';
}

/** Everything about a namespace that is not as it should be, the most urgent first. */
export function DetailNotices({ detail, actionError }: DetailNoticesProps) {
  const { saveError, loadError, damage, verdict } = detail;
  const unsaved = detail.unsaved && !detail.conflicted;
  const refused = verdict.kind === 'unauthorized' || verdict.kind === 'account-gone';
  return (
    <>
      {unsaved && (
        <Alert
          role="alert"
          color="orange"
          variant="light"
          icon={<IconAlertTriangle aria-hidden />}
          title="The connector cannot find this session yet"
        >
          <Text size="sm">The store has not confirmed that it has the session.</Text>
        </Alert>
      )}
      {detail.locked && !detail.unsaved && (
        <Alert
          role="note"
          color="orange"
          variant="light"
          icon={<IconLock aria-hidden />}
          title="Signed in, but locked and waiting to be stored"
        >
          <Text size="sm">
            A sealed session of this namespace is waiting on this computer. It will be stored once you enter
            its passphrase or its keyring is available; nobody has to sign in again.
          </Text>
        </Alert>
      )}
      {unsaved && saveError && <ErrorMessage error={saveError} />}
      {actionError && actionError.code !== saveError?.code && <ErrorMessage error={actionError} />}
      {loadError && !isSaidByList(loadError) && <ErrorMessage error={loadError} />}
      {!detail.unsaved && !detail.overwritten && refused && <ErrorMessage error={{ code: verdict.reason }} />}
      {damage && (
        <Alert
          role="alert"
          color="red"
          variant="light"
          icon={<IconAlertTriangle aria-hidden />}
          title="The stored session is damaged"
        >
          {damageWords[damage]}
        </Alert>
      )}
    </>
  );
}
