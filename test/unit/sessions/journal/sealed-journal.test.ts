import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SealedJournal } from '../../../../electron/main/sessions/journal/sealed-journal.ts';
import type { JournalRecord } from '../../../../electron/main/sessions/session-journal.ts';
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

  it('keeps the entries of two profiles apart, and takes none of another profile', async () => {
    await (await open()).put(record('a-bot', 1));
    const other = join(folder.path, 'journal', 'profile-b');
    await (await open('profile-b', other)).put(record('a-bot', 2));
    expect((await open()).entries()).toMatchObject([{ record: { text: sampleText(1) } }]);
    const stranger = await open('profile-b', directory);
    expect(stranger.entries()).toEqual([]);
    expect(stranger.problems).toMatchObject([{ code: 'journal-entry-damaged' }]);
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

  it('ignores a torn one, and one that is older than what was renamed', async () => {
    await (await open()).put(record('a-bot', 1));
    const path = await onlyFile();
    const older = await readFile(path, 'utf8');
    time = 2_000;
    await (await open()).put(record('a-bot', 2));
    await writeFile(`${path}.0b0b0b0b-0000-4000-8000-000000000001.tmp`, older.slice(0, older.length / 2));
    await writeFile(`${path}.0b0b0b0b-0000-4000-8000-000000000002.tmp`, older);
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
    expect(restarted.problems).toMatchObject([{ code: 'journal-entry-damaged' }]);
    expect(await readFile(String(restarted.problems[0]?.params?.file), 'utf8')).toContain('half a fi');
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
