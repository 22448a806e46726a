import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppError } from '../../../../shared/result.ts';
import { JsonFile } from '../../files/json-file.ts';
import { type JournalFile, journalFileName, journalFileSchema } from './journal-file.ts';

/** As `writeFileAtomically` names what it has not renamed yet. */
const temporaryName = /^([0-9a-f]{64}\.json)\.[0-9a-f-]+\.tmp$/;

export interface FolderContents {
  files: JournalFile[];
  /** Files that cannot be read; they were kept. */
  problems: AppError[];
}

/** The files of one profile's journal. */
export class JournalFolder {
  constructor(
    private readonly directory: string,
    private readonly profileId: string,
    private readonly now: () => number,
  ) {}

  path(namespace: string): string {
    return join(this.directory, journalFileName(namespace));
  }

  async write(file: JournalFile): Promise<void> {
    await this.file(journalFileName(file.namespace)).write(file);
  }

  /** Moves a file out of the way that a new one is about to replace. */
  async keepAside(namespace: string): Promise<void> {
    const path = this.path(namespace);
    await rename(path, `${path}.${this.now()}.kept`);
  }

  async read(): Promise<FolderContents> {
    const names = await readdir(this.directory).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    for (const name of names) await this.settleTemporary(name);
    const contents: FolderContents = { files: [], problems: [] };
    const written = (await readdir(this.directory).catch(() => [])).filter((name) => name.endsWith('.json'));
    for (const name of written) await this.readInto(contents, name);
    return contents;
  }

  private async readInto(contents: FolderContents, name: string): Promise<void> {
    const file = this.file(name);
    const read = await file.read().catch(() => null);
    if (read === null) contents.problems.push(damaged(file.path));
    else if (read.kind === 'damaged') contents.problems.push(damaged(read.keptAs));
    else if (read.kind === 'read') {
      if (this.belongsHere(read.value, name)) contents.files.push(read.value);
      else contents.problems.push(damaged(file.path));
    }
  }

  /** A copy of another profile's or namespace's file must not be stored under this one. */
  private belongsHere(file: JournalFile, name: string): boolean {
    return file.profileId === this.profileId && journalFileName(file.namespace) === name;
  }

  /** The app ended between writing an entry and renaming it: a whole one is taken over, a torn one removed. */
  private async settleTemporary(name: string): Promise<void> {
    const target = temporaryName.exec(name)?.[1];
    if (target === undefined) return;
    const path = join(this.directory, name);
    const whole = await this.parse(path);
    const written = await this.parse(join(this.directory, target));
    const isNewer = whole !== null && whole.journaledAt > (written?.journaledAt ?? Number.NEGATIVE_INFINITY);
    if (isNewer && this.belongsHere(whole, target)) await rename(path, join(this.directory, target));
    else await rm(path, { force: true });
  }

  private async parse(path: string): Promise<JournalFile | null> {
    try {
      return journalFileSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    } catch {
      return null;
    }
  }

  private file(name: string): JsonFile<JournalFile> {
    return new JsonFile(join(this.directory, name), journalFileSchema, this.now);
  }
}

function damaged(file: string): AppError {
  return { code: 'journal-entry-damaged', params: { file } };
}
