import type { AccountVerdict } from '../../../../shared/accounts.ts';
import type { SessionSide } from '../../../../shared/stored-sessions.ts';
import type { ClobberWatchView } from '../../../../shared/watch.ts';
import { Listeners } from '../../async/listeners.ts';
import type { Timers } from '../../async/timers.ts';
import type { StoredString } from '../copies/copying-store.ts';
import { decodeSessionString, fingerprint } from '../session-string/index.ts';
import { sideOf } from '../store/session-side.ts';
import type { HeadOutcome, ReadOutcome, SessionStore } from '../store/session-store.ts';
import type { WatchedSession, WatchList } from './watch-file.ts';
import { nextDelayMs, type WatchSchedule } from './watch-schedule.ts';

/** Somebody else's string stands where a new session was stored. */
export interface Clobbering {
  namespace: string;
  ours: string;
  /** Null if the object was deleted. */
  theirs: SessionSide | null;
}

interface ClobberWatchParts {
  store: Pick<SessionStore, 'head'>;
  list: WatchList;
  schedule: WatchSchedule;
  timers: Timers;
  /** Epoch ms. */
  now: () => number;
  /** Holds on to the sealed copy with this id, and to no other; null lets go. */
  pinCopy: (namespace: string, copyId: string | null) => Promise<void>;
  verdictOf: (namespace: string, fingerprint: string) => AccountVerdict;
}

interface Watched extends WatchedSession {
  /** It is no longer checked; the copy is kept until the operator stops the watch. */
  ended: boolean;
  clobbered: ClobberWatchView['clobbered'];
  /** Checks in a row that were answered with 403, and the time of the first. */
  refusals: { count: number; since: number };
  cancelTimer: () => void;
  checking: boolean;
}

const noRefusals: Watched['refusals'] = { count: 0, since: 0 };

/** A policy that is being changed answers 403 for a moment; so many in a row are told. */
const toldRefusals = 3;

function fingerprintOf(text: string): string | null {
  const decoded = decodeSessionString(text);
  const session = decoded.ok ? decoded.session : decoded.repairable;
  return session ? fingerprint(session.authKey) : null;
}

/**
 * Watches the objects whose session was replaced. A connector that still ran saves its old session when it stops,
 * and the new one would be gone. Telethon also rewrites the session it was given: an equal key is no clobbering.
 */
export class ClobberWatch {
  /** Something new is known of the watch over this namespace's object. */
  readonly changed = new Listeners<string>();
  /** Another object is there than before: whoever reads it tells by `observe` what it is. */
  readonly differs = new Listeners<string>();
  readonly clobbered = new Listeners<Clobbering>();
  readonly #watched = new Map<string, Watched>();
  #disposed = false;

  constructor(private readonly parts: ClobberWatchParts) {}

  /** Goes on with the watches of an earlier run. Must end before anything is written: a new watch counts for more. */
  async resume(): Promise<void> {
    for (const session of await this.parts.list.read()) this.#put(session);
  }

  view(namespace: string): ClobberWatchView | null {
    const watched = this.#watched.get(namespace);
    if (!watched) return null;
    const { since, until, ended, clobbered, refusals } = watched;
    const hiddenSince = refusals.count < toldRefusals ? null : refusals.since;
    return { since, until, ended, ours: { fingerprint: watched.fingerprint }, clobbered, hiddenSince };
  }

  copyIdOf(namespace: string): string | null {
    return this.#watched.get(namespace)?.copyId ?? null;
  }

