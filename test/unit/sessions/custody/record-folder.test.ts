import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type HeldSession,
  newSession,
  type Stage,
  superseded,
  unasked,
  untried,
} from '../../../../electron/main/sessions/custody/held-session.ts';
import type { RecordFolder } from '../../../../electron/main/sessions/custody/record-folder.ts';
import {
  benchProfileId,
  recordsIn,
  sampleAccount,
  temporaryDirectory,
} from '../../../fixtures/namespaces.ts';
import { MemorySealer } from '../../../fixtures/sealer.ts';
import { sampleSession, sampleText } from '../../../fixtures/session-strings.ts';

const waiting: Stage = { kind: 'waiting', attempt: untried };
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let directory: string;
let sealer: MemorySealer;

beforeEach(async () => {
  folder = await temporaryDirectory();
  directory = join(folder.path, 'custody', benchProfileId);
  sealer = new MemorySealer();
});
afterEach(() => folder.remove());

/** As a start of the app opens it. */
function open(profileId = benchProfileId): RecordFolder {
  return recordsIn(folder.path, sealer, profileId);
}

function session(seed: number, stage = waiting, namespace = 'a-bot'): HeldSession {
  return newSession({
    namespace,
    session: sampleSession(seed),
    account: sampleAccount,
    expectedAccountId: null,
    since: 1_000,
    condition: { ifMatch: '"e1"' },
    stage,
  });
}

function pathOf({ id }: HeldSession): string {
  return join(directory, `${id}.json`);
}

async function written(held: HeldSession): Promise<string> {
  expect(await open().write(held)).toEqual({ kind: 'done' });
  return pathOf(held);
}

/** Puts something where the record was that cannot be read as a file, like one on a failing disk. */
async function makeUnreadable(path: string): Promise<void> {
  await rm(path, { force: true });
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'inside'), 'still here');
}

describe('a record', () => {
  it('gives everything back after a restart', async () => {
    const held = { ...session(1, waiting, 'ünïcode 🛰'), expectedAccountId: '4711' };
    await written(held);
    expect(await open().read()).toEqual({ sessions: [held], aside: [], refusal: null });
  });

  it.each<[string, Stage, Stage]>([
    ['connected', { kind: 'connected' }, waiting],
    [
      'in conflict',
      { kind: 'conflict', conflict: { kind: 'deleted', etag: null }, attempt: untried },
      waiting,
    ],
    [
      'offered',
      { kind: 'offered', underWay: true, question: { ...unasked, mayStillLand: true } },
      { kind: 'offered', underWay: false, question: unasked },
    ],
    ['superseded', { kind: 'superseded' }, { kind: 'superseded' }],
    [
      'of the wrong account',
      { kind: 'wrong-account', foundAccountId: '4711' },
      { kind: 'wrong-account', foundAccountId: '4711' },
    ],
  ])('of a session that was %s says what of that outlives the app', async (_, before, after) => {
    await written(session(1, before));
    expect((await open().read()).sessions).toMatchObject([{ stage: after }]);
  });

  it('shows neither the session nor the phone number to a reader of the file', async () => {
    const text = await readFile(await written(session(1)), 'utf8');
    expect(text).not.toContain(sampleText(1).slice(20, 60));
    expect(text).not.toContain('491511234567');
  });

  it('is replaced by the next one of its session, and removed without the others', async () => {
    await written(session(1));
    await written(session(2));
    await written(superseded(session(1)));
    expect(await readdir(directory)).toHaveLength(2);
    expect(await open().remove(session(1).id)).toEqual({ kind: 'done' });
    expect((await open().read()).sessions).toMatchObject([{ secret: { text: sampleText(2) } }]);
  });

  it('of another profile is not used, and stays as it is', async () => {
    expect(await open('another').write(session(1))).toEqual({ kind: 'done' });
    await mkdir(directory, { recursive: true });
    const other = pathOf(session(1));
    await copyFile(other.replace(benchProfileId, 'another'), other);
    const before = await readFile(other, 'utf8');
    const records = open();
    expect(await records.read()).toMatchObject({
      sessions: [],
      aside: [{ kind: 'foreign', session: { namespace: 'a-bot' } }],
    });
    expect(await records.write(session(1))).toMatchObject({ kind: 'failed' });
    expect(await readFile(other, 'utf8')).toBe(before);
  });

  it('under the name of another session is not used either', async () => {
    await rename(await written(session(1)), pathOf(session(2)));
    expect(await open().read()).toMatchObject({ sessions: [], aside: [{ kind: 'foreign' }] });
  });
});

