import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SealedJournal } from '../../../../electron/main/sessions/journal/sealed-journal.ts';
import type { JournalRecord } from '../../../../electron/main/sessions/session-journal.ts';
import { fingerprint } from '../../../../electron/main/sessions/session-string/index.ts';
import { sampleAccount, temporaryDirectory } from '../../../fixtures/namespaces.ts';
import { MemorySealer } from '../../../fixtures/sealer.ts';
import { sampleText } from '../../../fixtures/session-strings.ts';
import { silentLogger } from '../../../fixtures/silent-logger.ts';

let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let directory: string;
let sealer: MemorySealer;
let time: number;

beforeEach(async () => {
  folder = await temporaryDirectory();
  directory = join(folder.path, 'journal', 'profile-a');
  sealer = new MemorySealer();
  time = 1_000;
});
afterEach(() => folder.remove());

function open(profileId = 'profile-a', place = directory): Promise<SealedJournal> {
  const now = () => time;
  return SealedJournal.open({ directory: place, profileId, sealer, logger: silentLogger, now });
}

function record(namespace: string, seed = 1): JournalRecord {
  return { namespace, text: sampleText(seed), condition: { ifMatch: '"e1"' }, account: sampleAccount };
}

async function onlyFile(): Promise<string> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.json'));
  if (names.length !== 1 || names[0] === undefined) throw new Error(`${names.length} files`);
  return join(directory, names[0]);
}

function fingerprintOf(seed: number): string {
  return fingerprint(Buffer.alloc(256, seed));
}

/** Session 1 in the journal, and another one that a crash left beside it; returns both files' texts. */
async function leaveUnrenamed(seed: number, at: number): Promise<{ renamed: string; unrenamed: string }> {
  await (await open()).put(record('a-bot', 1));
  const path = await onlyFile();
  const renamed = await readFile(path, 'utf8');
  await rm(path);
  time = at;
  await (await open()).put(record('a-bot', seed));
  const unrenamed = await readFile(path, 'utf8');
  await writeFile(path, renamed);
  await writeFile(`${path}.0b0b0b0b-0000-4000-8000-000000000003.tmp`, unrenamed);
  return { renamed, unrenamed };
}

describe('the journal', () => {
  it('gives everything back after a restart', async () => {
    const put = record('ünïcode 🛰');
    expect(await (await open()).put(put)).toBeNull();
    const [entry] = (await open()).entries();
    expect(entry).toMatchObject({
      namespace: 'ünïcode 🛰',
      dcId: 2,
      account: sampleAccount.info,
      journaledAt: 1_000,
      unprotected: null,
      record: put,
    });
  });

  it('shows neither the session nor the phone number to a reader of the file', async () => {
    await (await open()).put(record('a-bot'));
    const text = await readFile(await onlyFile(), 'utf8');
    expect(text).not.toContain(sampleText(1).slice(20, 60));
    expect(text).not.toContain('491511234567');
  });

  it('drops an entry whose session is stored, and keeps one that came meanwhile', async () => {
    const journal = await open();
    await journal.put(record('a-bot', 1));
    await journal.put(record('a-bot', 2));
    await journal.clear('a-bot', sampleText(1));
    expect((await open()).entries()).toMatchObject([{ record: { text: sampleText(2) } }]);
    await journal.clear('a-bot', sampleText(2));
    expect((await open()).entries()).toEqual([]);
    expect(await readdir(directory)).toEqual([]);
  });

  it('adds a session only where no other one is, also while that one is being written', async () => {
    const journal = await open();
    const [put, added] = await Promise.all([
      journal.put(record('a-bot', 1)),
      journal.add(record('a-bot', 2)),
    ]);
    expect([put, added]).toEqual([null, { code: 'namespace-unsaved', params: { namespace: 'a-bot' } }]);
    expect(await journal.add(record('a-bot', 1), 500)).toBeNull();
    expect((await open()).entries()).toMatchObject([{ record: { text: sampleText(1) }, journaledAt: 500 }]);
  });

  it('keeps the entries of two profiles apart, and takes none of another profile', async () => {
    await (await open()).put(record('a-bot', 1));
    const other = join(folder.path, 'journal', 'profile-b');
    await (await open('profile-b', other)).put(record('a-bot', 2));
    expect((await open()).entries()).toMatchObject([{ record: { text: sampleText(1) } }]);
    const stranger = await open('profile-b', directory);
    expect(stranger.entries()).toEqual([]);
    expect(stranger.aside.list()).toMatchObject([{ kind: 'foreign', entry: { namespace: 'a-bot' } }]);
    expect(await readFile(await onlyFile(), 'utf8')).toContain('profile-a');
  });
});