  /** A watch begins where this app replaced an object, unless that is known to have held the same key. */
  async written({ namespace, replaces, before, after, etag, copyId }: StoredString): Promise<void> {
    const ours = fingerprintOf(after);
    if (ours === null) return;
    const watched = this.#watched.get(namespace);
    const replaced = replaces && (before === null || fingerprintOf(before) !== ours);
    if (!replaced && (!watched || watched.fingerprint === ours)) return;
    const { now, schedule, pinCopy } = this.parts;
    const since = now();
    const until = since + schedule.limitMs;
    this.#put({ namespace, since, until, fingerprint: ours, copyId, etag });
    this.changed.emit(namespace);
    await Promise.all([pinCopy(namespace, copyId), this.#write()]);
  }

  /** Whoever read an object tells what was there. */
  observe(namespace: string, outcome: ReadOutcome): void {
    const watched = this.#watched.get(namespace);
    // Without s3:ListBucket, 403 says nothing about the object.
    if (!watched || outcome.kind === 'missing-or-forbidden') return;
    this.#countRefusals(watched, noRefusals);
    const etag = outcome.kind === 'missing' ? null : outcome.etag;
    const side = sideOf(outcome, (theirs) => this.parts.verdictOf(namespace, theirs));
    if (etag !== null && (etag === watched.etag || side?.fingerprint === watched.fingerprint)) {
      this.#settle(watched, etag);
    } else if (!watched.clobbered || watched.clobbered.etag !== etag) {
      watched.clobbered = { side, etag, noticedAt: this.parts.now() };
      this.changed.emit(namespace);
      this.clobbered.emit({ namespace, ours: watched.fingerprint, theirs: side });
    }
  }

  /** Checks everything now, one after the other. */
  async checkAll(): Promise<void> {
    for (const { namespace, ended } of [...this.#watched.values()]) if (!ended) await this.#check(namespace);
  }

  /** Ends a watch and lets its sealed copy go; false where there was none. */
  async stop(namespace: string): Promise<boolean> {
    const watched = this.#watched.get(namespace);
    if (!watched) return false;
    watched.cancelTimer();
    this.#watched.delete(namespace);
    this.changed.emit(namespace);
    await Promise.all([this.parts.pinCopy(namespace, null), this.#write()]);
    return true;
  }

  /** Stops checking; what is watched stays on the list for the next time. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    for (const { cancelTimer } of this.#watched.values()) cancelTimer();
    await this.parts.list.flush();
  }

  #put(session: WatchedSession): void {
    this.#watched.get(session.namespace)?.cancelTimer();
    const fresh = { ended: false, clobbered: null, refusals: noRefusals, checking: false };
    const watched = { ...session, ...fresh, cancelTimer: () => {} };
    this.#watched.set(session.namespace, watched);
    this.#scheduleNext(watched);
  }

  #scheduleNext(watched: Watched): void {
    const { timers, now, schedule } = this.parts;
    if (now() < watched.since) this.#startAnew(watched);
    const delayMs = nextDelayMs(schedule, now() - watched.since, timers.chance());
    watched.cancelTimer();
    watched.cancelTimer = timers.after(delayMs, () => void this.#check(watched.namespace));
  }

  /** A clock that was set back would make the day a long one. */
  #startAnew(watched: Watched): void {
    watched.since = this.parts.now();
    watched.until = watched.since + this.parts.schedule.limitMs;
    void this.#write();
  }

  async #check(namespace: string): Promise<void> {
    const watched = this.#watched.get(namespace);
    if (!watched || watched.checking || this.#disposed) return;
    watched.checking = true;
    const head = await this.parts.store.head(namespace);
    if (head.ok && !this.#disposed) this.#take(watched, head.value);
    watched.checking = false;
    // Stopped, or begun anew for another session, meanwhile.
    if (this.#watched.get(namespace) !== watched || this.#disposed) return;
    const { now } = this.parts;
    if (!head.ok || now() < watched.until) return this.#scheduleNext(watched);
    watched.ended = true;
    watched.cancelTimer();
    this.changed.emit(namespace);
  }

  #take(watched: Watched, seen: HeadOutcome): void {
    if (seen.kind === 'unknown') {
      const { count, since } = watched.refusals;
      this.#countRefusals(watched, { count: count + 1, since: count === 0 ? this.parts.now() : since });
      return;
    }
    this.#countRefusals(watched, noRefusals);
    const etag = seen.kind === 'there' ? seen.etag : null;
    const known = watched.clobbered ? watched.clobbered.etag : watched.etag;
    if (etag !== known) this.differs.emit(watched.namespace);
  }

  #countRefusals(watched: Watched, refusals: Watched['refusals']): void {
    const wasTold = watched.refusals.count >= toldRefusals;
    watched.refusals = refusals;
    if (wasTold !== refusals.count >= toldRefusals) this.changed.emit(watched.namespace);
  }

  #settle(watched: Watched, etag: string): void {
    if (etag === watched.etag && !watched.clobbered) return;
    watched.etag = etag;
    watched.clobbered = null;
    this.changed.emit(watched.namespace);
    void this.#write();
  }

  #write(): Promise<void> {
    const sessions = [...this.#watched.values()];
    return this.parts.list.write(
      sessions.map(({ namespace, since, until, fingerprint, copyId, etag }) => {
        return { namespace, since, until, fingerprint, copyId, etag };
      }),
    );
  }
}
