import type { ConflictChoice, SessionConflict } from '../../../../shared/conflicts.ts';
import type { ErrorCode } from '../../../../shared/error-codes.ts';
import type { StoreErrorCode } from '../../../../shared/error-words/store.ts';
import type { Events, NamespaceListing } from '../../../../shared/ipc.ts';
import type { ListingState, NamespaceDetail } from '../../../../shared/namespace-views.ts';
import { namespaceProblemWords, newNamespaceProblem } from '../../../../shared/namespaces.ts';
import { type Failure, fail, ok, type Result } from '../../../../shared/result.ts';
import { isNamespace } from '../../../../shared/session-keys.ts';
import type { ClobberWatchView } from '../../../../shared/watch.ts';
import { ChangeBatch, mostPerMessage } from '../../async/change-batch.ts';
import { inParts } from '../../async/in-parts.ts';
import { Listeners, type Unsubscribe } from '../../async/listeners.ts';
import type { NamespaceCatalogue } from '../catalogue/namespace-catalogue.ts';
import { conflictView } from '../custody/conflict-view.ts';
import type { CustodyServices } from '../custody/create-custody.ts';
import type {
  KeepTheirsErrorCode,
  PutOursErrorCode,
  RenameErrorCode,
  RestoreErrorCode,
  ShownConflict,
} from '../custody/decisions.ts';
import { attemptOf, type HeldSession } from '../custody/held-session.ts';
import { SignInCustody } from '../custody/sign-in-custody.ts';
import type { SaveErrorCode } from '../custody/storing.ts';
import type { SessionManagers } from '../session-manager.ts';
import type { SessionProber } from '../session-prober.ts';
import type { SessionData } from '../session-string/index.ts';
import type { SessionStore } from '../store/session-store.ts';
import { conditionOf, type StoredSnapshot } from '../store/stored-snapshot.ts';
import { Listing } from './listing.ts';
import { NamespaceRows } from './namespace-rows.ts';
import { type CheckErrorCode, SessionChecks } from './session-checks.ts';

export type NamespacesChange = Events['namespaces:changed'];

interface NamespacesParts {
  profileId: string;
  defaultNamespace: string;
  /** The object's s3 URI, which an operator calls it by. */
  uriOf: (namespace: string) => string;
  store: SessionStore;
  managers: SessionManagers;
  held: CustodyServices;
  catalogue: NamespaceCatalogue;
  prober: SessionProber;
  /** Epoch ms. */
  now: () => number;
  /** The watch over the object, or null where none is needed. */
  watchOf: (namespace: string) => ClobberWatchView | null;
}

interface ReplacedBySignIn {
  stored: { fingerprint: string | null; etag: string } | null;
  /** The fingerprint of the session that waits to be stored, and would be kept aside. */
  waiting: string | null;
}

interface SignInPreparation {
  purpose: 'sign-in' | 're-authenticate';
  /** Complete, for filling in the wizard; null where none is known. */
  knownPhoneNumber: string | null;
  /** All that its session takes the place of; null where that is nothing. */
  replaces: ReplacedBySignIn | null;
  /** Where the sign-in leaves its keys and its session. */
  sink: SignInCustody;
}

/** The namespaces of one profile: what the window lists, opens, checks, repairs and saves. */
export class Namespaces {
  readonly #changed = new Listeners<NamespacesChange>();
  readonly #detailed = new Listeners<NamespaceDetail>();
  readonly #changes: ChangeBatch;
  readonly #rows: NamespaceRows;
  readonly #listing: Listing;
  readonly #checks: SessionChecks;
  #current: string | null = null;

  constructor(private readonly parts: NamespacesParts) {
    const { store, catalogue, managers, held, now, watchOf } = parts;
    this.#changes = new ChangeBatch(({ upserted, removed }) => this.#emitChange(upserted, removed), now);
    const isOverwritten = (name: string) => Boolean(watchOf(name)?.clobbered);
    const heldOf = (name: string) => held.custody.waiting(name);
    this.#rows = new NamespaceRows(catalogue, this.#changes, isOverwritten, heldOf);
    this.#listing = new Listing({ store, catalogue, rows: this.#rows, changes: this.#changes });
    this.#checks = new SessionChecks(parts);
    managers.looked.add((namespace) => {
      this.#listing.settle(namespace);
      this.renew(namespace);
    });
    held.custody.changed.add(({ namespaces }) => {
      for (const namespace of namespaces) this.renew(namespace);
    });
  }

