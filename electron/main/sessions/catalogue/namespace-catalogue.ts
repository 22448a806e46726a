import { join } from 'node:path';
import type { AccountInfo, AccountVerdict } from '../../../../shared/accounts.ts';
import { fail } from '../../../../shared/result.ts';
import { Listeners } from '../../async/listeners.ts';
import type { FileProblems } from '../../files/file-problems.ts';
import { JsonFile } from '../../files/json-file.ts';
import type { Sealer } from '../../files/sealer.ts';
import type { RememberedProtection } from '../s3/overwrite-protection.ts';
import { type CatalogueFile, catalogueSchema, type RememberedNamespace } from './catalogue-file.ts';
import { DebouncedWriter } from './debounced-writer.ts';
import { PhoneNumbers } from './phone-numbers.ts';

/**
 * How many names of a listing are kept for the day on which listing is no longer permitted. Names that somebody
 * opened, typed or signed in are kept without a limit; a bucket's other names can be listed again.
 */
const maxListedNames = 2_000;

/** How many verdicts on earlier sessions of a namespace are kept, for its history. */
const maxEarlierVerdicts = 10;

interface CatalogueParts {
  directory: string;
  profileId: string;
  sealer: Sealer;
  problems: FileProblems;
  now: () => number;
}

/** Facts learned about one stored session. */
interface LearnedVerdict {
  verdict: AccountVerdict;
  fingerprint: string;
  etag: string | null;
}

const unknown: AccountVerdict = { kind: 'unknown' };

const nothingLearned: Omit<RememberedNamespace, 'name' | 'sealedPhone'> = {
  account: null,
  verdict: unknown,
  fingerprint: null,
  etag: null,
  earlier: [],
};

/** Memory of a profile across restarts: names, accounts, verdicts and the namespace open last. */
export class NamespaceCatalogue {
  readonly #namespaces = new Map<string, RememberedNamespace>();
  readonly #phoneNumbers: PhoneNumbers;
  readonly #writer: DebouncedWriter;
  #listed: ReadonlySet<string> = new Set();
  #preferredName: string | null = null;
  #protection: CatalogueFile['protection'] = null;
  /** The file was not read yet: the disk refused it. */
  #unread = true;
  /** Names that were forgotten while it was unread. */
  readonly #forgotten = new Set<string>();

  /** Told when the file could be read at last, and has added its names to what was learned meanwhile. */
  readonly readLate = new Listeners<null>();

  private constructor(
    private readonly file: JsonFile<CatalogueFile>,
    sealer: Sealer,
    private readonly problems: FileProblems,
  ) {
    this.#phoneNumbers = new PhoneNumbers(sealer);
    this.#writer = new DebouncedWriter(() => this.#write());
  }

  /**
   * Reads `<directory>/<profileId>.json`; a damaged file is kept aside and the catalogue starts afresh. One that cannot be
   * read is read again before the first write.
   */
  static async open(parts: CatalogueParts): Promise<NamespaceCatalogue> {
    const { directory, profileId, sealer, problems, now } = parts;
    const file = new JsonFile(join(directory, `${profileId}.json`), catalogueSchema, now);
    const catalogue = new NamespaceCatalogue(file, sealer, problems);
    await catalogue.#read();
    return catalogue;
  }

