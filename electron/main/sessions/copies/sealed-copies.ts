import { join } from 'node:path';
import { fail } from '../../../../shared/result.ts';
import type { SessionWriter } from '../../../../shared/stored-sessions.ts';
import { SerialQueue } from '../../async/serial-queue.ts';
import type { FileProblems } from '../../files/file-problems.ts';
import { JsonFile } from '../../files/json-file.ts';
import type { Sealer } from '../../files/sealer.ts';
import { type CopiesFile, copiesFileName, copiesFileSchema, copyIdOf } from './copies-file.ts';

/** How many different strings of a namespace are kept, a pinned one not counted. */
const maxCopies = 5;

interface NewCopy {
  text: string;
  /** Epoch ms. */
  lastModified: number | null;
  writer: SessionWriter;
}

export interface SessionCopy extends NewCopy {
  id: string;
}

/** A copy as it is held while the app runs: sealed, or as text where nothing can seal it. */
type Held = Omit<SessionCopy, 'text'> & ({ sealed: string } | { text: string });

interface HeldCopies {
  /** Absent where it stands in a file that was not read yet. */
  pinned?: string | null;
  /** Newest first. */
  copies: Held[];
}

interface SealedCopiesParts {
  /** The profile's own folder; one file for each namespace. */
  directory: string;
  sealer: Sealer;
  problems: FileProblems;
  now: () => number;
}

/**
 * The app's own copies of the last different strings that it wrote or replaced, so that a replaced session can come
 * back where the bucket keeps no versions. What cannot be sealed stays in memory.
 */
export class SealedCopies {
  /** Copies that are not, or not yet, on the disk. */
  readonly #held = new Map<string, HeldCopies>();
  readonly #files = new Map<string, JsonFile<CopiesFile>>();
  /** Namespaces whose file the disk refused to be read. */
  readonly #unread = new Set<string>();
  readonly #queue = new SerialQueue();

  constructor(private readonly parts: SealedCopiesParts) {}

  /** An equal string is not kept twice: it becomes the newest. Returns the copy's id, on a full disk too. */
  keep(namespace: string, { text, lastModified, writer }: NewCopy): Promise<string> {
    const id = copyIdOf(text);
    return this.#change(namespace, ({ copies, ...held }) => {
      const others = copies.filter((copy) => copy.id !== id);
      return { ...held, copies: [{ id, text, lastModified, writer }, ...others] };
    }).then(() => id);
  }

  /** Newest first; those whose seal cannot be opened now are left out. */
  list(namespace: string): Promise<SessionCopy[]> {
    return this.#queue.run(async () => {
      const { copies } = await this.#read(namespace);
      return copies.flatMap((copy) => this.#opened(copy) ?? []);
    });
  }

  /** Null where there is no such copy, or its seal cannot be opened now. */
  async text(namespace: string, id: string): Promise<string | null> {
    return (await this.list(namespace)).find((copy) => copy.id === id)?.text ?? null;
  }

  /** Keeps this copy, and no other, whatever comes after it; null lets go. */
  pin(namespace: string, id: string | null): Promise<void> {
    return this.#change(namespace, ({ copies }) => ({ pinned: id, copies }));
  }

  /** Seals what had to stay in memory, as far as it can be sealed now. */
  async seal(): Promise<void> {
    await Promise.all([...this.#held.keys()].map((namespace) => this.#change(namespace, (held) => held)));
  }

  #change(namespace: string, next: (held: HeldCopies) => HeldCopies): Promise<void> {
    return this.#queue.run(async () => {
      const held = next(await this.#read(namespace));
      await this.#write(namespace, { ...held, copies: newestOf(held) });
    });
  }

  /** Copies in memory count for more than the file, which may be read late. */
  async #read(namespace: string): Promise<HeldCopies> {
    const held = this.#held.get(namespace);
    if (held && !this.#unread.has(namespace)) return held;
    const file = this.#file(namespace);
    const read = await file.read();
    const { problems } = this.parts;
    if (read.kind === 'damaged') problems.damaged(file.path, read.keptAs);
    else problems.report(file.path, read.kind === 'unreadable' ? read.error : null);
    if (read.kind === 'unreadable') {
      this.#unread.add(namespace);
      return held ?? { copies: [] };
    }
    this.#unread.delete(namespace);
    const stored = read.kind === 'read' ? read.value : { pinned: null, copies: [] };
    if (!held) return stored;
    const older = stored.copies.filter(({ id }) => held.copies.every((copy) => copy.id !== id));
    const merged = { pinned: stored.pinned, ...held, copies: [...held.copies, ...older] };
    this.#held.set(namespace, merged);
    return merged;
  }

  async #write(namespace: string, { pinned, copies }: HeldCopies): Promise<void> {
    const sealed = copies.map((copy) => this.#sealed(copy));
    this.#held.set(namespace, pinned === undefined ? { copies: sealed } : { pinned, copies: sealed });
    const writable = sealed.filter((copy) => 'sealed' in copy);
    if (writable.length === 0 || this.#unread.has(namespace)) return;
    const file = this.#file(namespace);
    const written = await file.write({ version: 1, namespace, pinned: pinned ?? null, copies: writable });
    const { path } = file;
    // The session itself is in the store: losing its copy must not stop what is being done with it.
    const refused =
      written.kind === 'failed' ? fail('disk-write-failed', { path, reason: written.reason }) : null;
    this.parts.problems.report(path, refused?.error ?? null);
    // The disk has it all, so the memory need not.
    if (!refused && writable.length === sealed.length) this.#held.delete(namespace);
  }

  #sealed(copy: Held): Held {
    const { sealer } = this.parts;
    if ('sealed' in copy || !sealer.available()) return copy;
    const { text, ...rest } = copy;
    try {
      return { ...rest, sealed: sealer.seal(text) };
    } catch {
      // A keyring can be there and refuse all the same.
      return copy;
    }
  }

  #opened(copy: Held): SessionCopy | null {
    if (!('sealed' in copy)) return copy;
    const { sealed, ...rest } = copy;
    const text = this.parts.sealer.open(sealed);
    return text === null ? null : { ...rest, text };
  }

  #file(namespace: string): JsonFile<CopiesFile> {
    const known = this.#files.get(namespace);
    if (known) return known;
    const path = join(this.parts.directory, copiesFileName(namespace));
    const file = new JsonFile(path, copiesFileSchema, this.parts.now);
    this.#files.set(namespace, file);
    return file;
  }
}

/** The pinned one and the newest of the others. */
function newestOf({ pinned, copies }: HeldCopies): Held[] {
  const room = copies.filter(({ id }) => id !== pinned).slice(0, maxCopies);
  return copies.filter((copy) => copy.id === pinned || room.includes(copy));
}