  onChanged(listener: (change: NamespacesChange) => void): Unsubscribe {
    return this.#changed.add(listener);
  }

  /** Called whenever something new is known about the namespace that is open. */
  onDetail(listener: (detail: NamespaceDetail) => void): Unsubscribe {
    return this.#detailed.add(listener);
  }

  uriOf(namespace: string): string {
    return this.parts.uriOf(namespace);
  }

  /**
   * Everything that is known now; rows are in no particular order, and those that one message cannot hold follow by
   * `onChanged`. The first call starts listing, see `refresh`.
   */
  listing(): NamespaceListing {
    if (!this.#listing.started) this.refresh();
    const { profileId, catalogue, defaultNamespace } = this.parts;
    const rows = this.#rows.all();
    for (const { name } of rows.slice(mostPerMessage)) this.#changes.upsert(name);
    return {
      profileId,
      namespaces: rows.slice(0, mostPerMessage),
      listing: this.#listing.state,
      preferred: catalogue.preferred ?? defaultNamespace,
    };
  }

  /** Starts listing anew and returns at once; what comes in is told by `onChanged`. */
  refresh(): ListingState {
    // A listing fails by value; a rejection is a bug, left to the process's own handler of those.
    void this.#listing.refresh();
    return this.#listing.state;
  }

  /** Shows a namespace and reads its object; the one that was open is saved if it needs to be. */
  async open(namespace: string): Promise<Result<NamespaceDetail, 'namespace-invalid'>> {
    if (!isNamespace(namespace)) return invalidName(namespace);
    const { catalogue, managers, held } = this.parts;
    const left = this.#current === namespace ? null : this.#current;
    this.#current = namespace;
    catalogue.prefer(namespace);
    this.#rows.add(namespace);
    const unsaved = left === null ? null : held.custody.waiting(left);
    // The operator need not wait for it; a failure is shown as unsaved.
    if (unsaved && attemptOf(unsaved)) void held.storing.save(unsaved.id);
    await managers.of(namespace).load();
    return ok(this.#detail(namespace));
  }

  /** Opens a name that was typed; its rules are stricter than those for what a bucket already holds. */
  async create(namespace: string): Promise<Result<NamespaceDetail, 'namespace-invalid'>> {
    return newNamespaceProblem(namespace) ? invalidName(namespace) : this.open(namespace);
  }

  /** Drops what is remembered of a namespace; the bucket is not touched. */
  async forget(namespace: string): Promise<Result<null, 'namespace-unsaved'>> {
    if (this.parts.held.custody.waiting(namespace)) return fail('namespace-unsaved', { namespace });
    if (this.#current === namespace) this.#current = null;
    this.parts.catalogue.forget(namespace);
    this.#rows.forget(namespace);
    return ok(null);
  }

  /** Asks Telegram about the stored session. A fault leaves what is known untouched and is returned. */
  async checkNow(
    namespace: string,
    shown: string | null = null,
  ): Promise<Result<NamespaceDetail, CheckErrorCode | 'namespace-invalid'>> {
    if (!isNamespace(namespace)) return invalidName(namespace);
    const checked = await this.#checks.check(namespace, shown);
    this.renew(namespace);
    return this.#answer(namespace, checked);
  }

  /** Rewrites what only gramjs can read, or what Telethon would spell otherwise, as Telethon writes it. */
  async repair(
    namespace: string,
  ): Promise<
    Result<NamespaceDetail, StoreErrorCode | 'namespace-invalid' | 'namespace-unsaved' | 'nothing-stored'>
  > {
    if (!isNamespace(namespace)) return invalidName(namespace);
    const { managers, held } = this.parts;
    const loaded = await managers.of(namespace).load();
    if (!loaded.ok) return loaded;
    if (held.custody.waiting(namespace)) return fail('namespace-unsaved', { namespace });
    return this.#answer(namespace, await managers.of(namespace).rewrite());
  }

  /** Tries again to save what is unsaved. */
  async save(namespace: string): Promise<Result<NamespaceDetail, SaveErrorCode | 'namespace-invalid'>> {
    if (!isNamespace(namespace)) return invalidName(namespace);
    const { custody, storing } = this.parts.held;
    const session = custody.waiting(namespace);
    return this.#answer(namespace, session ? await storing.save(session.id) : ok(null));
  }

  /**
   * Reads the object anew, and gives a sign-in its permission to replace it. An object, or a session that waits, is replaced
   * only where the operator has confirmed that.
   */
  async prepareSignIn(
    namespace: string,
    replaceExisting: boolean,
  ): Promise<
    Result<
      SignInPreparation,
      'namespace-invalid' | 'saving-blocked' | 'namespace-occupied' | 'namespace-unsaved'
    >
  > {
    if (!isNamespace(namespace)) return invalidName(namespace);
    const { managers, catalogue, held } = this.parts;
    const waiting = () => held.custody.waiting(namespace);
    if (waiting() && !replaceExisting) return fail('namespace-unsaved', { namespace });
    const loaded = await managers.of(namespace).load();
    if (waiting() && !replaceExisting) return fail('namespace-unsaved', { namespace });
    if (!loaded.ok) return fail('saving-blocked');
    const occupied = loaded.value.state === 'present' || loaded.value.state === 'damaged';
    if (occupied && !replaceExisting) return fail('namespace-occupied', { namespace });
    catalogue.remember(namespace);
    const permit = { namespace, condition: conditionOf(loaded.value), expectedAccountId: null };
    return ok({
      purpose: occupied ? 're-authenticate' : 'sign-in',
      knownPhoneNumber: catalogue.phoneNumber(namespace),
      replaces: replacedBySignIn(occupied ? loaded.value : null, waiting()),
      sink: new SignInCustody({ ...this.parts, ...held }, permit),
    });
  }

  /** Reads the object anew, for a question about it. */
  async stored(namespace: string): Promise<Result<StoredSnapshot, StoreErrorCode | 'namespace-invalid'>> {
    return isNamespace(namespace) ? this.parts.managers.of(namespace).load() : invalidName(namespace);
  }

  /** The two sides of a conflict, if they are still those that were shown. */
  conflict(
    namespace: string,
    { fingerprint, etag }: ShownConflict,
  ): Result<SessionConflict, 'pending-gone' | 'conflict-changed'> {
    const session = this.parts.held.custody.waiting(namespace);
    if (!session) return fail('pending-gone', { namespace });
    const conflict = this.#conflictOf(session);
    const isAsShown = conflict?.ours.fingerprint === fingerprint && conflict.etag === etag;
    return conflict && isAsShown ? ok(conflict) : fail('conflict-changed');
  }

  /** Carries out what the operator decided about the two sides that were shown. */
  async resolveConflict(
    namespace: string,
    shown: ShownConflict,
    choice: ConflictChoice,
  ): Promise<
    Result<NamespaceDetail, PutOursErrorCode | KeepTheirsErrorCode | RenameErrorCode | 'namespace-invalid'>
  > {
    if (!isNamespace(namespace)) return invalidName(namespace);
    const { decisions } = this.parts.held;
    if (choice.kind === 'save-as') return this.saveAs(namespace, shown.fingerprint, choice.target);
    const keepsTheirs = choice.kind === 'keep-theirs';
    const decided = keepsTheirs
      ? await decisions.keepTheirs(namespace, shown)
      : await decisions.putOurs(namespace, shown);
    return this.#answer(namespace, decided);
  }

  /** Stores the unsaved session that was shown under another name, where nothing may be yet. */
  async saveAs(
    namespace: string,
    fingerprint: string,
    target: string,
  ): Promise<Result<NamespaceDetail, RenameErrorCode | 'namespace-invalid'>> {
    if (newNamespaceProblem(target)) return invalidName(target);
    return this.#answer(namespace, await this.parts.held.decisions.rename(namespace, fingerprint, target));
  }

  /** Stores an earlier session over the object that was shown, or where there was none. */
  async bringBack(
    namespace: string,
    session: SessionData,
    shownEtag: string | null,
  ): Promise<Result<NamespaceDetail, RestoreErrorCode | 'namespace-invalid'>> {
    if (!isNamespace(namespace)) return invalidName(namespace);
    return this.#answer(namespace, await this.parts.held.decisions.restore(namespace, session, shownEtag));
  }

  /** Reads a namespace's object anew without opening it. */
  async look(namespace: string): Promise<void> {
    await this.parts.managers.of(namespace).load();
  }

  /** Tells what is known of a namespace, after something of it has changed. */
  renew(namespace: string): void {
    this.#rows.putLooked(namespace, this.parts.managers.of(namespace).state);
    // Thousands of sessions that are tried at once are rows alone.
    if (namespace === this.#current) this.#detailed.emit(this.#detail(namespace));
  }

  /** Begins to store, and to ask about, what earlier runs of the app left. */
  async resume(): Promise<void> {
    const { custody, storing, asking } = this.parts.held;
    await inParts(custody.list(), ({ namespace }) => this.renew(namespace));
    storing.resume();
    asking.resume();
  }

  /** After the seal was unlocked: opens what was closed, and seals what was kept in memory. */
  async unseal(): Promise<void> {
    await this.parts.catalogue.unseal();
    await this.parts.held.custody.unseal();
    await this.resume();
  }

  /** Resolves when everything that is remembered of namespaces is on the disk. */
  writeDown(): Promise<void> {
    return this.parts.catalogue.flush();
  }

  /** Stops what runs and writes down what is remembered. It saves no session. */
  async dispose(): Promise<void> {
    const { held, store, catalogue } = this.parts;
    const closed = held.close();
    this.#listing.stop();
    this.#checks.stop();
    this.#changes.dispose();
    store.close();
    await closed;
    await catalogue.close();
  }

  #answer<C extends ErrorCode>(namespace: string, outcome: Result<null, C>): Result<NamespaceDetail, C> {
    return outcome.ok ? ok(this.#detail(namespace)) : outcome;
  }

  #detail(namespace: string): NamespaceDetail {
    const { profileId, uriOf, managers, held, watchOf } = this.parts;
    const { state, snapshot } = managers.of(namespace);
    const session = held.custody.waiting(namespace);
    return {
      ...this.#rows.add(namespace),
      profileId,
      uri: uriOf(namespace),
      object: snapshot?.object ?? null,
      damage: snapshot?.damage ?? null,
      loadError: state.kind === 'failed' ? state.error : null,
      saveError: session && (attemptOf(session)?.failure ?? null),
      conflict: session && this.#conflictOf(session),
      watch: watchOf(namespace),
    };
  }

  #conflictOf(session: HeldSession): SessionConflict | null {
    const { namespace } = session;
    return conflictView(session, (fingerprint) => this.parts.catalogue.verdictOf(namespace, fingerprint));
  }

  #emitChange(upserted: string[], removed: string[]): void {
    const upserts = upserted.flatMap((name) => this.#rows.get(name) ?? []);
    const { profileId } = this.parts;
    this.#changed.emit({ profileId, upserts, removed, listing: this.#listing.state });
  }
}

function replacedBySignIn(
  occupied: StoredSnapshot | null,
  waiting: HeldSession | null,
): ReplacedBySignIn | null {
  const stored = occupied?.object ?? null;
  if (!stored && !waiting) return null;
  return {
    stored: stored && { fingerprint: stored.fingerprint, etag: stored.etag },
    waiting: waiting?.fingerprint ?? null,
  };
}

function invalidName(name: string): Failure<'namespace-invalid'> {
  const problem = newNamespaceProblem(name) ?? 'character';
  return fail('namespace-invalid', { reason: namespaceProblemWords[problem] });
}
