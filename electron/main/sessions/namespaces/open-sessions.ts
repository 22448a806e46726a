import type { SessionConflict } from '../../../../shared/conflicts.ts';
import { type AppError, fail, ok, type Result } from '../../../../shared/result.ts';
import type { NamespaceCatalogue } from '../catalogue/namespace-catalogue.ts';
import type { JournalRecord, SessionJournal } from '../session-journal.ts';
import { SessionManager, type UnsavedSession } from '../session-manager.ts';
import type { SessionMove } from '../session-move.ts';
import type { SignedInAccount } from '../session-prober.ts';
import { decodeSessionString, fingerprint, fingerprintOfText } from '../session-string/index.ts';
import type { SessionStore } from '../store/session-store.ts';
import type { StoredSnapshot } from '../store/stored-snapshot.ts';
import { conflictView } from './conflict-view.ts';

/** Who signed in, kept until the store has confirmed the session. */
interface SignedIn {
  account: SignedInAccount;
  fingerprint: string;
  /** Epoch ms. */
  at: number;
}

/** The two sides of a conflict that the operator decided about. */
export interface ShownConflict {
  /** Of our session. */
  fingerprint: string;
  /** Of the object, or null where there was none. */
  etag: string | null;
}

export interface OpenSessionsParts {
  store: SessionStore;
  journal: SessionJournal;
  catalogue: NamespaceCatalogue;
  now: () => number;
  keepCopy: (namespace: string, text: string) => Promise<void>;
  /** Drops the key of a sign-in whose session is given up or moved; resolves with why it is still there, or null. */
  forgetKey: (namespace: string, fingerprint: string) => Promise<AppError | null>;
  /** Called whenever a manager knows something new. */
  onLooked: (namespace: string, manager: SessionManager) => void;
}

/** One SessionManager for each namespace that was opened, checked or signed in. */
export class OpenSessions {
  private readonly managers = new Map<string, SessionManager>();
  /** Sessions whose sign-in may still be connected: storing one would let a connector use it at the same time. */
  private readonly connected = new Set<string>();
  private readonly signedIn = new Map<string, SignedIn>();

  constructor(private readonly parts: OpenSessionsParts) {}

  manager(namespace: string): SessionManager {
    const known = this.managers.get(namespace);
    if (known) return known;
    const { store, journal } = this.parts;
    const manager = new SessionManager({ namespace, store, journal });
    this.managers.set(namespace, manager);
    return manager;
  }

  unsaved(): string[] {
    return [...this.managers].filter(([, manager]) => manager.unsaved).map(([namespace]) => namespace);
  }

  /** Whether a session of the namespace waits whose seal cannot be opened now. */
  isLocked(namespace: string): boolean {
    return this.parts.journal.entries().some((entry) => entry.namespace === namespace && !entry.record);
  }

  /** Whether the namespace has a session that is not stored, readable or not. */
  isWaiting(namespace: string): boolean {
    return this.manager(namespace).unsaved || this.isLocked(namespace);
  }

  async load(namespace: string): Promise<Result<StoredSnapshot>> {
    const manager = this.manager(namespace);
    const loaded = await manager.load();
    this.parts.onLooked(namespace, manager);
    return loaded;
  }

  /** Whether the journal has a session of the namespace, readable or not, that is not the one with this fingerprint. */
  hasJournaled(namespace: string, except: string | null): boolean {
    return this.parts.journal
      .entries()
      .some((entry) => entry.namespace === namespace && entry.fingerprint !== except);
  }

  async storedFingerprint(namespace: string): Promise<Result<string | null>> {
    const loaded = await this.load(namespace);
    return loaded.ok ? ok(loaded.value.object?.fingerprint ?? null) : loaded;
  }

  /** Tells who the session belongs to that the manager has just taken over. */
  setSignedIn(namespace: string, signedIn: Omit<SignedIn, 'at'>, at = this.parts.now()): void {
    const known = this.signedIn.get(namespace);
    if (known?.fingerprint !== signedIn.fingerprint) this.signedIn.set(namespace, { ...signedIn, at });
    this.parts.onLooked(namespace, this.manager(namespace));
  }

  /** Takes over what the journal kept. Without a recorded condition it may replace nothing. */
  restore({ namespace, text, condition, account }: JournalRecord, journaledAt: number): void {
    const manager = this.manager(namespace);
    manager.takeOver({ text, condition: condition ?? { ifNoneMatch: '*' }, account });
    const decoded = decodeSessionString(text);
    if (account && decoded.ok) {
      this.setSignedIn(
        namespace,
        { account, fingerprint: fingerprint(decoded.session.authKey) },
        journaledAt,
      );
    } else this.parts.onLooked(namespace, manager);
  }

  /** The same for a session that another namespace's manager has taken over. */
  copySignedIn(from: string, to: string): void {
    const signedIn = this.signedIn.get(from);
    if (signedIn) this.signedIn.set(to, signedIn);
  }

  /** Until {@link release}, nothing saves the namespace's session. */
  holdBack(namespace: string): void {
    this.connected.add(namespace);
  }

  release(namespace: string): void {
    this.connected.delete(namespace);
  }

  async save(namespace: string, onWritten?: () => void): Promise<Result<null>> {
    if (this.connected.has(namespace)) return fail('attempt-open', { namespace });
    return this.saved(namespace, await this.manager(namespace).save(onWritten));
  }

