import type { ConflictChoice } from '../../../../shared/conflicts.ts';
import type { Events, NamespaceListing } from '../../../../shared/ipc.ts';
import type { ListingState, NamespaceDetail } from '../../../../shared/namespace-views.ts';
import { newNamespaceProblem } from '../../../../shared/namespaces.ts';
import { type AppError, fail, ok, type Result } from '../../../../shared/result.ts';
import { isNamespace } from '../../../../shared/session-keys.ts';
import { Listeners, type Unsubscribe } from '../../async/listeners.ts';
import type { AttemptedKeys } from '../journal/attempted-keys.ts';
import type { Leftovers } from '../journal/leftovers.ts';
import type { PendingSessions } from '../pending/pending-sessions.ts';
import type { SessionManager } from '../session-manager.ts';
import type { SignedInAccount } from '../session-prober.ts';
import type { SessionData } from '../session-string/index.ts';
import { bringBack } from './bring-back.ts';
import { ChangeBatch, maxRowsPerMessage } from './change-batch.ts';
import { invalidName } from './invalid-name.ts';
import { Listing } from './listing.ts';
import { NamespaceRows } from './namespace-rows.ts';
import type { NamespacesParts } from './namespaces-parts.ts';
import { OpenSessions, type ShownConflict } from './open-sessions.ts';
import { createRecovery } from './recovery.ts';
import { saveUnder } from './save-under.ts';
import { SessionChecks } from './session-checks.ts';
import { type SignInPreparation, SignInStorage, type StoredSignIn } from './sign-in-storage.ts';
import { Unfinished } from './unfinished.ts';

export type NamespacesChange = Events['namespaces:changed'];

/** The namespaces of one profile: what the window lists, opens, checks, mends and saves. */
export class Namespaces {
  private readonly changed = new Listeners<NamespacesChange>();
  private readonly detailed = new Listeners<NamespaceDetail>();
  private readonly changes: ChangeBatch;
  private readonly rows: NamespaceRows;
  private readonly listingOfBucket: Listing;
  private readonly sessions: OpenSessions;
  private readonly checks: SessionChecks;
  /** What a sign-in leaves here before it is stored. */
  readonly signIns: SignInStorage;
  private readonly attempted: AttemptedKeys;
  /** What is not stored yet, from this run and from earlier ones. */
  readonly pending: PendingSessions;
  /** What the journal keeps besides. */
  readonly leftovers: Leftovers;
  readonly unfinished: Unfinished;
  private current: string | null = null;

  constructor(private readonly parts: NamespacesParts) {
    const { store, catalogue, journal, prober, now, uriOf, watchOf, keepCopy } = parts;
    this.changes = new ChangeBatch(({ upserted, removed }) => this.emitChange(upserted, removed), now);
    this.sessions = new OpenSessions({
      store,
      journal,
      catalogue,
      now,
      keepCopy,
      forgetKey: (namespace, fingerprint) => this.attempted.giveUp(namespace, fingerprint),
      onLooked: (namespace, manager) => this.looked(namespace, manager),
    });
    const isOverwritten = (name: string) => Boolean(watchOf(name)?.clobbered);
    const isLocked = (name: string) => this.sessions.isLocked(name);
    this.rows = new NamespaceRows(catalogue, this.changes, isOverwritten, isLocked);
    this.listingOfBucket = new Listing({ store, catalogue, rows: this.rows, changes: this.changes });
    this.checks = new SessionChecks({ sessions: this.sessions, catalogue, prober, now });
    const { attempted, leftovers, pending } = createRecovery(parts, this.sessions);
    this.attempted = attempted;
    this.leftovers = leftovers;
    this.pending = pending;
    this.unfinished = new Unfinished({ sessions: this.sessions, journal, attempted, pending });
    this.signIns = new SignInStorage({ sessions: this.sessions, catalogue, uriOf, attempted, keepCopy });
  }

  onChanged(listener: (change: NamespacesChange) => void): Unsubscribe {
    return this.changed.add(listener);
  }

  /** Called for every namespace about which something new is known, open or not. */
  onDetail(listener: (detail: NamespaceDetail) => void): Unsubscribe {
    return this.detailed.add(listener);
  }

