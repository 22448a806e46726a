import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Custody } from '../../../../electron/main/sessions/custody/custody.ts';
import { pendingList } from '../../../../electron/main/sessions/custody/custody-view.ts';
import { isOpen } from '../../../../electron/main/sessions/custody/held-session.ts';
import { Disk } from '../../../fixtures/disk-faults.ts';
import { quietProblems } from '../../../fixtures/file-problems.ts';
import {
  benchProfileId,
  recordsIn,
  sampleAccount,
  silentLogger,
  temporaryDirectory,
} from '../../../fixtures/namespaces.ts';
import { passphraseSealer } from '../../../fixtures/passphrase-sealer.ts';
import { fingerprintOfText, sampleText } from '../../../fixtures/session-strings.ts';

/** Made by the version of the app that kept two journals, with every kind of file that it could leave. */
const leftByVersionOne = join(import.meta.dirname, '../../../fixtures/journal-version-1');

const sealer = await passphraseSealer();
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;

beforeEach(async () => {
  folder = await temporaryDirectory();
  await cp(leftByVersionOne, folder.path, { recursive: true });
});
afterEach(() => folder.remove());

function start(): Promise<Custody> {
  return Custody.open({
    profileId: benchProfileId,
    records: recordsIn(folder.path, sealer),
    directory: join(folder.path, 'custody'),
    logger: silentLogger,
    problems: quietProblems(),
  });
}

/** Namespace, stage and seed of each session that is held, sorted by name. */
function held(custody: Custody): string[] {
  return custody
    .list()
    .map((session) => {
      const seed = [1, 2, 3, 4, 5, 6, 7, 8].find(
        (each) => fingerprintOfText(sampleText(each)) === session.fingerprint,
      );
      return `${session.namespace} ${session.stage.kind} ${seed}${isOpen(session) ? '' : ' closed'}`;
    })
    .toSorted();
}

async function oldFiles(): Promise<string[]> {
  const names = await readdir(join(folder.path, 'journal', benchProfileId), { recursive: true });
  return names.filter((name) => name !== 'attempts').toSorted();
}

const everything = [
  'half-way-bot offered 6',
  'kept-bot superseded 4',
  'locked-bot waiting 7 closed',
  'new-name waiting 3',
  'unrenamed-bot waiting 8',
  'unseen-bot waiting 2',
  'waiting-bot waiting 1',
];

describe('the journal of the first version', () => {
  it('is taken over once, with whose each session is and what it may replace', async () => {
    const custody = await start();
    expect(held(custody)).toEqual(everything);
    expect(custody.waiting('waiting-bot')).toMatchObject({
      condition: { ifMatch: '"seen"' },
      account: sampleAccount.info,
      since: 1_700_000_000_000,
      secret: { kind: 'open', text: sampleText(1), phoneNumber: sampleAccount.phoneNumber },
      unprotected: null,
    });
    expect(custody.waiting('unseen-bot')?.condition).toEqual({ ifNoneMatch: '*' });
    await custody.close();
    expect(held(await start())).toEqual(everything);
  });

  it('keeps only what is no session of this profile, which is listed', async () => {
    const custody = await start();
    const [damaged, foreign, ...others] = await oldFiles().then((files) =>
      files.toSorted((a, b) => Number(b.endsWith('.damaged')) - Number(a.endsWith('.damaged'))),
    );
    expect(damaged).toMatch(/\.damaged$/);
    expect(foreign).toMatch(/\.json$/);
    expect(others).toEqual([]);
    const leftovers = pendingList(custody).leftovers;
    expect(leftovers.map(({ kind, namespace }) => `${kind} ${namespace}`).toSorted()).toEqual([
      'damaged null',
      'foreign foreign-bot',
      'interrupted half-way-bot',
      'superseded kept-bot',
    ]);
  });

  it('is never stored under the two names between which a move was cut short', async () => {
    const custody = await start();
    expect(custody.waiting('old-name')).toBeNull();
    expect(custody.waiting('new-name')?.fingerprint).toBe(fingerprintOfText(sampleText(3)));
  });

  it('stays as it is while the disk takes nothing, and the profile opens with all of it', async () => {
    const before = await oldFiles();
    const disk = new Disk(folder.path);
    disk.install();
    const changes = ['mkdir', 'rename', 'unlink', 'handle.writeFile'];
    disk.watch(({ name }) => (changes.includes(name) ? { code: 'EROFS', when: 'before' } : null));
    const custody = await start().finally(() => disk.restore());
    expect(held(custody)).toContain('waiting-bot waiting 1');
    expect(await oldFiles()).toEqual(before);
    await custody.close();
    expect(held(await start())).toEqual(everything);
  });

  it('does not come back once a session was given up whose older file could not be removed at first', async () => {
    const disk = new Disk(join(folder.path, 'journal'));
    disk.install();
    disk.watch(({ name }) => (name === 'unlink' ? { code: 'EACCES', when: 'before' } : null));
    const custody = await start();
    const session = custody.waiting('waiting-bot');
    expect(await custody.giveUp(session?.id ?? '', 'discarded')).toMatchObject({
      error: { code: 'held-not-removed' },
    });
    disk.restore();
    expect(await custody.giveUp(session?.id ?? '', 'discarded')).toMatchObject({ ok: true });
    await custody.close();
    expect(held(await start())).toEqual(everything.filter((line) => !line.startsWith('waiting-bot')));
  });

  it('counts for nothing where its session goes on under another name and its file cannot be removed', async () => {
    const disk = new Disk(join(folder.path, 'journal'));
    disk.install();
    disk.watch(({ name }) => (name === 'unlink' ? { code: 'EACCES', when: 'before' } : null));
    const custody = await start();
    const session = custody.waiting('waiting-bot');
    await custody.changeOnDisk(session?.id ?? '', (one) => ({ ...one, namespace: 'moved-bot' }));
    await custody.close();
    const again = await start();
    disk.restore();
    expect(again.waiting('waiting-bot')).toBeNull();
    expect(again.waiting('moved-bot')).toMatchObject({ fingerprint: fingerprintOfText(sampleText(1)) });
  });

  it('is not removed where the record that took its place does not read as it should', async () => {
    const before = await oldFiles();
    const disk = new Disk(join(folder.path, 'custody'));
    disk.install();
    disk.watch(({ name }) => (name === 'readFile' ? { code: 'EIO', when: 'before' } : null));
    await start().finally(() => disk.restore());
    expect(await oldFiles()).toEqual(before);
    expect(held(await start())).toEqual(everything);
  });

  it('is taken over by the same record again after a crash between the record and the removal', async () => {
    const journal = join(folder.path, 'journal', benchProfileId);
    const [name = ''] = await readdir(journal);
    const text = await readFile(join(journal, name), 'utf8');
    const custody = await start();
    await custody.close();
    await writeFile(join(journal, name), text);
    expect(held(await start())).toEqual(everything);
    await rm(join(journal, name), { force: true });
  });
});