  /** The unsaved session that the operator saw. Fails with `pending-gone`, or `conflict-changed` where it is another now. */
  shown(namespace: string, fingerprint: string): Result<UnsavedSession> {
    const unsaved = this.manager(namespace).unsavedSession;
    if (!unsaved) return fail('pending-gone', { namespace });
    return fingerprintOfText(unsaved.text) === fingerprint ? ok(unsaved) : fail('conflict-changed');
  }

  /** Stores the unsaved session over the object; both are as the operator saw them. */
  async putOurs(namespace: string, shown: ShownConflict): Promise<Result<null>> {
    if (this.connected.has(namespace)) return fail('attempt-open', { namespace });
    const ours = this.shown(namespace, shown.fingerprint);
    if (!ours.ok) return ours;
    return this.saved(namespace, await this.manager(namespace).putOurs(ours.value.text, shown.etag));
  }

  /** Gives the unsaved session up for the object; both are as the operator saw them. */
  async keepTheirs(namespace: string, shown: ShownConflict): Promise<Result<null>> {
    const manager = this.manager(namespace);
    const ours = this.shown(namespace, shown.fingerprint);
    if (!ours.ok) return ours;
    const { text } = ours.value;
    await this.parts.keepCopy(namespace, text);
    const kept = await manager.keepTheirs(text, shown.etag);
    if (kept.ok) this.signedIn.delete(namespace);
    this.parts.onLooked(namespace, manager);
    return kept.ok ? this.forgetKeyOf(namespace, text) : kept;
  }

  /** Gives the unsaved session with this text up, and no other; fails as {@link SessionManager.discard} does. */
  async discard(namespace: string, text: string): Promise<Result<null>> {
    const manager = this.manager(namespace);
    if (manager.unsavedSession?.text !== text) return fail('conflict-changed');
    const forgotten = await this.forgetKeyOf(namespace, text);
    if (!forgotten.ok) return forgotten;
    const discarded = await manager.discard(text);
    if (discarded.ok && !manager.unsaved) this.signedIn.delete(namespace);
    this.parts.onLooked(namespace, manager);
    return discarded;
  }

  /** Gives up a session whose seal cannot be opened, if it still is the one with this fingerprint. */
  async discardClosed(namespace: string, fingerprint: string): Promise<Result<null>> {
    const error = await this.parts.journal.discard(namespace, fingerprint);
    this.parts.onLooked(namespace, this.manager(namespace));
    return error ? { ok: false, error } : ok(null);
  }

  /**
   * Lets the unsaved session with this text be kept elsewhere. Fails with `attempt-open` while its sign-in may be connected,
   * else as {@link SessionManager.moveAway} does.
   */
  async moveAway(namespace: string, text: string, move: SessionMove): Promise<Result<null>> {
    if (this.connected.has(namespace)) return fail('attempt-open', { namespace });
    const manager = this.manager(namespace);
    const moved = await manager.moveAway(text, move);
    if (!manager.unsaved) {
      this.signedIn.delete(namespace);
      await this.forgetKeyOf(namespace, text);
    }
    this.parts.onLooked(namespace, manager);
    return moved;
  }

  /** What the operator chooses between; null without a conflict. */
  conflict(namespace: string): SessionConflict | null {
    const { catalogue } = this.parts;
    const verdictOf = (fingerprint: string) => catalogue.verdictOf(namespace, fingerprint);
    return conflictView(this.manager(namespace), this.signedIn.get(namespace)?.at ?? null, verdictOf);
  }

  /** Loads, and rewrites what Telethon would spell otherwise. */
  async rewrite(namespace: string): Promise<Result<null>> {
    const loaded = await this.load(namespace);
    if (!loaded.ok) return loaded;
    const manager = this.manager(namespace);
    const rewritten = await manager.rewrite();
    this.parts.onLooked(namespace, manager);
    return rewritten;
  }

  /** Saves everything unsaved at the same time and tells what failed. */
  async saveAll(): Promise<{ namespace: string; error: AppError }[]> {
    const results = await Promise.all(
      this.unsaved().map(async (namespace) => ({ namespace, saved: await this.save(namespace) })),
    );
    return results.flatMap(({ namespace, saved }) => (saved.ok ? [] : [{ namespace, error: saved.error }]));
  }

  private async forgetKeyOf(namespace: string, text: string): Promise<Result<null>> {
    const error = await this.parts.forgetKey(namespace, fingerprintOfText(text) ?? '');
    return error ? { ok: false, error } : ok(null);
  }

  private saved(namespace: string, outcome: Result<null>): Result<null> {
    const manager = this.manager(namespace);
    if (outcome.ok) this.rememberSignedIn(namespace, manager);
    this.parts.onLooked(namespace, manager);
    return outcome;
  }

  private rememberSignedIn(namespace: string, manager: SessionManager): void {
    const signedIn = this.signedIn.get(namespace);
    const stored = manager.snapshot?.object;
    if (!signedIn || !stored || stored.fingerprint !== signedIn.fingerprint) return;
    const { account, fingerprint, at } = signedIn;
    const { catalogue } = this.parts;
    catalogue.recordAccount(namespace, account.info, account.phoneNumber);
    const verdict = { kind: 'authorized', checkedAt: at } as const;
    catalogue.recordVerdict(namespace, { verdict, fingerprint, etag: stored.etag });
    this.signedIn.delete(namespace);
  }
}