  /** Names to show before, or instead of, a listing. */
  names(): string[] {
    return [...new Set([...this.#namespaces.keys(), ...this.#listed])];
  }

  recall(name: string): RememberedNamespace | null {
    return this.#namespaces.get(name) ?? null;
  }

  get preferred(): string | null {
    return this.#preferredName;
  }

  /** Remembers a name that somebody opened, and that it was the last one. */
  prefer(name: string): void {
    this.#preferredName = name;
    this.remember(name);
  }

  remember(name: string): void {
    this.#change(name, {});
  }

  /** Keeps the first {@link maxListedNames} names of a complete listing in place of the last listing's. */
  rememberListed(names: Iterable<string>): void {
    const kept = new Set<string>();
    for (const name of names) {
      if (kept.size === maxListedNames) break;
      kept.add(name);
    }
    this.#listed = kept;
    this.#writer.schedule();
  }

  recordVerdict(name: string, { verdict, fingerprint, etag }: LearnedVerdict): void {
    const known = this.recall(name);
    const earlier = known?.earlier.filter((one) => one.fingerprint !== fingerprint) ?? [];
    if (known?.fingerprint && known.fingerprint !== fingerprint) {
      earlier.unshift({ fingerprint: known.fingerprint, verdict: known.verdict });
    }
    this.#change(name, { verdict, fingerprint, etag, earlier: earlier.slice(0, maxEarlierVerdicts) });
  }

  /** The verdict last learned for the session with this fingerprint, stored now or earlier. */
  verdictOf(name: string, fingerprint: string): AccountVerdict {
    const known = this.recall(name);
    if (known?.fingerprint === fingerprint) return known.verdict;
    return known?.earlier.find((one) => one.fingerprint === fingerprint)?.verdict ?? unknown;
  }

  recordAccount(name: string, account: AccountInfo, phoneNumber: string | null): void {
    const known = this.recall(name);
    const stored = known?.account?.id === account.id ? known.sealedPhone : null;
    this.#change(name, { account, sealedPhone: this.#phoneNumbers.keep(name, phoneNumber, stored) });
  }

  /** After the seal was unlocked: seals and writes the phone numbers that were in memory. */
  async unseal(): Promise<void> {
    for (const [name, sealedPhone] of this.#phoneNumbers.seal()) this.#change(name, { sealedPhone });
    await this.flush();
  }

  phoneNumber(name: string): string | null {
    return this.#phoneNumbers.recall(name, this.recall(name)?.sealedPhone ?? null);
  }

  /** Whether the bucket at this place was found to act on write conditions; null where nobody has tested it. */
  protectionAt(place: string): RememberedProtection | null {
    return this.#protection?.place === place ? this.#protection : null;
  }

  rememberProtection(place: string, found: RememberedProtection): void {
    this.#protection = { ...found, place };
    this.#writer.schedule();
  }

  forget(name: string): void {
    if (this.#unread) this.#forgotten.add(name);
    this.#namespaces.delete(name);
    this.#phoneNumbers.forget(name);
    this.#listed = new Set([...this.#listed].filter((listed) => listed !== name));
    if (this.#preferredName === name) this.#preferredName = null;
    this.#writer.schedule();
  }

  /** Resolves when everything learned so far is on the disk. */
  flush(): Promise<void> {
    return this.#writer.flush();
  }

  /** Writes down what was learned so far. An answer that comes later must not write over the catalogue opened next. */
  close(): Promise<void> {
    return this.#writer.close();
  }

  async #read(): Promise<void> {
    const read = await this.file.read();
    this.#unread = read.kind === 'unreadable';
    if (read.kind === 'damaged') this.problems.damaged(this.file.path, read.keptAs);
    else this.problems.report(this.file.path, read.kind === 'unreadable' ? read.error : null);
    if (read.kind === 'read') this.#take(read.value);
  }

  /** Takes over what the file says. Facts learned meanwhile count for more: it may have been read late. */
  #take({ preferred, namespaces, listed, protection }: CatalogueFile): void {
    this.#protection ??= protection;
    this.#preferredName ??= preferred;
    if (this.#listed.size === 0) this.#listed = new Set(listed);
    const known = [...this.#namespaces];
    this.#namespaces.clear();
    for (const namespace of namespaces) {
      if (!this.#forgotten.has(namespace.name)) this.#namespaces.set(namespace.name, namespace);
    }
    for (const [name, namespace] of known)
      this.#namespaces.set(name, merged(this.#namespaces.get(name), namespace));
    this.#forgotten.clear();
  }

  #change(name: string, facts: Partial<RememberedNamespace>): void {
    const known = this.#namespaces.get(name) ?? { ...nothingLearned, name, sealedPhone: null };
    this.#namespaces.set(name, { ...known, ...facts });
    this.#writer.schedule();
  }

  async #write(): Promise<void> {
    if (this.#unread) {
      await this.#read();
      if (this.#unread) return;
      this.readLate.emit(null);
    }
    const written = await this.file.write({
      version: 1,
      preferred: this.#preferredName,
      namespaces: [...this.#namespaces.values()],
      listed: [...this.#listed],
      protection: this.#protection,
    });
    const { path } = this.file;
    // Nothing but memory of the past is lost; the sessions themselves are in the store.
    const refused =
      written.kind === 'failed' ? fail('disk-write-failed', { path, reason: written.reason }) : null;
    this.problems.report(path, refused?.error ?? null);
  }
}

/** Everything known of a namespace, where the file was read after something was learned of it. */
function merged(read: RememberedNamespace | undefined, learned: RememberedNamespace): RememberedNamespace {
  if (!read) return learned;
  const hasVerdict = learned.fingerprint !== null;
  return {
    ...(hasVerdict ? learned : read),
    account: learned.account ?? read.account,
    sealedPhone: learned.account ? learned.sealedPhone : read.sealedPhone,
    earlier: hasVerdict
      ? [...learned.earlier, ...earlierOf(read, learned)].slice(0, maxEarlierVerdicts)
      : read.earlier,
  };
}

function earlierOf({ fingerprint, verdict, earlier }: RememberedNamespace, learned: RememberedNamespace) {
  const told = new Set([learned.fingerprint, ...learned.earlier.map((one) => one.fingerprint)]);
  const all = fingerprint === null ? earlier : [{ fingerprint, verdict }, ...earlier];
  return all.filter((one) => !told.has(one.fingerprint));
}
