import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PassphraseKey } from '../../../../electron/main/profiles/vault/passphrase-key.ts';
import type { Vault } from '../../../../electron/main/profiles/vault/vault.ts';
import type { AppError } from '../../../../shared/result.ts';
import { MemorySealer } from '../../../fixtures/sealer.ts';
import { openVault } from '../../../fixtures/vault.ts';

const passphrase = 'vierzehn blaue Hefte';
let folder: string;
let keyring: MemorySealer;
let problem: AppError | null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vault-'));
  keyring = new MemorySealer(false);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function start(): Promise<Vault> {
  const opened = await openVault(folder, keyring);
  problem = opened.problem;
  return opened.vault;
}

/** Flips one bit of sealed text. */
function tampered(sealed: string, byteIndex: number): string {
  const [prefix = '', base64 = ''] = sealed.split(':');
  const bytes = Buffer.from(base64, 'base64');
  bytes.writeUInt8(bytes.readUInt8(byteIndex) ^ 1, byteIndex);
  return `${prefix}:${bytes.toString('base64')}`;
}

describe('without a keyring', () => {
  it('is memory only until a passphrase is set, and seals from then on', async () => {
    const vault = await start();
    expect(vault.view()).toEqual({ status: 'memory-only', canUnlock: false });
    expect(vault.available()).toBe(false);
    expect(await vault.setPassphrase(passphrase)).toEqual({ ok: true, value: null });
    expect(vault.view()).toEqual({ status: 'passphrase', canUnlock: false });
    const sealed = vault.seal('a secret');
    expect(sealed).toMatch(/^passphrase:/);
    expect(vault.open(sealed)).toBe('a secret');
  });

  it('is locked after a restart, opens with the passphrase and tells a wrong one', async () => {
    const first = await start();
    await first.setPassphrase(passphrase);
    const sealed = first.seal('a secret');
    const vault = await start();
    expect(vault.view()).toEqual({ status: 'passphrase-locked', canUnlock: true });
    expect(vault.open(sealed)).toBeNull();
    expect(await vault.unlock('vierzehn blaue hefte')).toEqual({
      ok: false,
      error: { code: 'passphrase-wrong' },
    });
    expect(vault.available()).toBe(false);
    expect(await vault.unlock(passphrase)).toEqual({ ok: true, value: null });
    expect(vault.open(sealed)).toBe('a secret');
  });

  it('seals the same secret differently every time, and keeps no passphrase on the disk', async () => {
    const vault = await start();
    await vault.setPassphrase(passphrase);
    expect(vault.seal('a secret')).not.toBe(vault.seal('a secret'));
    expect(await readFile(join(folder, 'vault.json'), 'utf8')).not.toContain(passphrase);
  });

  it.each([
    ['the nonce', 0],
    ['the tag', 12],
    ['the text', 28],
  ])('opens nothing in which %s was changed', async (_, byteIndex) => {
    const vault = await start();
    await vault.setPassphrase(passphrase);
    const sealed = vault.seal('a secret');
    expect(vault.open(tampered(sealed, byteIndex))).toBeNull();
    expect(vault.open('passphrase:AAAA')).toBeNull();
  });

  it('takes a passphrase once, and of two at the same time the first', async () => {
    const vault = await start();
    const [first, second] = await Promise.all([
      vault.setPassphrase(passphrase),
      vault.setPassphrase('another long passphrase'),
    ]);
    expect([first.ok, second.ok].toSorted()).toEqual([false, true]);
    const sealed = vault.seal('a secret');
    const restarted = await start();
    const winner = first.ok ? passphrase : 'another long passphrase';
    await restarted.unlock(winner);
    expect(restarted.open(sealed)).toBe('a secret');
  });

  it.each(['elevenchars', 'aaaaaaaaaaaaaaaa'])('refuses “%s” with a reason', async (weak) => {
    expect(await (await start()).setPassphrase(weak)).toMatchObject({ error: { code: 'passphrase-weak' } });
  });
});

