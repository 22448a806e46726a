import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type KeyParameters,
  keyParametersSchema,
  PassphraseKey,
} from '../../../../electron/main/profiles/vault/passphrase-key.ts';
import type { Vault } from '../../../../electron/main/profiles/vault/vault.ts';
import { everyFault } from '../../../fixtures/every-fault.ts';
import { type FaultyFolder, faultyFolder } from '../../../fixtures/faulty-folder.ts';
import { succeeded } from '../../../fixtures/session-store.ts';
import { openVault } from '../../../fixtures/vault.ts';

const passphrase = 'vierzehn blaue Hefte';
const names = ['vault.json', 'vault-copy.json'] as const;
let folder: FaultyFolder;
/** The text that both files hold, and one that the key in them has sealed. The key is as cheap as the schema allows. */
let text: string;
let sealed: string;

const cheap = (seed: number): KeyParameters => ({
  name: 'scrypt',
  cost: 2 ** 14,
  blockSize: 1,
  parallelization: 1,
  salt: `${seed}f`.repeat(16),
});

async function keyOf(typed: string, seed: number) {
  const parameters = cheap(seed);
  const key = await PassphraseKey.derive(typed, parameters);
  return { key, told: { key: parameters, verifier: key.seal('telegram-connector-admin') } };
}

beforeEach(async () => {
  folder = await faultyFolder();
  const newest = await keyOf(passphrase, 1);
  const forgotten = await keyOf('another one, forgotten', 2);
  text = `${JSON.stringify({ version: 1, ...newest.told, earlier: [forgotten.told] }, null, 2)}\n`;
  sealed = `passphrase:${newest.key.seal('a secret')}`;
});
afterEach(() => folder.remove());

const path = (name: string) => join(folder.path, name);

async function layOut(): Promise<void> {
  await folder.empty();
  await mkdir(folder.path, { recursive: true });
  for (const name of names) await writeFile(path(name), text);
}

async function expectOpens(vault: Vault): Promise<void> {
  expect(await vault.unlock(passphrase)).toEqual({ ok: true, value: null });
  expect(vault.open(sealed)).toBe('a secret');
}

async function texts(): Promise<string[]> {
  return Promise.all(names.map((name) => readFile(path(name), 'utf8')));
}

/** Another digit or letter where one was, which may still look like a key; one flipped bit elsewhere. */
function damaged(at: number): Buffer {
  const bytes = Buffer.from(text);
  const byte = bytes.readUInt8(at);
  const isWord = /[0-9a-zA-Z]/.test(String.fromCharCode(byte));
  bytes.writeUInt8(isWord ? (byte === 0x37 ? 0x38 : 0x37) : byte ^ 1, at);
  return bytes;
}

/** Damages one byte of one file and goes through two starts of the app. */
async function tryByte(name: string, at: number): Promise<void> {
  const place = `${folder.path}/${name}-${at}`;
  await mkdir(place);
  for (const each of names) await writeFile(join(place, each), each === name ? damaged(at) : text);
  const { vault, problem } = await openVault(place);
  const opens = { problem, unlocked: await vault.unlock(passphrase), opened: vault.open(sealed) };
  expect(opens, `byte ${at}`).toEqual({
    problem: null,
    unlocked: { ok: true, value: null },
    opened: 'a secret',
  });
  const left = await Promise.all(names.map((each) => readFile(join(place, each), 'utf8')));
  if (left.every((each) => each === text)) return;
  await expectOpens((await openVault(place)).vault);
}

it.each(names)(
  'with any one byte of %s damaged, the passphrase opens what it sealed',
  async (name) => {
    const places = [...Buffer.from(text).keys()];
    const atOnce = 8;
    for (let from = 0; from < places.length; from += atOnce) {
      await Promise.all(places.slice(from, from + atOnce).map((at) => tryByte(name, at)));
    }
    console.log(`${name}: ${places.length} damaged bytes`);
  },
  120_000,
);