describe('what a crash leaves behind', () => {
  it('takes over an entry that was whole but not renamed yet', async () => {
    await (await open()).put(record('a-bot', 1));
    const path = await onlyFile();
    const whole = await readFile(path, 'utf8');
    await rm(path);
    await writeFile(`${path}.0b0b0b0b-0000-4000-8000-000000000000.tmp`, whole);
    expect((await open()).entries()).toMatchObject([{ record: { text: sampleText(1) } }]);
  });

  it('removes a torn one', async () => {
    await (await open()).put(record('a-bot', 1));
    const path = await onlyFile();
    const older = await readFile(path, 'utf8');
    time = 2_000;
    await (await open()).put(record('a-bot', 2));
    await writeFile(`${path}.0b0b0b0b-0000-4000-8000-000000000001.tmp`, older.slice(0, older.length / 2));
    expect((await open()).entries()).toMatchObject([{ record: { text: sampleText(2) } }]);
    expect(await readdir(directory)).toHaveLength(1);
  });

  it('keeps a damaged file aside, reports it, and reads the others', async () => {
    const journal = await open();
    await journal.put(record('a-bot', 1));
    const path = await onlyFile();
    await journal.put(record('b-bot', 2));
    await writeFile(path, '{"version": 1, "half a fi');
    const restarted = await open();
    expect(restarted.entries()).toMatchObject([{ namespace: 'b-bot' }]);
    expect(restarted.aside.list()).toMatchObject([{ kind: 'damaged', entry: null }]);
    expect(await readFile(String(restarted.aside.list()[0]?.path), 'utf8')).toContain('half a fi');
    expect((await open()).aside.list()).toEqual(restarted.aside.list());
  });

  it('keeps both sessions when the clock was set back between an entry and one that was not renamed', async () => {
    const left = await leaveUnrenamed(2, 500);
    const restarted = await open();
    expect(restarted.entries()).toMatchObject([{ record: { text: sampleText(1) } }]);
    expect(restarted.aside.list()).toMatchObject([
      { kind: 'kept', entry: { namespace: 'a-bot', fingerprint: fingerprintOf(2) } },
    ]);
    expect(await readFile(String(restarted.aside.list()[0]?.path), 'utf8')).toBe(left.unrenamed);
  });

  it('keeps the session that a newer one, which was not renamed, takes the place of', async () => {
    const left = await leaveUnrenamed(2, 2_000);
    const restarted = await open();
    expect(restarted.entries()).toMatchObject([{ record: { text: sampleText(2) } }]);
    expect(restarted.aside.list()).toMatchObject([
      { kind: 'kept', entry: { namespace: 'a-bot', fingerprint: fingerprintOf(1) } },
    ]);
    expect(await readFile(String(restarted.aside.list()[0]?.path), 'utf8')).toBe(left.renamed);
  });
});

describe('a file that cannot be read now', () => {
  /** What stands where the entry was cannot be read as a file, like one on a failing disk. */
  async function makeUnreadable(): Promise<string> {
    await (await open()).put(record('a-bot', 1));
    const path = await onlyFile();
    await rm(path);
    await mkdir(path);
    await writeFile(join(path, 'inside'), 'still here');
    return path;
  }

  it('is reported and stays where it is', async () => {
    const path = await makeUnreadable();
    const restarted = await open();
    expect(restarted.aside.list()).toMatchObject([{ kind: 'unreadable', path, entry: null }]);
    expect(await readdir(path)).toEqual(['inside']);
  });

  it('is moved aside before another session of the same namespace is written, and removed with none', async () => {
    const path = await makeUnreadable();
    const journal = await open();
    await journal.put(record('a-bot', 2));
    await journal.clear('a-bot', sampleText(2));
    const names = await readdir(directory);
    expect(names).toEqual([expect.stringMatching(/\.kept$/)]);
    expect(await readdir(join(directory, names[0] ?? ''))).toEqual(['inside']);
    expect((await open()).aside.list()).toHaveLength(1);
    expect(journal.aside.list()).toHaveLength(1);
    expect(path).not.toBe(join(directory, names[0] ?? ''));
  });
});