describe('a passphrase whose settings were', () => {
  const [first, copy] = ['vault.json', 'vault-copy.json'];
  const tear = (name: string) => writeFile(join(folder, name), '{ "version": 1, "ke');
  const lose = (name: string) => rm(join(folder, name));

  async function sealedBefore(): Promise<string> {
    const vault = await start();
    await vault.setPassphrase(passphrase);
    return vault.seal('a secret');
  }

  async function opensWithPassphrase(sealed: string): Promise<void> {
    const vault = await start();
    expect(problem).toBeNull();
    expect(await vault.unlock(passphrase)).toEqual({ ok: true, value: null });
    expect(vault.open(sealed)).toBe('a secret');
  }

  it.each([
    ['torn', first, tear],
    ['lost', first, lose],
    ['torn in the copy', copy, tear],
    ['never copied, by an older version,', copy, lose],
  ])('%s opens everything still, and both files are whole again', async (_, name, harm) => {
    const sealed = await sealedBefore();
    await harm(name);
    await opensWithPassphrase(sealed);
    const other = name === first ? copy : first;
    expect(await readFile(join(folder, name), 'utf8')).toBe(await readFile(join(folder, other), 'utf8'));
    await lose(other);
    await opensWithPassphrase(sealed);
  });

  it('torn twice is told, with the damaged file kept', async () => {
    await sealedBefore();
    for (const name of [first, copy]) await tear(name);
    const vault = await start();
    expect(problem).toMatchObject({ code: 'vault-damaged' });
    expect(await readFile(String(problem?.params?.file), 'utf8')).toBe('{ "version": 1, "ke');
    expect(vault.view()).toEqual({ status: 'memory-only', canUnlock: false });
  });

  it('lost twice is like one that was never set', async () => {
    const sealed = await sealedBefore();
    for (const name of [first, copy]) await lose(name);
    const vault = await start();
    expect(problem).toBeNull();
    expect(await vault.setPassphrase(passphrase)).toEqual({ ok: true, value: null });
    expect(vault.open(sealed)).toBeNull();
  });
});

