import { AttemptedKeys } from '../journal/attempted-keys.ts';
import { Leftovers } from '../journal/leftovers.ts';
import { PendingSessions } from '../pending/pending-sessions.ts';
import type { NamespacesParts } from './namespaces-parts.ts';
import type { OpenSessions } from './open-sessions.ts';

export interface Recovery {
  attempted: AttemptedKeys;
  leftovers: Leftovers;
  pending: PendingSessions;
}

/** Introduces to each other those that look after what is not stored yet. */
export function createRecovery(parts: NamespacesParts, sessions: OpenSessions): Recovery {
  const isUnsaved = (namespace: string) => sessions.manager(namespace).unsaved;
  const restore = () => pending.restore();
  const onChanged = () => pending.emit();
  const keys = new AttemptedKeys({
    ...parts,
    isUnsaved,
    storedFingerprint: (namespace) => sessions.storedFingerprint(namespace),
    onAccepted: restore,
    onChanged,
  });
  const leftovers = new Leftovers({ ...parts, keys, isUnsaved, onBroughtBack: restore, onChanged });
  const pending = new PendingSessions({ ...parts, sessions, leftovers: () => leftovers.list() });
  return { attempted: keys, leftovers, pending };
}