describe('a seal that cannot be opened', () => {
  it('shows the entry without its session, and opens it when the seal is unlocked', async () => {
    await (await open()).put(record('a-bot'));
    sealer.isAvailable = false;
    const locked = await open();
    expect(locked.entries()).toMatchObject([{ namespace: 'a-bot', record: null, unprotected: null }]);
    sealer.isAvailable = true;
    await locked.unseal();
    expect(locked.entries()).toMatchObject([{ record: { text: sampleText(1) } }]);
  });

  it('keeps the closed entry aside when a newer session of the same namespace is journaled', async () => {
    await (await open()).put(record('a-bot', 1));
    const closed = await readFile(await onlyFile(), 'utf8');
    sealer.isAvailable = false;
    const locked = await open();
    expect(await locked.put(record('a-bot', 2))).toEqual({ code: 'journal-not-sealed' });
    sealer.isAvailable = true;
    await locked.unseal();
    expect((await open()).entries()).toMatchObject([{ record: { text: sampleText(2) } }]);
    const kept = (await readdir(directory)).filter((name) => name.endsWith('.kept'));
    expect(kept).toHaveLength(1);
    expect(await readFile(join(directory, kept[0] ?? ''), 'utf8')).toBe(closed);
    const told = [{ kind: 'kept', entry: { fingerprint: fingerprintOf(1) } }];
    expect(locked.aside.list()).toMatchObject(told);
    expect((await open()).aside.list()).toMatchObject(told);
  });

  it('stays when a newer session of the same namespace has been stored, and is shown again', async () => {
    await (await open()).put(record('a-bot', 1));
    sealer.isAvailable = false;
    const locked = await open();
    await locked.put(record('a-bot', 2));
    expect(await locked.clear('a-bot', sampleText(2))).toBeNull();
    expect(locked.entries()).toMatchObject([{ record: null, fingerprint: fingerprintOf(1) }]);
    sealer.isAvailable = true;
    await locked.unseal();
    expect(locked.entries()).toMatchObject([{ record: { text: sampleText(1) } }]);
    expect((await open()).entries()).toMatchObject([{ record: { text: sampleText(1) } }]);
  });

  it('is removed when it is discarded', async () => {
    await (await open()).put(record('a-bot', 1));
    sealer.isAvailable = false;
    const locked = await open();
    expect(await locked.discard('a-bot', fingerprintOf(1))).toBeNull();
    expect(locked.entries()).toEqual([]);
    expect(await readdir(directory)).toEqual([]);
  });

  it('is not removed for another one that was shown before it', async () => {
    await (await open()).put(record('a-bot', 1));
    sealer.isAvailable = false;
    const locked = await open();
    expect(await locked.discard('a-bot', fingerprintOf(2))).toEqual({ code: 'conflict-changed' });
    expect((await open()).entries()).toMatchObject([{ fingerprint: fingerprintOf(1) }]);
  });
});

describe('a computer that cannot keep it', () => {
  it('says that a session is in memory only, and seals it once it can', async () => {
    sealer.isAvailable = false;
    const journal = await open();
    expect(await journal.put(record('a-bot'))).toEqual({ code: 'journal-not-sealed' });
    expect(journal.entries()).toMatchObject([{ unprotected: { code: 'journal-not-sealed' } }]);
    expect((await open()).entries()).toEqual([]);
    sealer.isAvailable = true;
    await journal.unseal();
    expect(journal.entries()).toMatchObject([{ unprotected: null }]);
    expect((await open()).entries()).toHaveLength(1);
  });

  it('says that an entry could not be removed, and goes on showing it', async () => {
    const journal = await open();
    await journal.put(record('a-bot'));
    const path = await onlyFile();
    await rm(path);
    await mkdir(path);
    const failure = { code: 'journal-not-removed', params: { file: path } };
    expect(await journal.clear('a-bot', sampleText(1))).toMatchObject(failure);
    expect(await journal.discard('a-bot', fingerprintOf(1))).toMatchObject(failure);
    expect(journal.entries()).toHaveLength(1);
  });

  it('says that the disk refused the file, and keeps the session in memory', async () => {
    await mkdir(dirname(directory), { recursive: true });
    const journal = await open();
    await writeFile(directory, 'a file where the folder should be');
    expect(await journal.put(record('a-bot'))).toMatchObject({ code: 'journal-not-written' });
    expect(journal.entries()).toMatchObject([
      { record: { text: sampleText(1) }, unprotected: { code: 'journal-not-written' } },
    ]);
  });
});
