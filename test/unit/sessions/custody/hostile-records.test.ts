import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Disk } from '../../../fixtures/disk-faults.ts';
import { LeftBehind, profileId } from '../../../fixtures/leftovers.ts';
import { recordsIn } from '../../../fixtures/namespaces.ts';
import { fingerprintOfText, sampleSession, sampleText } from '../../../fixtures/session-strings.ts';

const name = 'a-bot';
const other = 'b-bot';
let left: LeftBehind;

beforeEach(async () => {
  left = await LeftBehind.create();
});
afterEach(() => left.remove());

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Writes a record of session 1 that says something else and is whole, as another program could. */
async function plant(changes: object, id?: string): Promise<string> {
  const path = await left.plantWaiting(name, 1);
  const { check: _, ...said } = JSON.parse(await readFile(path, 'utf8'));
  const file = { ...said, ...changes };
  const at = id === undefined ? path : join(dirname(path), `${id}.json`);
  await writeFile(at, JSON.stringify({ ...file, check: sha256(JSON.stringify(file)) }));
  return at;
}

/** Starts the app; resolves once everything that could be stored is. */
async function start() {
  const bench = await left.start();
  bench.namespaces.resume();
  await bench.held.storing.saveAll();
  return bench;
}

function writes(): string[] {
  return left.store.calls.filter((call) => call.startsWith('write'));
}

describe('a record with something in it that cannot be', () => {
  it.each(['constructor', '__proto__'])('is none only for its strange name: %s', async (namespace) => {
    await plant({ namespace });
    await start();
    expect(writes()).toEqual([`write ${namespace}`]);
  });

  it.each([
    ['is empty', ''],
    ['has a slash', 'a/b'],
    ['leads out of its folder', '../x'],
    ['is the app’s own', '.connector-admin'],
    ['is longer than any key', 'x'.repeat(3_000)],
  ])('is stored nowhere: a namespace that %s', async (_, namespace) => {
    await plant({ namespace });
    const { held } = await start();
    expect(writes()).toEqual([]);
    expect(held.custody.list()).toEqual([]);
    expect(held.pending.list().leftovers).toMatchObject([{ kind: 'damaged' }]);
  });

  it.each([1e300, 8.64e15 + 1, -1, 0.5, '1000'])('is no session: date %j', async (since) => {
    await plant({ since });
    const { held } = await start();
    expect(held.custody.list()).toEqual([]);
    expect(held.pending.list().leftovers).toMatchObject([{ kind: 'damaged' }]);
  });

  it('replaces nothing without naming an object', async () => {
    await plant({ condition: { ifMatch: '' } });
    await start();
    expect(writes()).toEqual([]);
  });

  it('is no session with any one of its bytes changed', async () => {
    left.condition = { ifMatch: '"e1"' };
    const path = await plant({ expectedAccountId: '4711' });
    const whole = await readFile(path);
    const read: number[] = [];
    for (let at = 0; at < whole.length; at += 1) {
      await rm(left.records, { recursive: true });
      await mkdir(left.records);
      const bytes = Buffer.from(whole);
      bytes.writeUInt8(whole.readUInt8(at) ^ (1 << (at % 8)), at);
      await writeFile(path, bytes);
      const { sessions, aside } = await recordsIn(left.path, left.sealer).read();
      if (sessions.length > 0 || aside.length !== 1) read.push(at);
    }
    expect(read).toEqual([]);
  });
});

it('one key in two records is stored once, and the other record is shown', async () => {
  const id = 'f'.repeat(32);
  await plant({ id, namespace: other }, id);
  const { held } = await start();
  expect(writes().length).toBe(1);
  expect(held.pending.list().leftovers).toMatchObject([{ kind: 'foreign' }]);
});

it('a record that a newer version of the app wrote outlives a session that is stored here', async () => {
  const path = await plant({ version: 99 });
  const before = await readFile(path, 'utf8');
  const bench = await start();
  await bench.signIn(name, sampleSession(1));
  expect(await left.store.text(name)).toBe(sampleText(1));
  expect(await readFile(path, 'utf8')).toBe(before);
});

describe('a file of the first version whose record cannot be read', () => {
  let disk: Disk;

  beforeEach(() => {
    disk = new Disk(left.path);
    disk.install();
  });
  afterEach(() => disk.restore());

  /** Session 1 waits under its first name; returns the folder. */
  async function plantVersionOne(): Promise<string> {
    const folder = join(left.path, 'journal', profileId);
    await mkdir(folder, { recursive: true });
    const entry = {
      version: 1,
      profileId,
      namespace: name,
      fingerprint: fingerprintOfText(sampleText(1)),
      dcId: 2,
      account: null,
      journaledAt: 1_000,
      condition: { ifNoneMatch: '*' },
      sealed: left.sealer.seal(sampleText(1)),
      sealedPhone: null,
    };
    await writeFile(join(folder, `${sha256(name)}.json`), JSON.stringify(entry));
    return folder;
  }

  it('is not used, since its session may have moved to another name', async () => {
    const folder = await plantVersionOne();
    disk.watch(({ name: call, path }) =>
      call === 'unlink' && dirname(path) === folder ? { when: 'before', code: 'EACCES' } : null,
    );
    left.store.writeError = 'store-unavailable';
    const bench = await left.start();
    left.store.writeError = null;
    // The answer to its write under the other name is lost: it is there, and waits there.
    const { write } = left.store;
    left.store.write = async (...order) => {
      await write.apply(left.store, order);
      return { ok: false, error: { code: 'store-timeout' } };
    };
    const shown = fingerprintOfText(sampleText(1));
    expect(await bench.namespaces.saveAs(name, shown, other)).toMatchObject({
      error: { code: 'save-as-unconfirmed' },
    });
    left.store.write = write;
    const [record] = await left.files();
    disk.watch(({ name: call, path }) =>
      call === 'readFile' && basename(path) === record ? { when: 'before', code: 'EIO' } : null,
    );
    await start();
    expect(await left.store.text(name)).toBeNull();
    expect(await left.store.text(other)).toBe(sampleText(1));
  });
});
