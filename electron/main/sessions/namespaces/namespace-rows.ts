import type { AccountVerdict } from '../../../../shared/accounts.ts';
import type { NamespaceSummary } from '../../../../shared/namespace-views.ts';
import type { AppError } from '../../../../shared/result.ts';
import type { ChangeBatch } from '../../async/change-batch.ts';
import type { RememberedNamespace } from '../catalogue/catalogue-file.ts';
import type { NamespaceCatalogue } from '../catalogue/namespace-catalogue.ts';
import { type HeldSession, isOpen } from '../custody/held-session.ts';
import type { LoadedState } from '../session-manager.ts';
import type { ListedSession } from '../store/session-store.ts';
import { notAsked } from '../store/store-faults.ts';
import type { StoredSnapshot } from '../store/stored-snapshot.ts';

const unknown: AccountVerdict = { kind: 'unknown' };

function blankRow(name: string): NamespaceSummary {
  return {
    name,
    state: null,
    sizeBytes: null,
    lastModified: null,
    account: null,
    verdict: unknown,
    unsaved: false,
    conflicted: false,
    locked: false,
    overwritten: false,
  };
}

/** Listing a large bucket again must not send every row to the window again. */
function looksTheSame(a: NamespaceSummary, b: NamespaceSummary): boolean {
  return (
    a.state === b.state &&
    a.sizeBytes === b.sizeBytes &&
    a.lastModified === b.lastModified &&
    a.account === b.account &&
    a.verdict === b.verdict &&
    a.unsaved === b.unsaved &&
    a.conflicted === b.conflicted &&
    a.locked === b.locked &&
    a.overwritten === b.overwritten
  );
}

/** Of a store that was not asked nothing is known either. */
function stateAfter({ code }: AppError): NamespaceSummary['state'] {
  return notAsked.has(code) ? null : 'unreachable';
}

/** Another key may belong to another account, which only a check can tell. */
function isAbout(remembered: RememberedNamespace, object: StoredSnapshot['object']): boolean {
  const known = object?.fingerprint ?? null;
  return known === null || remembered.fingerprint === null || known === remembered.fingerprint;
}

/** The rows of the session browser: what the listing, a look at the object and the catalogue tell together. */
export class NamespaceRows {
  readonly #rows = new Map<string, NamespaceSummary>();
  /** Only of namespaces that somebody opened, so it stays small. */
  readonly #snapshots = new Map<string, StoredSnapshot>();

  constructor(
    private readonly catalogue: NamespaceCatalogue,
    private readonly changes: ChangeBatch,
    private readonly isOverwritten: (name: string) => boolean,
    /** The session that waits to be stored under the name, or null. */
    private readonly heldOf: (name: string) => HeldSession | null,
  ) {
    for (const name of catalogue.names()) this.#rows.set(name, this.#rememberedRow(name));
    catalogue.readLate.add(() => {
      for (const name of catalogue.names()) this.add(name);
    });
  }

  /** In no particular order. */
  all(): NamespaceSummary[] {
    return [...this.#rows.values()];
  }

  names(): IterableIterator<string> {
    return this.#rows.keys();
  }

  get(name: string): NamespaceSummary | null {
    return this.#rows.get(name) ?? null;
  }

  /** Shows a name that was typed, before anybody has looked. */
  add(name: string): NamespaceSummary {
    return this.#rows.get(name) ?? this.#put(this.#rememberedRow(name));
  }

  /** Takes over what a page of the listing says; a look at the same object still holds. */
  putListed({ namespace, sizeBytes, lastModified, etag }: ListedSession): void {
    const snapshot = this.#snapshots.get(namespace);
    const sameObject = etag !== null && snapshot?.object?.etag === etag;
    if (snapshot && !sameObject) this.#snapshots.delete(namespace);
    const remembered = this.catalogue.recall(namespace);
    const verdictHolds = sameObject
      ? remembered?.fingerprint === snapshot.object?.fingerprint
      : etag !== null && remembered?.etag === etag;
    this.#put({
      ...this.add(namespace),
      state: sizeBytes === 0 ? 'empty' : sameObject ? snapshot.state : null,
      sizeBytes,
      lastModified,
      verdict: (verdictHolds ? remembered?.verdict : undefined) ?? unknown,
    });
  }

  /** A complete listing does not hold the name: its row goes, unless somebody asked for it. */
  putUnlisted(name: string): void {
    const row = this.#rows.get(name);
    if (!row) return;
    this.#snapshots.delete(name);
    if (!this.catalogue.recall(name) && !row.unsaved && !row.locked) this.#remove(name);
    else this.#put({ ...row, state: 'missing', sizeBytes: null, lastModified: null, verdict: unknown });
  }

  /** Takes over what the namespace's manager knows of its object. */
  putLooked(name: string, loaded: LoadedState): void {
    const row = this.add(name);
    if (loaded.kind === 'not-loaded') this.#put(row);
    if (loaded.kind === 'failed') this.#put({ ...row, state: stateAfter(loaded.error) });
    if (loaded.kind === 'loaded') this.#putSnapshot(row, loaded.snapshot);
  }

  /** Takes back what was remembered; the row stays while the bucket holds the object. */
  forget(name: string): void {
    const row = this.#rows.get(name);
    if (!row || row.sizeBytes === null) this.#remove(name);
    else this.#put({ ...row, account: null, verdict: unknown });
  }

  #putSnapshot(row: NamespaceSummary, snapshot: StoredSnapshot): void {
    this.#snapshots.set(row.name, snapshot);
    const { object, state } = snapshot;
    const remembered = this.catalogue.recall(row.name);
    const verdict = remembered && object ? this.#verdictOf(remembered, object) : unknown;
    this.#put({
      ...row,
      state,
      sizeBytes: object?.sizeBytes ?? null,
      lastModified: object?.lastModified ?? null,
      account: remembered && isAbout(remembered, object) ? remembered.account : null,
      verdict,
    });
  }

  /** A verdict belongs to a fingerprint. Where only the ETag is another one, the new one is remembered. */
  #verdictOf(
    remembered: RememberedNamespace,
    { fingerprint, etag }: { fingerprint: string | null; etag: string },
  ): AccountVerdict {
    if (fingerprint === null) return unknown;
    const { name, verdict } = remembered;
    if (remembered.fingerprint !== fingerprint) return this.catalogue.verdictOf(name, fingerprint);
    if (remembered.etag !== etag) this.catalogue.recordVerdict(name, { verdict, fingerprint, etag });
    return verdict;
  }

  #rememberedRow(name: string): NamespaceSummary {
    const remembered = this.catalogue.recall(name);
    const row = { ...blankRow(name), ...this.#heldFacts(name) };
    return remembered ? { ...row, account: remembered.account, verdict: remembered.verdict } : row;
  }

  #put(known: NamespaceSummary): NamespaceSummary {
    const { name } = known;
    const row = { ...known, ...this.#heldFacts(name), overwritten: this.isOverwritten(name) };
    const shown = this.#rows.get(row.name);
    if (shown && looksTheSame(shown, row)) return shown;
    this.#rows.set(row.name, row);
    this.changes.upsert(row.name);
    return row;
  }

  #heldFacts(name: string): Pick<NamespaceSummary, 'unsaved' | 'conflicted' | 'locked'> {
    const held = this.heldOf(name);
    if (!held) return { unsaved: false, conflicted: false, locked: false };
    return { unsaved: isOpen(held), conflicted: held.stage.kind === 'conflict', locked: !isOpen(held) };
  }

  #remove(name: string): void {
    this.#snapshots.delete(name);
    if (this.#rows.delete(name)) this.changes.remove(name);
  }
}
