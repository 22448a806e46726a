import type { NamespaceDetail } from '../../../../shared/namespace-views.ts';
import type { Result } from '../../../../shared/result.ts';
import { notifyDone, notifyError } from '../../components/notify.ts';
import { useNamespaces } from '../../stores/namespaces.ts';

/** Asks Telegram about a stored session. An answer that comes while another namespace is open is told as well. */
export async function checkSession(name: string): Promise<void> {
  const { checkNow, profileId } = useNamespaces.getState();
  const result = await checkNow(name);
  const now = useNamespaces.getState();
  if (now.profileId === profileId && now.openedName !== name) tellVerdict(name, result);
}

function tellVerdict(name: string, result: Result<NamespaceDetail>): void {
  if (!result.ok) {
    notifyError(result.error, name);
    return;
  }
  const { verdict } = result.value;
  if (verdict.kind === 'unauthorized' || verdict.kind === 'account-gone') {
    notifyError({ code: verdict.reason }, name);
  } else notifyDone(`${name}: Telegram accepts the session`);
}
