import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import { type FileChange, removeFile, renameFile, writeFileAtomically } from '../../files/atomic-file.ts';
import { codeOf } from '../../files/file-errors.ts';
import { readTextFile } from '../../files/read-text-file.ts';
import type { Sealer } from '../../files/sealer.ts';
import type { Logger } from '../../logging/logger.ts';
import { type AsideFile, asideFile, unreadableFolder } from './aside-file.ts';
import { type HeldSession, isSameKey } from './held-session.ts';
import { openSecret, type ParsedRecord, parseRecord, readRecord, recordText } from './record-file.ts';
import type { FoundRecords, Records } from './records.ts';
import { parseOldFile, readVersionOne } from './version-one.ts';

const recordName = /^[0-9a-f]{32}\.json$/;
const temporaryName = /^([0-9a-f]{32}\.json)\.tmp$/;
/** Thousands of files one after the other keep the operator waiting. */
const readAtOnce = 16;
const asideName = /^[0-9a-f]{32}\.json\..+\.damaged$/;

/** Whether a file of the folder may hold a session that is nowhere else. */
export function mayHoldSession(name: string): boolean {
  return [recordName, temporaryName, asideName].some((form) => form.test(name));
}

interface RecordFolderParts {
  /** The profile's own; one file for each session. */
  directory: string;
  /** Where the first version of the app kept the same profile's sessions. */
  versionOneDirectory: string;
  profileId: string;
  sealer: Sealer;
  logger: Logger;
}

/** One file of the folder, as it was read. */
type Looked = ParsedRecord | { kind: 'absent' } | { kind: 'unreadable'; reason: string };

/** One sealed file for each session, written and removed so that neither a crash nor a loss of power leaves a half. */
export class RecordFolder implements Records {
  /** Files that this run has not read or written: whatever they hold is not replaced. */
  #foreign = new Set<string>();
  /** Files of the first version whose session has a record here; removed with it, where they could not be before. */
  #origins = new Map<string, string[]>();
  /** Of the sessions that were read, so that thousands are not compared with each other. */
  #fingerprints = new Set<string>();

  constructor(private readonly parts: RecordFolderParts) {}