  uriOf(namespace: string): string {
    return this.parts.uriOf(namespace);
  }

  /**
   * What is known now; rows are in no particular order, and those that one message cannot hold follow by `onChanged`.
   * The first call starts listing, see `refresh`.
   */
  listing(): NamespaceListing {
    if (!this.listingOfBucket.started) this.refresh();
    const { profileId, catalogue, defaultNamespace } = this.parts;
    const rows = this.rows.all();
    for (const { name } of rows.slice(maxRowsPerMessage)) this.changes.upsert(name);
    return {
      profileId,
      namespaces: rows.slice(0, maxRowsPerMessage),
      listing: this.listingOfBucket.state,
      preferred: catalogue.preferred ?? defaultNamespace,
    };
  }

  /** Starts listing anew and returns at once; what comes in is told by `onChanged`. */
  refresh(): ListingState {
    // A listing fails by value; a rejection is a bug, left to the process's own handler of those.
    void this.listingOfBucket.refresh();
    return this.listingOfBucket.state;
  }

  /** Shows a namespace and reads its object; the one that was open is saved if it needs to be. */
  async open(namespace: string): Promise<Result<NamespaceDetail>> {
    if (!isNamespace(namespace)) return invalidName(namespace);
    const left = this.current;
    this.current = namespace;
    this.parts.catalogue.prefer(namespace);
    this.rows.add(namespace);
    if (left !== null && left !== namespace && this.sessions.unsaved().includes(left)) {
      // The operator need not wait for it; a failure is shown as unsaved.
      void this.sessions.save(left);
    }
    await this.sessions.load(namespace);
    return ok(this.detail(namespace));
  }

  /** Opens a name that was typed; its rules are stricter than those for what a bucket already holds. */
  async create(namespace: string): Promise<Result<NamespaceDetail>> {
    return newNamespaceProblem(namespace) ? invalidName(namespace) : this.open(namespace);
  }

  /** Drops what is remembered of a namespace; the bucket is not touched. */
  async forget(namespace: string): Promise<Result<null>> {
    if (this.sessions.isWaiting(namespace)) return fail('namespace-unsaved', { namespace });
    if (this.current === namespace) this.current = null;
    this.parts.catalogue.forget(namespace);
    this.rows.forget(namespace);
    return ok(null);
  }

  /** Asks Telegram about the stored session. A fault leaves what is known untouched and is returned. */
  async checkNow(namespace: string): Promise<Result<NamespaceDetail>> {
    if (!isNamespace(namespace)) return invalidName(namespace);
    const checked = await this.checks.check(namespace);
    this.looked(namespace, this.sessions.manager(namespace));
    return this.answer(namespace, checked);
  }

  /** Rewrites what only gramjs can read, or what Telethon would spell otherwise, as Telethon writes it. */
  async repair(namespace: string): Promise<Result<NamespaceDetail>> {
    if (!isNamespace(namespace)) return invalidName(namespace);
    return this.answer(namespace, await this.sessions.rewrite(namespace));
  }

  /** Tries again to save what is unsaved. */
  async save(namespace: string): Promise<Result<NamespaceDetail>> {
    if (!isNamespace(namespace)) return invalidName(namespace);
    return this.answer(namespace, await this.sessions.save(namespace));
  }

  async prepareSignIn(namespace: string, replaceExisting: boolean): Promise<Result<SignInPreparation>> {
    if (!isNamespace(namespace)) return invalidName(namespace);
    return this.signIns.prepare(namespace, replaceExisting);
  }

  /** Takes over what an earlier run of the app left behind. No sign-in may be open yet. */
  recover(): void {
    for (const { namespace } of this.parts.journal.entries()) this.rows.add(namespace);
    this.pending.restore();
    this.attempted.resolve();
  }

  /** After the seal was unlocked: opens what was closed, and seals what was kept in memory. */
  async unseal(): Promise<void> {
    await this.parts.catalogue.unseal();
    await this.pending.unseal();
    await this.attempted.unseal();
  }

