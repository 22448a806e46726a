import { randomUUID } from 'node:crypto';
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LeftoverFileKind } from '../../../../shared/held-sessions.ts';
import type { AppError } from '../../../../shared/result.ts';
import { type FileChange, removeFile, writeFileAtomically } from '../../files/atomic-file.ts';
import { type JournalFile, journalFileName, parseJournalFile } from './journal-file.ts';

const entryName = /^[0-9a-f]{64}\.json$/;
/** As `writeFileAtomically` names what it has not renamed yet. */
const temporaryName = /^([0-9a-f]{64}\.json)(?:\.[0-9a-f-]+)?\.tmp$/;
const asideName = /^[0-9a-f]{64}\.json\..+\.(?:kept|damaged)$/;

/** Whether a file of a journal's folder may hold a session that is nowhere else. */
export function mayHoldSession(name: string): boolean {
  return [entryName, temporaryName, asideName].some((form) => form.test(name));
}

/** A file that is not in use. */
export interface FoundAside {
  name: string;
  path: string;
  kind: LeftoverFileKind;
  /** Null where it is no entry, or could not be read. */
  file: JournalFile | null;
  /** Epoch ms; null where it cannot be told. */
  writtenAt: number | null;
  /** What the disk said where it could not be read. */
  failure: string | null;
}

export interface FolderContents {
  files: JournalFile[];
  /** Of this start and of earlier ones; all were kept. */
  aside: FoundAside[];
}

type Looked =
  | { kind: 'read'; file: JournalFile }
  | { kind: 'absent' }
  /** It is not an entry. */
  | { kind: 'damaged' }
  /** Whether it is one cannot be told now: the disk failed, or permission is missing. */
  | { kind: 'unreadable'; reason: string };

/** The files of one profile's journal. */
export class JournalFolder {
  constructor(
    private readonly directory: string,
    private readonly profileId: string,
  ) {}

  path(namespace: string): string {
    return join(this.directory, journalFileName(namespace));
  }

  async write(file: JournalFile): Promise<void> {
    refuse(await writeFileAtomically(this.path(file.namespace), `${JSON.stringify(file, null, 2)}\n`));
  }

  /** Moves whatever has the namespace's name out of the way, and tells it, or null where nothing was. */
  async keepAside(namespace: string): Promise<FoundAside | null> {
    const name = journalFileName(namespace);
    const kept = await this.moveAside(name, name, 'kept');
    return kept === null ? null : this.lookAside(kept);
  }

  /** Null where it is not there. */
  async lookAside(name: string): Promise<FoundAside | null> {
    return this.aside(name, await this.look(name));
  }

  /** Why the file is still there, or null. */
  async remove(name: string): Promise<AppError | null> {
    const path = join(this.directory, name);
    try {
      refuse(await removeFile(path));
      return null;
    } catch (error) {
      if (isMissing(error)) return null;
      return { code: 'journal-not-removed', params: { file: path, reason: reasonOf(error) } };
    }
  }

  async read(): Promise<FolderContents> {
    for (const name of await this.names()) await this.settleTemporary(name);
    const contents: FolderContents = { files: [], aside: [] };
    for (const name of await this.names()) {
      if (mayHoldSession(name)) await this.readInto(contents, name);
    }
    return contents;
  }

  private async readInto(contents: FolderContents, name: string): Promise<void> {
    const looked = await this.look(name);
    const isEntry = entryName.test(name);
    if (isEntry && looked.kind === 'read' && this.belongsHere(looked.file, name)) {
      contents.files.push(looked.file);
      return;
    }
    // A disk that refuses the new name leaves the file where it is, and no write will replace it.
    const keptAs =
      isEntry && looked.kind === 'damaged'
        ? await this.moveAside(name, name, 'damaged').catch(() => name)
        : name;
    const aside = keptAs && (await this.aside(keptAs, looked));
    if (aside) contents.aside.push(aside);
  }

  /** A copy of another profile's or namespace's file must not be stored under this one. */
  private belongsHere(file: JournalFile, name: string): boolean {
    return file.profileId === this.profileId && name.startsWith(journalFileName(file.namespace));
  }

  /**
   * The app ended between writing an entry and renaming it: a torn one is removed, of two whole ones the newer is taken
   * over. The clock may have been set back, so the other one is kept where it is another session.
   */
  private async settleTemporary(name: string): Promise<void> {
    const target = temporaryName.exec(name)?.[1];
    if (target === undefined) return;
    const left = await this.look(name);
    if (left.kind === 'damaged') await rm(join(this.directory, name), { force: true });
    if (left.kind !== 'read') return;
    const there = await this.look(target);
    const rival = there.kind === 'read' && this.belongsHere(there.file, target) ? there.file : null;
    const isSame = rival?.fingerprint === left.file.fingerprint;
    const isNewer = left.file.journaledAt > (rival?.journaledAt ?? Number.NEGATIVE_INFINITY);
    const wins = isNewer && there.kind !== 'unreadable' && this.belongsHere(left.file, target);
    if (wins) {
      if (!isSame) await this.moveAside(target, target, 'kept');
      await rename(join(this.directory, name), join(this.directory, target));
    } else if (isSame) await rm(join(this.directory, name), { force: true });
    else await this.moveAside(name, target, 'kept');
  }

  /** Returns the new name, or null where there was nothing. */
  private async moveAside(name: string, entry: string, ending: 'kept' | 'damaged'): Promise<string | null> {
    const aside = `${entry}.${randomUUID()}.${ending}`;
    try {
      await rename(join(this.directory, name), join(this.directory, aside));
      return aside;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  private async aside(name: string, looked: Looked): Promise<FoundAside | null> {
    if (looked.kind === 'absent') return null;
    const path = join(this.directory, name);
    if (looked.kind === 'read') {
      const { file } = looked;
      const kind = this.belongsHere(file, name) ? 'kept' : 'foreign';
      return { name, path, kind, file, writtenAt: file.journaledAt, failure: null };
    }
    const failure = looked.kind === 'unreadable' ? looked.reason : null;
    return { name, path, kind: looked.kind, file: null, writtenAt: await changedAt(path), failure };
  }

  private async look(name: string): Promise<Looked> {
    try {
      const file = parseJournalFile(await readFile(join(this.directory, name), 'utf8'));
      return file ? { kind: 'read', file } : { kind: 'damaged' };
    } catch (error) {
      if (isMissing(error)) return { kind: 'absent' };
      return { kind: 'unreadable', reason: reasonOf(error) };
    }
  }

  private async names(): Promise<string[]> {
    try {
      return await readdir(this.directory);
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }
}

/** Epoch ms, or null where the disk does not tell. */
async function changedAt(path: string): Promise<number | null> {
  return stat(path).then(
    ({ mtimeMs }) => Math.round(mtimeMs),
    () => null,
  );
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function refuse(change: FileChange): void {
  if (change.kind === 'failed') throw new Error(change.reason);
}
