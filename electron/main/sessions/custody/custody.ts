import { type AppError, fail, ok, type Result } from '../../../../shared/result.ts';
import { inParts } from '../../async/in-parts.ts';
import { Listeners } from '../../async/listeners.ts';
import { SerialQueue } from '../../async/serial-queue.ts';
import type { FileChange } from '../../files/atomic-file.ts';
import type { FileProblems } from '../../files/file-problems.ts';
import type { Logger } from '../../logging/logger.ts';
import type { AsideFile } from './aside-file.ts';
import { type HeldSession, isAccepted, isOpen, isSameKey, superseded } from './held-session.ts';
import { factsOf } from './record-file.ts';
import type { Records } from './records.ts';

/** Why a session is no longer held. */
type HeldEnd = 'stored' | 'discarded' | 'kept-theirs' | 'not-accepted';

export interface HeldChange {
  id: string;
  /** The one that it was held under before and the one that it is held under now; mostly the same. */
  namespaces: readonly string[];
  /** Null once it is no longer held. */
  session: HeldSession | null;
  end: HeldEnd | null;
}

interface CustodyParts {
  profileId: string;
  records: Records;
  /** Where the records are, for what a person is told. */
  directory: string;
  logger: Logger;
  problems: FileProblems;
}

/** Stands for the files of the app's first version among the sessions that the disk refused something. */
const takingOver = '';

/** A pure step from one state of a session to the next; null leaves it as it is. */
type Transition = (session: HeldSession) => HeldSession | null;

/**
 * All sessions of a profile that are not known to be stored. The one place that changes one: it is on the disk first, and
 * told afterwards; and it is given up only once nothing on the disk would bring it back.
 */
export class Custody {
  readonly changed = new Listeners<HeldChange>();
  /** Files that are not in use have come or gone, by their names. */
  readonly asideChanged = new Listeners<string[]>();
  readonly #sessions = new Map<string, HeldSession>();
  /** As they were last read or written. */
  readonly #onDisk = new Map<string, HeldSession>();
  /** Ids by namespace: a large bucket asks for each of its rows. */
  readonly #names = new Map<string, Set<string>>();
  /** Stored, but their records could not be removed: read again, they would seem to wait. */
  readonly #settled = new Set<string>();
  readonly #fromEarlierRuns = new Set<string>();
  /** The disk's last refusals, by session. */
  readonly #refusals = new Map<string, AppError>();
  #aside: AsideFile[] = [];
  readonly #queue = new SerialQueue();
  #closed = false;

  private constructor(private readonly parts: CustodyParts) {}

  static async open(parts: CustodyParts): Promise<Custody> {
    const custody = new Custody(parts);
    await custody.#read();
    return custody;
  }

