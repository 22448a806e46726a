import {
  type InterruptedOutcome,
  type InterruptedSignIn,
  type Leftover,
  type LeftoverAction,
  type LeftoverFile,
  leftoverPhrase,
  type ShownLeftover,
} from '../../../../shared/held-sessions.ts';
import { type AppError, fail, ok, type Result } from '../../../../shared/result.ts';
import type { AsideFile, JournalRecord, SessionJournal } from '../session-journal.ts';
import { type AttemptedKeys, type InterruptedKey, namespaceOf } from './attempted-keys.ts';
import { fileReason, keyReason } from './leftover-reasons.ts';

export interface LeftoversParts {
  /** Sessions that Telegram has accepted. */
  journal: SessionJournal;
  /** Keys that Telegram was about to be asked to sign in. */
  attempted: SessionJournal;
  keys: Pick<AttemptedKeys, 'interrupted' | 'askNow' | 'discard'>;
  /** Whether a session of the namespace waits to be stored. */
  isUnsaved(namespace: string): boolean;
  /** A session was journaled that waits to be stored now. */
  onBroughtBack(): void;
  onChanged(): void;
}

/** A leftover with what its actions need. */
interface Found {
  view: Leftover;
  /** As it is journaled: in the journal of attempts its namespace is a slot. Null where it cannot be opened now. */
  record: JournalRecord | null;
  remove(): Promise<AppError | null>;
}

/** What the journal of a profile keeps besides the sessions that wait to be stored, and what can be done about it. */
export class Leftovers {
  constructor(private readonly parts: LeftoversParts) {}

  list(): Leftover[] {
    return this.all().map(({ view }) => view);
  }

  /** The namespace of the leftover that was seen, or null where none is known. */
  namespaceOf(shown: ShownLeftover): Result<string | null> {
    const found = this.find(shown);
    return found.ok ? ok(found.value.view.namespace) : found;
  }

  /**
   * Gives it up for good. `confirmation` must be its phrase. Fails with `confirmation-differs`, `leftover-gone`,
   * `conflict-changed`, with `leftover-busy` while Telegram is asked, and with `journal-not-removed`.
   */
  async discard(shown: ShownLeftover, confirmation: string): Promise<Result<null>> {
    const found = this.find(shown);
    if (!found.ok) return found;
    const expected = leftoverPhrase(found.value.view);
    if (confirmation !== expected) return fail('confirmation-differs', { expected });
    const error = await found.value.remove();
    this.parts.onChanged();
    return error ? { ok: false, error } : ok(null);
  }

  /** Asks Telegram at once whether it accepted the sign-in; an accepted session waits to be stored then. */
  async ask(shown: ShownLeftover): Promise<Result<InterruptedOutcome>> {
    const found = this.findFor('ask', shown);
    if (!found.ok) return found;
    const { view, record, remove } = found.value;
    const slot = record.namespace;
    if (view.kind !== 'interrupted') {
      const error = (await this.parts.attempted.add(record)) ?? (await remove());
      if (error) return { ok: false, error };
    }
    return this.parts.keys.askNow(slot);
  }

  /**
   * Makes a session that was kept aside one that waits to be stored. It may replace nothing without a decision: what it was
   * once allowed to replace was seen before another session took its place. Fails with `namespace-unsaved` where one waits.
   */
  async bringBack(shown: ShownLeftover): Promise<Result<null>> {
    const found = this.findFor('bring-back', shown);
    if (!found.ok) return found;
    const { view, record, remove } = found.value;
    const { namespace } = record;
    const { journal, isUnsaved, onBroughtBack } = this.parts;
    const waits = journal.entries().some((entry) => entry.namespace === namespace);
    if (waits || isUnsaved(namespace)) return fail('namespace-unsaved', { namespace });
    const refused = await journal.add({ ...record, condition: null }, view.writtenAt ?? undefined);
    if (refused) {
      await journal.clear(namespace, record.text);
      return { ok: false, error: refused };
    }
    // One that was signed in meanwhile is journaled over this one.
    if (isUnsaved(namespace)) return fail('namespace-unsaved', { namespace });
    onBroughtBack();
    const error = await remove();
    this.parts.onChanged();
    return error ? { ok: false, error } : ok(null);
  }

  /** The session string, for a place outside the app that the operator chose. */
  session(shown: ShownLeftover): Result<{ namespace: string; text: string }> {
    const found = this.findFor('export', shown);
    return found.ok ? ok(found.value.record) : found;
  }

  private find({ id, fingerprint }: ShownLeftover): Result<Found> {
    const found = this.all().find(({ view }) => view.id === id);
    if (!found) return fail('leftover-gone');
    return found.view.fingerprint === fingerprint ? ok(found) : fail('conflict-changed');
  }

  private findFor(action: LeftoverAction, shown: ShownLeftover): Result<Found & { record: JournalRecord }> {
    const found = this.find(shown);
    if (!found.ok) return found;
    const { record, view } = found.value;
    if (!record || !view.actions.includes(action)) return fail('pending-unreadable');
    return ok({ ...found.value, record });
  }

  private all(): Found[] {
    const { journal, attempted, keys } = this.parts;
    return [
      ...keys.interrupted().map((key) => this.interrupted(key)),
      ...journal.aside.list().map((file) => this.file(file, journal, 'journal', sessionActions)),
      ...attempted.aside.list().map((file) => this.file(file, attempted, 'attempts', keyActions)),
    ];
  }

  private interrupted(key: InterruptedKey): Found {
    const { entry, asking, nextAskAt } = key;
    const slot = entry.namespace;
    const readable = entry.record !== null;
    const view: InterruptedSignIn = {
      kind: 'interrupted',
      id: `sign-in:${slot}`,
      namespace: namespaceOf(slot),
      fingerprint: entry.fingerprint,
      writtenAt: entry.journaledAt,
      readable,
      reason: keyReason(key),
      actions: readable ? ['ask'] : [],
      asking,
      nextAskAt,
    };
    return { view, record: entry.record, remove: () => this.parts.keys.discard(slot) };
  }

  private file(
    file: AsideFile,
    { aside }: SessionJournal,
    folder: string,
    actionsOf: (kind: LeftoverFile['kind']) => LeftoverAction[],
  ): Found {
    const { name, kind, entry, writtenAt } = file;
    const fingerprint = entry?.fingerprint ?? null;
    const record = entry?.record ?? null;
    const view: LeftoverFile = {
      kind,
      id: `${folder}:${name}`,
      namespace: entry && namespaceOf(entry.namespace),
      fingerprint,
      writtenAt,
      readable: record !== null,
      reason: fileReason(file),
      actions: record ? actionsOf(kind) : [],
    };
    return { view, record, remove: () => aside.discard(name, fingerprint) };
  }
}

/** A session of another profile was not meant for this one's bucket. */
function sessionActions(kind: LeftoverFile['kind']): LeftoverAction[] {
  return kind === 'kept' ? ['bring-back', 'export'] : ['export'];
}

/** A key is no session before Telegram has said so. */
function keyActions(kind: LeftoverFile['kind']): LeftoverAction[] {
  return kind === 'kept' ? ['ask'] : [];
}