describe('a passphrase that was forgotten', () => {
  const newer = 'sieben rote Ziegel';

  /** A text that the old passphrase sealed, after a restart in which the newer one was set. */
  async function replaced(): Promise<{ vault: Vault; old: string }> {
    const first = await start();
    await first.setPassphrase(passphrase);
    const vault = await start();
    expect(await vault.replaceForgotten(newer)).toEqual({ ok: true, value: null });
    return { vault, old: first.seal('an old secret') };
  }

  it('is replaced while the vault is locked, and the new one seals from then on', async () => {
    const { vault, old } = await replaced();
    expect(vault.view()).toEqual({ status: 'passphrase', canUnlock: true });
    expect(vault.open(old)).toBeNull();
    const sealed = vault.seal('a new secret');
    const restarted = await start();
    expect(restarted.view().status).toBe('passphrase-locked');
    expect(await restarted.unlock(newer)).toEqual({ ok: true, value: null });
    expect(restarted.open(sealed)).toBe('a new secret');
    expect(restarted.open(old)).toBeNull();
  });

  it('opens what it sealed when it comes back, beside the new one', async () => {
    const { vault, old } = await replaced();
    const sealed = vault.seal('a new secret');
    expect(await vault.unlock('sieben rote ziegel')).toMatchObject({ error: { code: 'passphrase-wrong' } });
    expect(await vault.unlock(passphrase)).toEqual({ ok: true, value: null });
    expect(vault.view()).toEqual({ status: 'passphrase', canUnlock: false });
    expect([old, sealed].map((text) => vault.open(text))).toEqual(['an old secret', 'a new secret']);
  });

  it('unlocks alone, too, so that one remembered passphrase is enough to go on', async () => {
    const { vault, old } = await replaced();
    const sealed = vault.seal('a new secret');
    const restarted = await start();
    expect(await restarted.unlock(passphrase)).toEqual({ ok: true, value: null });
    expect([old, sealed].map((text) => restarted.open(text))).toEqual(['an old secret', null]);
    expect(restarted.open(restarted.seal('another'))).toBe('another');
    await restarted.unlock(newer);
    expect(restarted.open(sealed)).toBe('a new secret');
  });

  it('is not replaced where nothing is locked', async () => {
    const vault = await start();
    expect(await vault.replaceForgotten(newer)).toMatchObject({ error: { code: 'passphrase-set' } });
    await vault.setPassphrase(passphrase);
    expect(await vault.replaceForgotten(newer)).toMatchObject({ error: { code: 'passphrase-set' } });
  });

  it('is still the one that was set where the disk refuses the new one', async () => {
    await (await start()).setPassphrase(passphrase);
    const vault = await start();
    await rm(folder, { recursive: true });
    await writeFile(folder, 'a file where the folder was');
    expect(await vault.replaceForgotten(newer)).toMatchObject({ error: { code: 'disk-write-failed' } });
    expect(vault.view().status).toBe('passphrase-locked');
    expect(await vault.unlock(passphrase)).toEqual({ ok: true, value: null });
  });

  it('is kept where the two files of settings tell different ones', async () => {
    const first = await start();
    await first.setPassphrase(passphrase);
    const old = first.seal('an old secret');
    await rename(join(folder, 'vault.json'), join(folder, 'vault-copy.json.kept'));
    await rm(join(folder, 'vault-copy.json'));
    await (await start()).setPassphrase(newer);
    await rename(join(folder, 'vault-copy.json.kept'), join(folder, 'vault-copy.json'));
    await start();
    const vault = await start();
    await vault.unlock(passphrase);
    expect(vault.open(old)).toBe('an old secret');
    expect(await vault.unlock(newer)).toEqual({ ok: true, value: null });
  });
});

describe('with a keyring', () => {
  it('needs no passphrase, and opens what was sealed before there were prefixes', async () => {
    keyring.isAvailable = true;
    const vault = await start();
    expect(vault.view()).toEqual({ status: 'keyring', canUnlock: false });
    const sealed = vault.seal('a secret');
    expect(sealed).toMatch(/^keyring:/);
    expect(vault.open(sealed)).toBe('a secret');
    expect(vault.open(keyring.seal('an older secret'))).toBe('an older secret');
    expect(await vault.setPassphrase(passphrase)).toMatchObject({ error: { code: 'passphrase-set' } });
  });

  it('that came later still opens with the passphrase what was sealed with it', async () => {
    const first = await start();
    await first.setPassphrase(passphrase);
    const sealed = first.seal('a secret');
    keyring.isAvailable = true;
    const vault = await start();
    expect(vault.view()).toEqual({ status: 'keyring', canUnlock: true });
    await vault.unlock(passphrase);
    expect(vault.open(sealed)).toBe('a secret');
    expect(vault.seal('another')).toMatch(/^keyring:/);
  });
});

it('derives the key that RFC 7914 gives for its parameters', async () => {
  // RFC 7914, section 12: scrypt("password", "NaCl", N=1024, r=8, p=16) begins with these 32 bytes.
  const expected = 'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162';
  const parameters = {
    name: 'scrypt',
    cost: 1024,
    blockSize: 8,
    parallelization: 16,
    salt: Buffer.from('NaCl').toString('hex'),
  } as const;
  const derived = await PassphraseKey.derive('password', parameters);
  const { createCipheriv } = await import('node:crypto');
  const nonce = Buffer.alloc(12, 1);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(expected, 'hex'), nonce);
  const body = Buffer.concat([cipher.update('sealed elsewhere'), cipher.final()]);
  const text = Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
  expect(derived.open(text)).toBe('sealed elsewhere');
});