describe('two files that tell one key differently', () => {
  const changeSalt = (told: string) => told.replace(/("salt": ")1/, '$12');

  it.each(names)(
    'stay as they are until a passphrase proves one, where %s is the damaged one',
    async (name) => {
      await layOut();
      await writeFile(path(name), changeSalt(text));
      const { vault } = await openVault(folder.path);
      const other = name === names[0] ? names[1] : names[0];
      expect(await readFile(path(name), 'utf8')).toBe(changeSalt(text));
      expect(await readFile(path(other), 'utf8')).toBe(text);
      expect(await vault.unlock('not the passphrase')).toMatchObject({ error: { code: 'passphrase-wrong' } });
      expect(await readFile(path(other), 'utf8')).toBe(text);
      await expectOpens(vault);
      expect(await texts()).toEqual([text, text]);
      // The forgotten one is still closed; the damage is no key.
      expect(await vault.unlock('another one, forgotten')).toEqual({ ok: true, value: null });
      expect(vault.view().canUnlock).toBe(false);
    },
  );

  it('are both kept where the passphrase is replaced before one is proved', async () => {
    await layOut();
    await writeFile(path('vault.json'), changeSalt(text));
    const { vault } = await openVault(folder.path);
    succeeded(await vault.replaceForgotten('sieben rote Ziegel'));
    await expectOpens((await openVault(folder.path)).vault);
  });
});

describe('with one failing call of the file system', () => {
  it('an unlock opens or names the file that could not be read, and neither file is harmed', async () => {
    const cases = await everyFault(folder.disk, {
      prepare: layOut,
      act: async () => {
        const { vault, problem } = await openVault(folder.path);
        return { vault, problem, unlocked: await vault.unlock(passphrase) };
      },
      check: async ({ vault, problem, unlocked }) => {
        expect(problem).toBeNull();
        if (!unlocked.ok) expect(unlocked.error.code).toBe('file-unreadable');
        else expect(vault.open(sealed)).toBe('a secret');
        expect(await texts()).toEqual([text, text]);
        expect((await readdir(folder.path)).toSorted()).toEqual([...names].toSorted());
        await expectOpens((await openVault(folder.path)).vault);
      },
    });
    console.log(`vault, unlock: ${cases} faults`);
  });

  it('a file that is missing or damaged is made anew or left to the next start', async () => {
    let cases = 0;
    for (const name of names) {
      cases += await everyFault(folder.disk, {
        prepare: async () => {
          await layOut();
          await writeFile(path(name), '{ "version": 1, "ke');
        },
        act: () => openVault(folder.path),
        check: async () => {
          await openVault(folder.path);
          expect(await texts()).toEqual([text, text]);
        },
      });
    }
    console.log(`vault, making anew: ${cases} faults`);
  });
});

it('a key that only the file tells that is read last of all is kept beside the proved one', async () => {
  await layOut();
  const other = await keyOf('sieben rote Ziegel', 3);
  const copy = JSON.stringify({ version: 1, ...other.told, earlier: [] });
  await writeFile(path('vault-copy.json'), copy);
  let refusals = 2;
  folder.disk.watch(({ name, path: asked }) => {
    if (name !== 'readFile' || !asked.endsWith('vault-copy.json') || refusals === 0) return null;
    refusals -= 1;
    return { code: 'EMFILE', when: 'before' };
  });
  const { vault } = await openVault(folder.path);
  await expectOpens(vault);
  expect(refusals).toBe(0);
  for (const told of await texts()) {
    for (const key of [JSON.parse(text), other.told]) expect(told).toContain(key.verifier);
  }
  expect(await vault.unlock('sieben rote Ziegel')).toEqual({ ok: true, value: null });
});

describe('while no file can be read', () => {
  beforeEach(async () => {
    await layOut();
    folder.disk.watch(({ name }) => (name === 'readFile' ? { code: 'EMFILE', when: 'before' } : null));
  });

  it('nothing is known of any key, and none is set', async () => {
    const { vault } = await openVault(folder.path);
    expect(vault.isUnread()).toBe(true);
    expect(vault.paths.map((each) => vault.problemOf(each)?.code)).toEqual([
      'file-unreadable',
      'file-unreadable',
    ]);
    for (const attempt of [vault.setPassphrase('a new passphrase'), vault.unlock(passphrase)]) {
      expect(await attempt).toMatchObject({ error: { code: 'file-unreadable' } });
    }
    folder.disk.watch();
    expect(await texts()).toEqual([text, text]);
    await expectOpens(vault);
    expect(vault.isUnread()).toBe(false);
  });
});

it('a full disk refuses a new passphrase in words, and the old one stays', async () => {
  await layOut();
  const { vault } = await openVault(folder.path);
  folder.disk.watch(({ name }) => (name === 'handle.writeFile' ? { code: 'ENOSPC', when: 'before' } : null));
  expect(await vault.replaceForgotten('sieben rote Ziegel')).toMatchObject({
    error: { code: 'disk-write-failed', params: { reason: expect.stringContaining('ENOSPC') } },
  });
  await expectOpens(vault);
});

it.each([
  ['a cost that is no power of two', { cost: 2 ** 17 + 1 }],
  ['more than 256 MiB', { cost: 2 ** 20, blockSize: 4 }],
  ['a cost beyond every bound', { cost: 2 ** 22 }],
  ['too many rounds', { parallelization: 17 }],
  ['blocks of no size', { blockSize: 0 }],
])('a file that asks for %s is damaged', (_, change) => {
  expect(keyParametersSchema.safeParse(cheap(1)).success).toBe(true);
  expect(keyParametersSchema.safeParse({ ...cheap(1), cost: 2 ** 18, blockSize: 8 }).success).toBe(true);
  expect(keyParametersSchema.safeParse({ ...cheap(1), ...change }).success).toBe(false);
});