  /** `onWritten` is called between the write and the reading back. */
  async storeSignedIn(
    namespace: string,
    authorization: SessionData,
    account: SignedInAccount,
    onWritten?: () => void,
  ): Promise<Result<StoredSignIn>> {
    const stored = await this.signIns.store(namespace, authorization, account, onWritten);
    const { logger } = this.parts;
    if (stored.ok) logger.info('session-stored', { namespace, fingerprint: stored.value.fingerprint });
    else logger.warn('session-not-stored', { namespace, error: stored.error });
    return stored;
  }

  /** Carries out what the operator decided about the two sides that were shown. */
  async resolveConflict(
    namespace: string,
    shown: ShownConflict,
    choice: ConflictChoice,
  ): Promise<Result<NamespaceDetail>> {
    if (!isNamespace(namespace)) return invalidName(namespace);
    if (choice.kind === 'keep-theirs')
      return this.answer(namespace, await this.sessions.keepTheirs(namespace, shown));
    if (choice.kind === 'put-ours')
      return this.answer(namespace, await this.sessions.putOurs(namespace, shown));
    return this.saveAs(namespace, shown.fingerprint, choice.target);
  }

  /** Stores the unsaved session that was shown under another name, where nothing may be yet. */
  async saveAs(namespace: string, fingerprint: string, target: string): Promise<Result<NamespaceDetail>> {
    if (newNamespaceProblem(target)) return invalidName(target);
    return this.answer(namespace, await saveUnder(this.sessions, namespace, fingerprint, target));
  }

  /** Stores an earlier session over the object that was shown, or where there was none. */
  async bringBack(
    namespace: string,
    session: SessionData,
    shownEtag: string | null,
  ): Promise<Result<NamespaceDetail>> {
    if (!isNamespace(namespace)) return invalidName(namespace);
    return this.answer(namespace, await bringBack(this.sessions, namespace, session, shownEtag));
  }

  /** Reads a namespace's object anew without opening it. */
  look(namespace: string): Promise<Result<unknown>> {
    return this.sessions.load(namespace);
  }

  /** Tells that something outside of the object has changed: its watch. */
  renew(namespace: string): void {
    this.rows.putLooked(namespace, this.sessions.manager(namespace));
    this.detailed.emit(this.detail(namespace));
  }

  unsavedNamespaces(): string[] {
    return this.sessions.unsaved();
  }

  /** Resolves with what could not be saved; empty when all is stored. */
  saveAllUnsaved(): Promise<{ namespace: string; error: AppError }[]> {
    return this.sessions.saveAll();
  }

  /** Resolves when everything that is remembered of namespaces is on the disk. */
  writeDown(): Promise<void> {
    return this.parts.catalogue.flush();
  }

  /** Stops what runs and writes down what is remembered. It saves no session: see `saveAllUnsaved`. */
  async dispose(): Promise<void> {
    this.pending.dispose();
    this.attempted.stop();
    this.listingOfBucket.stop();
    this.checks.stop();
    this.changes.dispose();
    this.parts.store.close();
    await this.parts.catalogue.flush();
  }

  private answer(namespace: string, outcome: Result<null>): Result<NamespaceDetail> {
    return outcome.ok ? ok(this.detail(namespace)) : outcome;
  }

  private looked(namespace: string, manager: SessionManager): void {
    this.listingOfBucket.settle(namespace);
    this.rows.putLooked(namespace, manager);
    this.detailed.emit(this.detail(namespace));
    this.pending.observe(namespace);
  }

  private detail(namespace: string): NamespaceDetail {
    const { profileId, uriOf } = this.parts;
    const manager = this.sessions.manager(namespace);
    const { state, snapshot } = manager;
    return {
      ...this.rows.add(namespace),
      profileId,
      uri: uriOf(namespace),
      object: snapshot?.object ?? null,
      damage: snapshot?.damage ?? null,
      loadError: state.kind === 'failed' ? state.error : null,
      saveError: manager.saveError,
      conflict: this.sessions.conflict(namespace),
      watch: this.parts.watchOf(namespace),
    };
  }

  private emitChange(upserted: string[], removed: string[]): void {
    const upserts = upserted.flatMap((name) => this.rows.get(name) ?? []);
    const { profileId } = this.parts;
    this.changed.emit({ profileId, upserts, removed, listing: this.listingOfBucket.state });
  }
}