describe('what a crash leaves behind', () => {
  it('takes over a record that was whole but not renamed yet', async () => {
    const path = await written(session(1));
    await rename(path, `${path}.tmp`);
    expect((await open().read()).sessions).toMatchObject([{ secret: { text: sampleText(1) } }]);
    expect(await readdir(directory)).toEqual([`${session(1).id}.json`]);
  });

  it('keeps to the record that was told where a later one of it was not renamed', async () => {
    const path = await written(superseded(session(1)));
    await rename(path, `${path}.tmp`);
    await written(session(1));
    expect((await open().read()).sessions).toMatchObject([{ stage: waiting }]);
    expect(await readdir(directory)).toEqual([`${session(1).id}.json`]);
  });

  it('removes a torn one that was never renamed', async () => {
    const path = await written(session(1));
    const whole = await readFile(path, 'utf8');
    await writeFile(`${path}.tmp`, whole.slice(0, whole.length / 2));
    expect((await open().read()).sessions).toHaveLength(1);
    expect(await readdir(directory)).toHaveLength(1);
  });

  it('keeps a damaged file aside, reports it, and reads the others', async () => {
    await writeFile(await written(session(1)), '{"version": 2, "half a fi');
    await written(session(2));
    const { sessions, aside } = await open().read();
    expect(sessions).toMatchObject([{ secret: { text: sampleText(2) } }]);
    expect(aside).toMatchObject([{ kind: 'damaged', session: null }]);
    expect(await readFile(String(aside[0]?.path), 'utf8')).toContain('half a fi');
    expect((await open().read()).aside).toEqual(aside);
  });

  it('lets a session be held again whose record was damaged', async () => {
    await writeFile(await written(session(1)), '{"version": 2, "half a fi');
    const records = open();
    await records.read();
    expect(await records.write(session(1))).toEqual({ kind: 'done' });
    expect(await open().read()).toMatchObject({
      sessions: [{ id: session(1).id }],
      aside: [{ kind: 'damaged' }],
    });
  });
});

describe('a file that cannot be used now', () => {
  it('is reported where the disk does not give it, and stays where it is', async () => {
    const path = await written(session(1));
    await makeUnreadable(path);
    const records = open();
    expect(await records.read()).toMatchObject({
      sessions: [],
      aside: [{ kind: 'unreadable', path, session: null, failure: expect.any(String) }],
    });
    expect(await records.write(session(1))).toMatchObject({ kind: 'failed' });
    expect(await readdir(path)).toEqual(['inside']);
  });

  it('does not keep another session of the same namespace from being written and removed', async () => {
    await makeUnreadable(await written(session(1)));
    const records = open();
    await records.read();
    expect(await records.write(session(2))).toEqual({ kind: 'done' });
    expect(await records.remove(session(2).id)).toEqual({ kind: 'done' });
    expect(await readdir(pathOf(session(1)))).toEqual(['inside']);
  });

  it('is reported where a newer version of the app wrote it, and not replaced', async () => {
    const path = await written(session(1));
    const newer = JSON.stringify({ ...JSON.parse(await readFile(path, 'utf8')), version: 3 });
    await writeFile(path, newer);
    const records = open();
    expect(await records.read()).toMatchObject({ sessions: [], aside: [{ kind: 'newer', path }] });
    expect(await records.write(session(1))).toMatchObject({ kind: 'failed' });
    expect(await readFile(path, 'utf8')).toBe(newer);
  });

  it('is reported where the whole folder cannot be listed', async () => {
    await mkdir(join(folder.path, 'custody'), { recursive: true });
    await writeFile(directory, 'a file where the folder should be');
    expect(await open().read()).toMatchObject({
      sessions: [],
      aside: [{ kind: 'unreadable', path: directory }],
    });
  });
});

describe('a seal that cannot be opened', () => {
  it('shows the record without its session, and opens it when the seal is unlocked', async () => {
    await written(session(1));
    sealer.isAvailable = false;
    const records = open();
    const [closed] = (await records.read()).sessions;
    expect(closed).toMatchObject({ namespace: 'a-bot', secret: { kind: 'closed' }, unprotected: null });
    sealer.isAvailable = true;
    expect(closed && records.open(closed)).toEqual(session(1));
  });

  it('goes to the disk as it came from there when something else of the record changes', async () => {
    const path = await written(session(1));
    const sealed = JSON.parse(await readFile(path, 'utf8'));
    sealer.isAvailable = false;
    const records = open();
    const [closed] = (await records.read()).sessions;
    if (!closed) throw new Error('nothing was read');
    expect(await records.write(superseded(closed))).toEqual({ kind: 'done' });
    const { check: _, ...rewritten } = JSON.parse(await readFile(path, 'utf8'));
    const { check: __, ...before } = sealed;
    expect(rewritten).toEqual({ ...before, stage: { kind: 'superseded' } });
    sealer.isAvailable = true;
    expect((await open().read()).sessions).toEqual([superseded(session(1))]);
  });

  it('is no other session’s: one that holds another key than its record says stays closed', async () => {
    const { fingerprint } = session(2);
    await written({ ...session(1), fingerprint });
    expect((await open().read()).sessions).toMatchObject([{ fingerprint, secret: { kind: 'closed' } }]);
  });

  it('is damaged where one character of what stands in clear was changed', async () => {
    const path = await written(session(1));
    const text = await readFile(path, 'utf8');
    for (const [from, to] of [
      ['a-bot', 'b-bot'],
      ['"since": 1', '"since": 2'],
      ['accepted', 'offered'],
    ] as const) {
      if (!text.includes(from)) continue;
      await writeFile(path, text.replace(from, to));
      const { sessions, aside } = await open().read();
      expect([sessions, aside]).toMatchObject([[], [{ kind: 'damaged' }]]);
      for (const { path: kept } of aside) await rm(kept);
    }
  });
});
