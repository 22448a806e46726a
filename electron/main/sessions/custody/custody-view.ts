import type {
  InterruptedSignIn,
  Leftover,
  LeftoverAction,
  PendingList,
  PendingSession,
} from '../../../../shared/held-sessions.ts';
import type { UnsavedAtQuit } from '../../../../shared/quit.ts';
import type { AppError } from '../../../../shared/result.ts';
import type { AsideFile } from './aside-file.ts';
import type { Custody } from './custody.ts';
import { attemptOf, type HeldSession, isAccepted, isOpen } from './held-session.ts';

/** The two parts of what the window's banner and dialog show. */
type Shown = Omit<PendingList, 'profileId'>;

/** Everything that the window's banner and dialog show. */
export function pendingList(custody: Custody): Shown {
  const shown = custody.list().map((session) => shownSession(session, custody));
  return {
    sessions: shown.flatMap(({ sessions }) => sessions),
    leftovers: [...shown.flatMap(({ leftovers }) => leftovers), ...custody.aside().map(leftoverFile)],
  };
}

/** The part of it that is about one session or file; nothing where there is nothing to be said or done about it. */
export function shownOf(id: string, custody: Custody): Shown {
  const session = custody.get(id);
  if (session) return shownSession(session, custody);
  return {
    sessions: [],
    leftovers: custody
      .aside()
      .filter(({ name }) => idOfFile(name) === id)
      .map(leftoverFile),
  };
}

/** Names a file that is not in use among the sessions. */
export function idOfFile(name: string): string {
  return `file:${name}`;
}

/** Everything that is asked about before the app ends: sessions that are not stored, and keys that would be lost. */
export function unsavedAtQuit(custody: Custody): UnsavedAtQuit[] {
  return custody.list().flatMap((session) => {
    const { namespace, fingerprint, stage, unprotected } = session;
    const isInterrupted = stage.kind === 'offered';
    const isLost = unprotected !== null && !(isInterrupted && stage.underWay);
    if (!isOpen(session) || !(isAccepted(session) || isLost)) return [];
    const error = isInterrupted ? stage.question.failure : (attemptOf(session)?.failure ?? null);
    const kind = isInterrupted ? 'interrupted' : 'session';
    return [{ kind, namespace, fingerprint, error, sealedOnDisk: unprotected === null }];
  });
}

/** Would be lost if the app ended now. */
export function exposedSessions(custody: Custody): UnsavedAtQuit[] {
  return unsavedAtQuit(custody).filter(({ sealedOnDisk }) => !sealedOnDisk);
}

function shownSession(session: HeldSession, custody: Custody): Shown {
  return {
    sessions: isPending(session, custody) ? [pendingSession(session)] : [],
    leftovers: leftover(session),
  };
}

/** A session that a wizard is just storing is its wizard's to show. */
function isPending(session: HeldSession, custody: Custody): boolean {
  if (!isAccepted(session)) return false;
  const attempt = attemptOf(session);
  return (
    !isOpen(session) ||
    (attempt !== null && (attempt.failure !== null || custody.isFromEarlierRun(session.id)))
  );
}

function pendingSession(session: HeldSession): PendingSession {
  const { id, namespace, fingerprint, dcId, account, since, unprotected } = session;
  const attempt = attemptOf(session);
  return {
    id,
    namespace,
    fingerprint,
    dcId,
    account,
    acceptedAt: since,
    error: attempt?.failure ?? null,
    nextRetryAt: attempt?.retryAt ?? null,
    trying: attempt !== null && attempt.running !== null,
    readable: isOpen(session),
    unprotected,
  };
}

function leftover(session: HeldSession): Leftover[] {
  const { id, namespace, fingerprint, since: writtenAt, stage } = session;
  const readable = isOpen(session);
  const facts = { id, namespace, fingerprint, writtenAt, readable };
  const only = (...actions: LeftoverAction[]) => (readable ? actions : []);
  if (stage.kind === 'offered' && !stage.underWay) return [interrupted(session, facts, only('ask'))];
  if (stage.kind === 'superseded')
    return [
      {
        ...facts,
        kind: 'superseded',
        reason: { code: 'session-superseded' },
        actions: only('bring-back', 'export'),
      },
    ];
  if (stage.kind !== 'wrong-account') return [];
  return [
    { ...facts, kind: 'wrong-account', reason: { code: 'session-wrong-account' }, actions: only('export') },
  ];
}

function interrupted(
  { stage }: HeldSession,
  facts: Pick<InterruptedSignIn, 'id' | 'namespace' | 'fingerprint' | 'writtenAt' | 'readable'>,
  actions: LeftoverAction[],
): InterruptedSignIn {
  const { asking, failure, nextAskAt } =
    stage.kind === 'offered' ? stage.question : { asking: false, failure: null, nextAskAt: null };
  const reason: AppError = facts.readable
    ? (failure ?? { code: 'sign-in-interrupted' })
    : { code: 'pending-unreadable' };
  return { ...facts, kind: 'interrupted', reason, actions, asking, nextAskAt };
}

function leftoverFile({ name, path, kind, session, writtenAt, failure }: AsideFile): Leftover {
  const readable = session !== null && isOpen(session);
  return {
    kind,
    id: idOfFile(name),
    namespace: session?.namespace ?? null,
    fingerprint: session?.fingerprint ?? null,
    writtenAt,
    readable,
    reason: { code: `held-file-${kind}`, params: { file: path, reason: failure ?? 'unknown' } },
    actions: kind === 'unreadable' ? ['read-again'] : readable ? ['export'] : [],
  };
}