  async read(): Promise<FoundRecords> {
    this.#foreign = new Set();
    this.#fingerprints = new Set();
    this.#origins = new Map();
    const own = await this.#readOwn();
    const old = await readVersionOne(this.parts.versionOneDirectory, this.parts);
    for (const { session, paths } of old.records) {
      // Its record cannot be read now, and may say something newer: both stay as they are.
      if (this.#foreign.has(nameOf(session.id))) continue;
      const held = own.sessions.find((other) => isSameKey(other, session));
      const isKept = held !== undefined || (await this.#takeOver(session, own));
      if (!held) own.sessions.push(session);
      const { id } = held ?? session;
      this.#origins.set(id, [...(this.#origins.get(id) ?? []), ...paths]);
      if (isKept) await this.#removeOrigins(id);
    }
    const aside = [...own.aside, ...old.aside];
    for (const { name, kind, failure } of aside)
      this.parts.logger.warn('held-file-aside', { name, kind, failure });
    return { ...own, aside };
  }

  canWrite(): boolean {
    return this.parts.sealer.available();
  }

  async write(session: HeldSession): Promise<FileChange> {
    const name = nameOf(session.id);
    if (this.#foreign.has(name)) return { kind: 'failed', reason: `${name} could not be read` };
    const text = this.#textOf(session);
    return text.ok
      ? writeFileAtomically(this.#path(name), text.value)
      : { kind: 'failed', reason: text.reason };
  }

  async remove(id: string): Promise<FileChange> {
    // The older files first: while the record is there, they count for nothing.
    if (this.#foreign.has(nameOf(id))) return { kind: 'failed', reason: `${nameOf(id)} could not be read` };
    const left = await this.#removeOrigins(id);
    return left.kind === 'failed' ? left : removeFile(this.#path(nameOf(id)));
  }

  open(session: HeldSession): HeldSession {
    const { secret } = session;
    if (secret.kind === 'open') return session;
    return { ...session, secret: openSecret({ ...session, ...secret }, this.parts.sealer) };
  }

  async removeAside(aside: AsideFile): Promise<Result<null, 'conflict-changed' | 'held-not-removed'>> {
    const read = await readTextFile(aside.path);
    const now = read.kind === 'read' ? fingerprintIn(read.text) : null;
    // A file that was read before and cannot be now may be another one.
    if (read.kind !== 'absent' && now !== (aside.session?.fingerprint ?? null))
      return fail('conflict-changed');
    const removed = await removeFile(aside.path);
    if (removed.kind === 'failed')
      return fail('held-not-removed', { file: aside.path, reason: removed.reason });
    this.#foreign.delete(aside.name);
    return ok(null);
  }

  async #readOwn(): Promise<FoundRecords> {
    const { directory } = this.parts;
    const found: FoundRecords = { sessions: [], aside: [], refusal: null };
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
    const wanted = [...records, ...names.filter((each) => asideName.test(each))];
    const readable = wanted.filter((name) => !this.#foreign.has(name));
    for (let next = 0; next < readable.length; next += readAtOnce) {
      const part = readable.slice(next, next + readAtOnce);
      const looks = await Promise.all(part.map(async (name) => ({ name, looked: await this.#look(name) })));
      for (const { name, looked } of looks) await this.#readInto(found, name, looked);
    }
    return found;
  }

  async #readInto(found: FoundRecords, name: string, looked: Looked): Promise<void> {
    const path = this.#path(name);
    if (looked.kind === 'absent') return;
    if (looked.kind === 'record') {
      const session = readRecord(looked.file, this.parts.sealer);
      const isTwin =
        this.#fingerprints.has(session.fingerprint) &&
        found.sessions.some((other) => isSameKey(other, session));
      if (looked.file.profileId === this.parts.profileId && name === nameOf(session.id) && !isTwin) {
        found.sessions.push(session);
        this.#fingerprints.add(session.fingerprint);
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
    const looked = await this.#look(name);
    const isOnly = !names.includes(target);
    if (looked.kind === 'newer' || (looked.kind === 'unreadable' && isOnly)) {
      // The next write of the same record would begin by emptying it.
      this.#foreign.add(target);
      const failure = looked.kind === 'unreadable' ? looked.reason : null;
      found.aside.push(await asideFile({ name, path, kind: looked.kind, failure }));
    } else if (looked.kind === 'record' && isOnly) await renameFile(path, this.#path(target));
    else if (looked.kind === 'record' || looked.kind === 'damaged') await removeFile(path);
  }

  /** Whether the record is on the disk and reads as it should, so that the older files may go. */
  async #takeOver(session: HeldSession, found: FoundRecords): Promise<boolean> {
    if (session.secret.kind === 'open' && !this.canWrite()) return false;
    const path = this.#path(nameOf(session.id));
    const text = this.#textOf(session);
    if (!text.ok) return false;
    const written = await writeFileAtomically(path, text.value);
    if (written.kind === 'failed') found.refusal = written.reason;
    const read = await readTextFile(path);
    return written.kind === 'done' && read.kind === 'read' && read.text === text.value;
  }

  /** A keyring may refuse to seal although it said that it can. */
  #textOf(session: HeldSession): { ok: true; value: string } | { ok: false; reason: string } {
    const { profileId, sealer } = this.parts;
    try {
      return { ok: true, value: recordText(session, profileId, sealer) };
    } catch {
      return { ok: false, reason: 'the system’s keyring refused to seal it' };
    }
  }

  async #removeOrigins(id: string): Promise<FileChange> {
    const paths = this.#origins.get(id) ?? [];
    for (let path = paths[0]; path !== undefined; path = paths[0]) {
      const removed = await removeFile(path);
      if (removed.kind === 'failed') return removed;
      paths.shift();
    }
    return { kind: 'done' };
  }

  async #look(name: string): Promise<Looked> {
    const file = await readTextFile(this.#path(name));
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
