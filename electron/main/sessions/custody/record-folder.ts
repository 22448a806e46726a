import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import { type FileChange, removeFile, renameFile, writeFileAtomically } from '../../files/atomic-file.ts';
import { codeOf } from '../../files/file-errors.ts';
import { readTextFile } from '../../files/read-text-file.ts';
import type { Logger } from '../../logging/logger.ts';
import type { Sealer } from '../sealer.ts';
import { type AsideFile, asideFile, unreadableFolder } from './aside-file.ts';
import type { HeldSession } from './held-session.ts';
import {
  factsOf,
  openSecret,
  type ParsedRecord,
  parseRecord,
  readRecord,
  recordText,
} from './record-file.ts';
import type { FoundRecords, Records } from './records.ts';
import { type OldRecord, parseOldFile, readVersionOne } from './version-one.ts';

const recordName = /^[0-9a-f]{32}\.json$/;
const temporaryName = /^([0-9a-f]{32}\.json)\.tmp$/;
const asideName = /^[0-9a-f]{32}\.json\..+\.damaged$/;

/** Whether a file of the folder may hold a session that is nowhere else. */
export function mayHoldSession(name: string): boolean {
  return [recordName, temporaryName, asideName].some((form) => form.test(name));
}

export interface RecordFolderParts {
  /** The profile's own; one file for each session. */
  directory: string;
  /** Where the first version of the app kept the same profile's sessions. */
  versionOneDirectory: string;
  profileId: string;
  sealer: Sealer;
  logger: Logger;
}

/** What became of one file of the folder. */
type Looked = ParsedRecord | { kind: 'absent' } | { kind: 'unreadable'; reason: string };

/** One sealed file for each session, written and removed so that neither a crash nor a loss of power leaves a half. */
export class RecordFolder implements Records {
  /** Files that this run has not read or written: whatever they hold is not replaced. */
  #foreign = new Set<string>();
  /** Files of the first version whose session has a record here; removed with it, where they could not be before. */
  #origins = new Map<string, string[]>();

  constructor(private readonly parts: RecordFolderParts) {}

