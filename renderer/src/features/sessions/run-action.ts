import type { NamespaceDetail } from '../../../../shared/namespace-views.ts';
import { notifyDone, notifyError } from '../../components/notify.ts';
import { useApp } from '../../stores/app.ts';
import { useConnector } from '../../stores/connector.ts';
import { useNamespaces } from '../../stores/namespaces.ts';
import { type Attempt, attemptFor, useSignIn } from '../../stores/sign-in.ts';
import { useVault } from '../../stores/vault.ts';
import { checkSession } from './check-session.ts';
import type { DetailAction } from './primary-action.ts';

/** Opens the wizard; main asks first where a session would be replaced. */
async function startSignIn(detail: Pick<NamespaceDetail, 'name' | 'profileId'>, replaceExisting: boolean) {
  const { start, show, attempts } = useSignIn.getState();
  const result = await start(detail.name, replaceExisting);
  if (result.ok) return;
  const open = attemptFor(attempts, detail.profileId, detail.name);
  if (result.error.code === 'attempt-open' && open) show(open.view.attemptId);
  else if (result.error.code === 'namespace-occupied' && !replaceExisting) await startSignIn(detail, true);
  else notifyError(result.error);
}

export function runAction(action: DetailAction, detail: NamespaceDetail, attempt: Attempt | null): void {
  const { open, repair, save, restoreWatched } = useNamespaces.getState();
  const { openDialog } = useApp.getState();
  switch (action) {
    case 'continue-sign-in':
      if (attempt) useSignIn.getState().show(attempt.view.attemptId);
      return;
    case 'save-again':
      void save(detail.name);
      return;
    case 'unlock':
      openDialog({ kind: useVault.getState().view?.canUnlock ? 'unlock' : 'pending' });
      return;
    case 'read-again':
      void open(detail.name);
      return;
    case 'restore-new':
      if (detail.watch?.clobbered) void restoreWatched(detail.name, detail.watch.clobbered.etag);
      return;
    case 'repair':
      void repair(detail.name);
      return;
    case 'replace':
      void startSignIn(detail, true);
      return;
    case 'sign-in':
    case 'start-protected':
      void startSignIn(detail, false);
      return;
    case 'check-now':
      void checkSession(detail.name);
      return;
  }
}

export async function createNamespace(name: string): Promise<void> {
  const result = await useNamespaces.getState().create(name);
  if (!result.ok) notifyError(result.error);
}

export async function copyUri(name: string): Promise<void> {
  const result = await useNamespaces.getState().copyUri(name);
  if (result.ok) notifyDone('S3 URI copied');
  else notifyError(result.error);
}

/** Shows the lines with which the connector of this namespace is started. */
export function showConnectorLines(name: string): void {
  void useConnector.getState().load(name);
  useApp.getState().openDialog({ kind: 'connector-lines', namespace: name });
}

export async function forgetName(name: string): Promise<void> {
  const result = await useNamespaces.getState().forget(name);
  if (!result.ok) notifyError(result.error);
}