  list(): HeldSession[] {
    return [...this.#sessions.values()];
  }

  get(id: string): HeldSession | null {
    return this.#sessions.get(id) ?? null;
  }

  /** All that are held under this name. */
  under(namespace: string): HeldSession[] {
    const ids = this.#names.get(namespace) ?? [];
    return [...ids].flatMap((id) => this.#sessions.get(id) ?? []);
  }

  /** The session that is on its way to the store under this name, or null. */
  waiting(namespace: string): HeldSession | null {
    return this.under(namespace).find(isAccepted) ?? null;
  }

  /** The record of this key, or null. */
  ofKey(session: HeldSession): HeldSession | null {
    return this.list().find((other) => isSameKey(other, session)) ?? null;
  }

  isFromEarlierRun(id: string): boolean {
    return this.#fromEarlierRuns.has(id);
  }

  aside(): readonly AsideFile[] {
    return this.#aside;
  }

  /** Holds a session; an older one that is on its way under the same name makes room, and is kept for a decision. */
  put(session: HeldSession): Promise<HeldSession> {
    return this.#queue.run(async () => {
      // Whatever the clock says, the newer one is newer: after a crash between two steps nothing else tells.
      const since = Math.max(session.since, (this.waiting(session.namespace)?.since ?? 0) + 1);
      const put = { ...session, since };
      const held = { ...put, unprotected: await this.#persist(put) };
      this.#tell(held);
      if (isAccepted(held)) await this.#makeRoom(held);
      return held;
    });
  }

  /** Changes a session, as it then is; resolves with null where it is no longer held or stays as it is. */
  change(id: string, transition: Transition): Promise<HeldSession | null> {
    return this.#queue.run(async () => {
      const next = this.#next(id, transition);
      return next && this.#step(next, transition, await this.#persist(next));
    });
  }

  /** Changes a session only if the disk has the change too, unless it had nothing of the session before. */
  changeOnDisk(
    id: string,
    transition: Transition,
  ): Promise<Result<HeldSession, 'pending-gone' | 'held-not-written'>> {
    return this.#queue.run(async () => {
      const now = this.get(id);
      const next = this.#next(id, transition);
      if (!now || !next) return fail('pending-gone', { namespace: now?.namespace ?? '' });
      const written = await this.#write(next);
      if (written.kind === 'failed' && now.unprotected === null) return this.#notWritten(written.reason);
      return ok(this.#step(next, transition, this.#exposure(next, written)));
    });
  }

  /** Changes at once what the disk does not keep: how storing and asking go. */
  touch(id: string, transition: Transition): void {
    const next = this.#next(id, transition);
    if (next) this.#tell(next);
  }

  /** Writes what the disk does not have as it is. */
  async protect(id: string): Promise<void> {
    const session = this.get(id);
    if (session && !this.#isOnDisk(session)) await this.change(id, (held) => held);
  }

  /** Gives a session up, if it still is meant; it is held as before where the disk would bring it back. */
  giveUp(
    id: string,
    end: HeldEnd,
    isMeant: (session: HeldSession) => boolean = () => true,
  ): Promise<Result<null, 'pending-gone' | 'held-not-removed'>> {
    return this.#queue.run(async () => {
      const session = this.get(id);
      if (!session || !isMeant(session) || this.#closed)
        return fail('pending-gone', { namespace: session?.namespace ?? '' });
      const removed = await this.#remove(session);
      if (removed.ok) this.#forget(session, end);
      return removed;
    });
  }

  /**
   * The store has a session: it is no longer held, also where its record cannot be removed; that one finds it stored at the
   * next start. A newer session of the same namespace that came meanwhile may replace the object with this ETag.
   */
  settle(id: string, etag: string): Promise<void> {
    return this.#queue.run(async () => {
      const session = this.get(id);
      if (!session || this.#closed) return;
      if ((await this.#remove(session)).ok) await this.#removeSettled();
      else this.#settled.add(id);
      this.#forget(session, 'stored');
      const newer = this.waiting(session.namespace);
      if (!newer || JSON.stringify(newer.condition) !== JSON.stringify(session.condition)) return;
      const replacing: Transition = (held) => ({ ...held, condition: { ifMatch: etag } });
      const next = { ...newer, condition: { ifMatch: etag } };
      this.#step(next, replacing, await this.#persist(next));
    });
  }

  /** After the seal was unlocked: opens what was closed, and writes what could not be sealed. */
  async unseal(): Promise<void> {
    const { records } = this.parts;
    const open: Transition = (session) => records.open(session);
    // Each in a turn of its own: a session that Telegram has just accepted does not wait for thousands.
    await inParts(this.list(), async ({ id }) => {
      await this.#queue.run(async () => {
        const session = this.get(id);
        const opened = session && records.open(session);
        if (!opened || (opened === session && this.#isOnDisk(session))) return;
        this.#step(opened, open, await this.#persist(opened));
      });
    });
    await this.#queue.run(() => this.#straighten());
  }

  /** Reads again what could not be read. What is held stays as it is. */
  readAgain(): Promise<void> {
    return this.#queue.run(() => this.#read());
  }

  async removeAside(file: AsideFile): Promise<Result<null, 'conflict-changed' | 'held-not-removed'>> {
    return this.#queue.run(async () => {
      const removed = await this.parts.records.removeAside(file);
      if (removed.ok) this.#aside = this.#aside.filter((other) => other !== file);
      this.asideChanged.emit([file.name]);
      return removed;
    });
  }

  /** Resolves once the disk is left alone: another custody may work on the same folder then. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#queue.run(async () => {});
  }

  async #read(): Promise<void> {
    const { sessions, aside, refusal } = await this.parts.records.read();
    this.#report(takingOver, refusal === null ? null : this.#notWritten(refusal).error);
    const names = [...this.#aside, ...aside].map(({ name }) => name);
    this.#aside = aside;
    for (const session of sessions) {
      const { id } = session;
      if (this.#sessions.has(id) || this.#settled.has(id)) continue;
      this.#onDisk.set(id, session);
      this.#fromEarlierRuns.add(id);
      this.#tell(session);
    }
    await this.#straighten();
    this.asideChanged.emit(names);
  }

  /** The app ended between two steps: of two sessions under one name the newer one is on its way. */
  async #straighten(): Promise<void> {
    for (const [namespace, ids] of this.#names) {
      if (ids.size < 2) continue;
      const [newest] = this.under(namespace)
        .filter(isAccepted)
        .toSorted((a, b) => b.since - a.since);
      if (newest) await this.#makeRoom(newest);
    }
  }

  async #makeRoom({ id, namespace }: HeldSession): Promise<void> {
    for (const other of this.under(namespace)) {
      if (other.id === id || !isAccepted(other)) continue;
      const next = superseded(other);
      this.#step(next, superseded, await this.#persist(next));
    }
  }

  #next(id: string, transition: Transition): HeldSession | null {
    const now = this.get(id);
    return now && transition(now);
  }

  /** Tells a change that is on the disk, as far as it goes there. What was touched meanwhile stays touched. */
  #step(next: HeldSession, transition: Transition, unprotected: AppError | null): HeldSession {
    const latest = { ...(this.#next(next.id, transition) ?? next), unprotected };
    this.#tell(latest);
    return latest;
  }

  /** Brings the session onto the disk as it is; tells why it would not survive the app, or null where it would. */
  async #persist(session: HeldSession): Promise<AppError | null> {
    return this.#isOnDisk(session) ? null : this.#exposure(session, await this.#write(session));
  }

  async #write(session: HeldSession): Promise<FileChange> {
    const { records, logger } = this.parts;
    const { id, namespace, fingerprint, stage } = session;
    if (this.#closed) return { kind: 'failed', reason: 'the profile was left' };
    if (isOpen(session) && !records.canWrite()) return { kind: 'failed', reason: '' };
    const written = await records.write(session);
    if (written.kind !== 'failed') {
      this.#onDisk.set(id, session);
      this.#settled.delete(id);
    }
    if (written.kind === 'done') logger.info('session-held', { namespace, fingerprint, stage: stage.kind });
    else logger.error('session-not-held', { namespace, fingerprint, ...written });
    this.#report(id, written.kind === 'failed' ? this.#notWritten(written.reason).error : null);
    return written;
  }

  /** Why the session would not survive the app, now that it was written so. */
  #exposure(session: HeldSession, written: FileChange): AppError | null {
    const { directory: path } = this.parts;
    if (written.kind === 'done') return null;
    if (written.kind === 'unconfirmed')
      return { code: 'held-perhaps-written', params: { path, reason: written.reason } };
    // An older record of it comes back at the next start, and nothing of the session is lost.
    if (this.#onDisk.has(session.id)) return session.unprotected;
    return isOpen(session) && !this.parts.records.canWrite()
      ? { code: 'held-not-sealed' }
      : this.#notWritten(written.reason).error;
  }

  #notWritten(reason: string) {
    return fail('held-not-written', { path: this.parts.directory, reason });
  }

  async #remove({ id, namespace }: HeldSession): Promise<Result<null, 'held-not-removed'>> {
    const removed = await this.parts.records.remove(id);
    if (removed.kind !== 'failed') {
      this.#report(id, null);
      return ok(null);
    }
    const failure = fail('held-not-removed', { file: this.parts.directory, reason: removed.reason });
    this.parts.logger.warn('held-session-not-removed', { namespace, error: failure.error });
    this.#report(id, failure.error);
    return failure;
  }

  /** The disk removes again: what it refused before goes too. */
  async #removeSettled(): Promise<void> {
    for (const id of this.#settled) {
      if ((await this.parts.records.remove(id)).kind === 'failed') return;
      this.#settled.delete(id);
      this.#report(id, null);
    }
  }

  #isOnDisk(session: HeldSession): boolean {
    const written = this.#onDisk.get(session.id);
    if (session.unprotected !== null || !written) return false;
    return written === session || this.#recordOf(written) === this.#recordOf(session);
  }

  /** Everything of a session that goes to the disk, but for the session string, which never changes. */
  #recordOf({ secret, ...session }: HeldSession): string {
    const phone = secret.kind === 'open' ? secret.phoneNumber : secret.sealedPhone;
    return JSON.stringify([factsOf({ ...session, secret }, this.parts.profileId), phone]);
  }

  #forget(session: HeldSession, end: HeldEnd): void {
    const { id, namespace } = session;
    this.#sessions.delete(id);
    this.#names.get(namespace)?.delete(id);
    this.#onDisk.delete(id);
    this.changed.emit({ id, namespaces: [namespace], session: null, end });
  }

  #tell(session: HeldSession): void {
    const before = this.#sessions.get(session.id)?.namespace ?? session.namespace;
    this.#names.get(before)?.delete(session.id);
    this.#sessions.set(session.id, session);
    const ids = this.#names.get(session.namespace) ?? new Set();
    this.#names.set(session.namespace, ids.add(session.id));
    const namespaces = [...new Set([before, session.namespace])];
    this.changed.emit({ id: session.id, namespaces, session, end: null });
  }

  /** Keeps a refusal of the disk told until that could be done, whatever the disk does with another session. */
  #report(id: string, refusal: AppError | null): void {
    if (refusal) this.#refusals.set(id, refusal);
    else if (!this.#refusals.delete(id)) return;
    const [first = null] = this.#refusals.values();
    this.parts.problems.report(this.parts.directory, refusal ?? first);
  }
}
