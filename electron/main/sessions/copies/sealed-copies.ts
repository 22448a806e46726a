import { join } from 'node:path';
import type { SessionWriter } from '../../../../shared/stored-sessions.ts';
import { SerialQueue } from '../../async/serial-queue.ts';
import { JsonFile } from '../../files/json-file.ts';
import type { Logger } from '../../logging/logger.ts';
import type { Sealer } from '../sealer.ts';
import { type CopiesFile, copiesFileName, copiesFileSchema, copyIdOf } from './copies-file.ts';

/** How many different strings of a namespace are kept, a pinned one not counted. */
const maxCopies = 5;

export interface NewCopy {
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
  pinned: string | null;
  /** Newest first. */
  copies: Held[];
}

export interface SealedCopiesParts {
  /** The profile's own folder; one file for each namespace. */
  directory: string;
  sealer: Sealer;
  logger: Logger;
  now: () => number;
}

/**
 * The app's own copies of the last different strings that it wrote or replaced, so that a replaced session can come
 * back where the bucket keeps no versions. What cannot be sealed stays in memory.
 */
export class SealedCopies {
  private readonly held = new Map<string, HeldCopies>();
  private readonly queue = new SerialQueue();

  constructor(private readonly parts: SealedCopiesParts) {}

  /** An equal string is not kept twice: it becomes the newest. Returns the copy's id, on a full disk too. */
  keep(namespace: string, { text, lastModified, writer }: NewCopy): Promise<string> {
    const id = copyIdOf(text);
    return this.change(namespace, ({ pinned, copies }) => {
      const others = copies.filter((copy) => copy.id !== id);
      const room = others.filter((copy) => copy.id !== pinned).slice(maxCopies - 1);
      const kept = others.filter((copy) => !room.includes(copy));
      return { pinned, copies: [{ id, text, lastModified, writer }, ...kept] };
    }).then(() => id);
  }

  /** Newest first; those whose seal cannot be opened now are left out. */
  list(namespace: string): Promise<SessionCopy[]> {
    return this.queue.run(async () => {
      const { copies } = await this.read(namespace);
      return copies.flatMap((copy) => this.opened(copy) ?? []);
    });
  }

  /** Null where there is no such copy, or its seal cannot be opened now. */
  async text(namespace: string, id: string): Promise<string | null> {
    return (await this.list(namespace)).find((copy) => copy.id === id)?.text ?? null;
  }

  /** Keeps this copy, and no other, whatever comes after it; null lets go. */
  pin(namespace: string, id: string | null): Promise<void> {
    return this.change(namespace, ({ copies }) => ({ pinned: id, copies }));
  }

  /** Seals what had to stay in memory, as far as it can be sealed now. */
  async seal(): Promise<void> {
    await Promise.all([...this.held.keys()].map((namespace) => this.change(namespace, (held) => held)));
  }

  private change(namespace: string, next: (held: HeldCopies) => HeldCopies): Promise<void> {
    return this.queue.run(async () => {
      try {
        await this.write(namespace, next(await this.read(namespace)));
      } catch (error) {
        // The session itself is in the store: losing its copy must not stop what is being done with it.
        this.parts.logger.warn('copies-not-written', { namespace, error });
      }
    });
  }

  private async read(namespace: string): Promise<HeldCopies> {
    const held = this.held.get(namespace);
    if (held) return held;
    const read = await this.file(namespace).read();
    if (read.kind === 'damaged') this.parts.logger.warn('copies-damaged', { keptAs: read.keptAs });
    const stored = read.kind === 'read' ? read.value : { pinned: null, copies: [] };
    return { pinned: stored.pinned, copies: stored.copies };
  }

  private async write(namespace: string, { pinned, copies }: HeldCopies): Promise<void> {
    const sealed = copies.map((copy) => this.sealed(copy));
    this.held.set(namespace, { pinned, copies: sealed });
    const writable = sealed.filter((copy) => 'sealed' in copy);
    if (writable.length === 0) return;
    await this.file(namespace).write({ version: 1, namespace, pinned, copies: writable });
    // The disk has it all, so the memory need not.
    if (writable.length === sealed.length) this.held.delete(namespace);
  }

  private sealed(copy: Held): Held {
    const { sealer } = this.parts;
    if ('sealed' in copy || !sealer.available()) return copy;
    const { text, ...rest } = copy;
    return { ...rest, sealed: sealer.seal(text) };
  }

  private opened(copy: Held): SessionCopy | null {
    if (!('sealed' in copy)) return copy;
    const { sealed, ...rest } = copy;
    const text = this.parts.sealer.open(sealed);
    return text === null ? null : { ...rest, text };
  }

  private file(namespace: string): JsonFile<CopiesFile> {
    const path = join(this.parts.directory, copiesFileName(namespace));
    return new JsonFile(path, copiesFileSchema, this.parts.now);
  }
}
