import { type AppError, fail, ok, type Result } from '../../../../shared/result.ts';
import type { UnsavedSession } from '../session-manager.ts';
import type { MoveOutcome, SessionMove } from '../session-move.ts';
import { answerMayBeLost } from '../store/lost-answers.ts';
import type { OpenSessions } from './open-sessions.ts';

/**
 * Stores the unsaved session that was shown under another name, where nothing may be yet, neither stored nor sealed. It waits
 * under one of the two names at any time, so that it is never stored under both: where the other name's write may have
 * arrived it waits there, else here. Fails with `pending-gone`, `conflict-changed`, `namespace-unsaved`, `target-occupied`,
 * `journal-not-removed`, `save-as-unconfirmed` or with what the store said.
 */
export async function saveUnder(
  sessions: OpenSessions,
  namespace: string,
  fingerprint: string,
  target: string,
): Promise<Result<null>> {
  const shown = sessions.shown(namespace, fingerprint);
  if (!shown.ok) return shown;
  // Two namespaces whose sessions went to each other's names would wait for each other.
  if (sessions.manager(target).unsaved) return fail('namespace-unsaved', { namespace: target });
  const move = new MoveUnder(sessions, namespace, target, shown.value);
  return sessions.moveAway(namespace, shown.value.text, move);
}

class MoveUnder implements SessionMove {
  constructor(
    private readonly sessions: OpenSessions,
    private readonly namespace: string,
    private readonly target: string,
    private readonly session: UnsavedSession,
  ) {}

  async take(): Promise<Result<null>> {
    const { sessions, namespace, target, session } = this;
    const loaded = await sessions.load(target);
    if (!loaded.ok) return loaded;
    const other = sessions.manager(target);
    if (other.unsaved || sessions.hasJournaled(target, null))
      return fail('namespace-unsaved', { namespace: target });
    if (loaded.value.object) return fail('target-occupied', { namespace: target });
    other.takeOver({ ...session, condition: { ifNoneMatch: '*' } });
    sessions.copySignedIn(namespace, target);
    await other.secure();
    const { unprotected } = other;
    if (!unprotected || sessions.manager(namespace).unprotected) return ok(null);
    await this.giveBack();
    return { ok: false, error: unprotected };
  }

  async store(): Promise<MoveOutcome> {
    const { sessions, target } = this;
    let written = false;
    const saved = await sessions.save(target, () => {
      written = true;
    });
    if (saved.ok) return { isThere: true, result: saved };
    const { conflict } = sessions.manager(target);
    if (conflict?.kind === 'changed')
      return { isThere: false, result: fail('target-occupied', { namespace: target }) };
    const isThere = conflict !== null || written || (await this.mayHaveArrived(saved.error));
    const result = isThere ? fail('save-as-unconfirmed', { namespace: target }) : saved;
    return { isThere, result };
  }

  async giveBack(): Promise<void> {
    await this.sessions.discard(this.target, this.session.text);
  }

  private async mayHaveArrived(error: AppError): Promise<boolean> {
    if (answerMayBeLost.has(error.code)) return true;
    const looked = await this.sessions.load(this.target);
    return !looked.ok || looked.value.object !== null;
  }
}
