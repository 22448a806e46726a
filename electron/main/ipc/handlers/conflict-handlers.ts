import { fail, ok } from '../../../../shared/result.ts';
import type { Namespaces } from '../../sessions/namespaces/namespaces.ts';
import type { OverwriteProtection } from '../../sessions/s3/overwrite-protection.ts';
import type { Handlers } from '../requests.ts';
import type { Confirm } from './confirm.ts';

type ConflictChannel = Extract<keyof Handlers, `conflict:${string}` | `protection:${string}`>;

interface ConflictWorkspace {
  profile: { id: string };
  namespaces: Namespaces;
  /** Null without a bucket. */
  protection: OverwriteProtection | null;
}

/** `current` gives the selected profile's workspace, or null without one. */
export function conflictHandlers(
  current: () => Promise<ConflictWorkspace | null>,
  confirm: Confirm,
): Pick<Handlers, ConflictChannel> {
  return {
    'conflict:resolve': async ({ namespace, fingerprint, etag, choice }) => {
      const workspace = await current();
      if (!workspace) return fail('profile-missing');
      const conflict = workspace.namespaces.conflict(namespace, { fingerprint, etag });
      if (!conflict.ok) return conflict;
      // Stored under another, unused name, or created where something unreadable is, it replaces and ends nothing.
      const isSafe =
        choice.kind === 'save-as' || (choice.kind === 'put-ours' && conflict.value.kind === 'unreadable');
      const confirmed = isSafe
        ? ok(null)
        : await confirm({ kind: choice.kind, namespace, conflict: conflict.value });
      if (!confirmed.ok) return confirmed;
      return workspace.namespaces.resolveConflict(namespace, { fingerprint, etag }, choice);
    },

    'protection:get': async () => {
      const workspace = await current();
      return ok(workspace && { profileId: workspace.profile.id, state: workspace.protection?.state ?? null });
    },
  };
}