  async read(): Promise<FoundRecords> {
    this.#foreign = new Set();
    this.#origins = new Map();
    const own = await this.#readOwn();
    const old = await readVersionOne(this.parts.versionOneDirectory, this.parts);
    const held = new Set(own.sessions.map(({ id }) => id));
    for (const record of old.records) {
      if (held.has(record.session.id)) await this.#leaveOrigin(record);
      else own.sessions.push(await this.#takeOver(record));
    }
    const aside = [...own.aside, ...old.aside];
    for (const { name, kind, failure } of aside)
      this.parts.logger.warn('held-file-aside', { name, kind, failure });
    return { sessions: own.sessions, aside };
  }

  canWrite(): boolean {
    return this.parts.sealer.available();
  }

  async write(session: HeldSession): Promise<FileChange> {
    const name = nameOf(session.id);
    if (this.#foreign.has(name)) return { kind: 'failed', reason: `${name} could not be read` };
    const { profileId, sealer } = this.parts;
    return writeFileAtomically(this.#path(name), recordText(session, profileId, sealer));
  }

  async remove(id: string): Promise<FileChange> {
    // The older file first: while the record is there, the other one counts for nothing.
    for (const path of [...(this.#origins.get(id) ?? []), this.#path(nameOf(id))]) {
      const removed = await removeFile(path);
      if (removed.kind === 'failed') return removed;
    }
    this.#origins.delete(id);
    return { kind: 'done' };
  }

  open(session: HeldSession): HeldSession {
    const { secret } = session;
    if (secret.kind === 'open') return session;
    return { ...session, secret: openSecret({ ...session, ...secret }, this.parts.sealer) };
  }

  async removeAside(aside: AsideFile): Promise<Result<null, 'conflict-changed' | 'journal-not-removed'>> {
    const read = await readTextFile(aside.path);
    const now = read.kind === 'read' ? fingerprintIn(read.text) : null;
    if (read.kind === 'read' && now !== (aside.session?.fingerprint ?? null)) return fail('conflict-changed');
    const removed = await removeFile(aside.path);
    if (removed.kind === 'failed')
      return fail('journal-not-removed', { file: aside.path, reason: removed.reason });
    this.#foreign.delete(aside.name);
    return ok(null);
  }

  async #readOwn(): Promise<FoundRecords> {
    const { directory } = this.parts;
    const found: FoundRecords = { sessions: [], aside: [] };
    let names: string[];
    try {
      names = await readdir(directory);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') found.aside.push(unreadableFolder('.', directory, error));
      return found;
    }
    for (const name of names) await this.#settleTemporary(found, name, names);
    // One that a crash left unrenamed has its own name by now.
    const unrenamed = names.flatMap((name) => temporaryName.exec(name)?.[1] ?? []);
    const records = new Set([...names.filter((name) => recordName.test(name)), ...unrenamed]);
    for (const name of [...records, ...names.filter((each) => asideName.test(each))]) {
      if (!this.#foreign.has(name)) await this.#readInto(found, name);
    }
    return found;
  }

  async #readInto(found: FoundRecords, name: string): Promise<void> {
    const path = this.#path(name);
    const looked = await this.#look(path);
    if (looked.kind === 'absent') return;
    if (looked.kind === 'record') {
      const session = readRecord(looked.file, this.parts.sealer);
      if (looked.file.profileId === this.parts.profileId && name === nameOf(session.id)) {
        found.sessions.push(session);
        return;
      }
      this.#foreign.add(name);
      found.aside.push(await asideFile({ name, path, kind: 'foreign', session }));
      return;
    }
    if (looked.kind === 'damaged' && recordName.test(name)) {
      const keptAs = `${name}.${randomUUID()}.damaged`;
      const moved = await renameFile(path, this.#path(keptAs));
      const now = moved.kind === 'failed' ? name : keptAs;
      if (moved.kind === 'failed') this.#foreign.add(name);
      found.aside.push(await asideFile({ name: now, path: this.#path(now), kind: 'damaged' }));
      return;
    }
    this.#foreign.add(name);
    const failure = looked.kind === 'unreadable' ? looked.reason : null;
    found.aside.push(await asideFile({ name, path, kind: looked.kind, failure }));
  }

  /**
   * The app ended between writing a record and renaming it. Where there is a record already, that one is what was last
   * told; where there is none, a whole file is all there is of its session.
   */
  async #settleTemporary(found: FoundRecords, name: string, names: readonly string[]): Promise<void> {
    const target = temporaryName.exec(name)?.[1];
    if (target === undefined) return;
    const path = this.#path(name);
    const looked = await this.#look(path);
    const isOnly = !names.includes(target);
    if (looked.kind === 'newer' || (looked.kind === 'unreadable' && isOnly)) {
      // The next write of the same record would begin by emptying it.
      this.#foreign.add(target);
      const failure = looked.kind === 'unreadable' ? looked.reason : null;
      found.aside.push(await asideFile({ name, path, kind: looked.kind, failure }));
    } else if (looked.kind === 'record' && isOnly) await renameFile(path, this.#path(target));
    else if (looked.kind === 'record' || looked.kind === 'damaged') await removeFile(path);
  }

  /** The older file goes only once the record is on the disk and reads as it should. */
  async #takeOver(record: OldRecord): Promise<HeldSession> {
    const { session, path } = record;
    const written = this.canWrite() || session.secret.kind === 'closed' ? await this.write(session) : null;
    if (written?.kind === 'done' && (await this.#isWritten(session))) await this.#leaveOrigin(record);
    else this.#addOrigin(session.id, path);
    return session;
  }

  async #isWritten(session: HeldSession): Promise<boolean> {
    const looked = await this.#look(this.#path(nameOf(session.id)));
    if (looked.kind !== 'record') return false;
    const { profileId, sealer } = this.parts;
    const read = readRecord(looked.file, sealer);
    const isSame = JSON.stringify(factsOf(read, profileId)) === JSON.stringify(factsOf(session, profileId));
    return isSame && JSON.stringify(read.secret) === JSON.stringify(session.secret);
  }

  async #leaveOrigin({ session, path }: OldRecord): Promise<void> {
    const removed = await removeFile(path);
    if (removed.kind === 'failed') this.#addOrigin(session.id, path);
  }

  #addOrigin(id: string, path: string): void {
    this.#origins.set(id, [...(this.#origins.get(id) ?? []), path]);
  }

  async #look(path: string): Promise<Looked> {
    const file = await readTextFile(path);
    return file.kind === 'read' ? parseRecord(file.text) : file;
  }

  #path(name: string): string {
    return join(this.parts.directory, name);
  }
}

function nameOf(id: string): string {
  return `${id}.json`;
}

function fingerprintIn(text: string): string | null {
  const parsed = parseRecord(text);
  return (parsed.kind === 'record' ? parsed.file : parseOldFile(text))?.fingerprint ?? null;
}
