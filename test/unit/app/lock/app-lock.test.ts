import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppLock, type VaultPassphrase } from '../../../../electron/main/app/lock/app-lock.ts';
import { noWrongAttempts } from '../../../../electron/main/app/lock/attempt-delay.ts';
import { digestOf, type LockFile, lockFileSchema } from '../../../../electron/main/app/lock/lock-file.ts';
import { JsonFile } from '../../../../electron/main/files/json-file.ts';
import { newKeyParameters } from '../../../../electron/main/profiles/vault/passphrase-key.ts';

import { ManualClock } from '../../../fixtures/manual-clock.ts';
import { temporaryDirectory } from '../../../fixtures/namespaces.ts';
import { silentLogger } from '../../../fixtures/silent-logger.ts';
import { openVault } from '../../../fixtures/vault.ts';

const passphrase = 'vier leise Katzen';
const vaultPassphrase = 'vierzehn blaue Hefte';
const nothing = async () => {};

let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let clock: ManualClock;
let changes: boolean[];

beforeEach(async () => {
  folder = await temporaryDirectory();
  clock = new ManualClock();
  changes = [];
});

afterEach(() => folder.remove());

/** The lock as a start of the app finds it. */
async function start({ vault, production = false }: { vault?: VaultPassphrase; production?: boolean } = {}) {
  const lock = new AppLock({
    file: new JsonFile(join(folder.path, 'lock.json'), lockFileSchema, clock.now),
    vault: vault ?? (await openVault(folder.path)).vault,
    isProduction: () => production,
    now: clock.now,
    logger: silentLogger,
    onChanged: (locked) => changes.push(locked),
  });
  const loaded = await lock.load();
  await lock.settle();
  return { lock, loaded };
}

/** With a passphrase that is set, whose digest costs as little as a file may say. */
async function startSet(options?: { production?: boolean }) {
  const key = { ...newKeyParameters(), cost: 2 ** 14 };
  const file: LockFile = {
    version: 1,
    locked: false,
    idleMinutes: null,
    passphrase: await digestOf(passphrase, key),
    wrongAttempts: noWrongAttempts,
  };
  await writeFile(join(folder.path, 'lock.json'), JSON.stringify(file));
  return (await start(options)).lock;
}

async function startLocked() {
  const lock = await startSet();
  await lock.lock();
  return lock;
}

async function pass(seconds: number): Promise<void> {
  await clock.advance(seconds * 1_000, nothing);
}

describe('the lock', () => {
  it('does not lock what nothing would open again', async () => {
    const { lock } = await start({ production: true });
    expect(await lock.lock()).toMatchObject({ error: { code: 'lock-passphrase-missing' } });
    expect(lock.isLocked()).toBe(false);
    expect(lock.idleMinutes()).toBeNull();
  });

  it('opens with its passphrase and no other, and tells each change', async () => {
    const lock = await startLocked();
    expect(await lock.unlock('another one', nothing)).toMatchObject({
      error: { code: 'lock-passphrase-wrong' },
    });
    expect(lock.isLocked()).toBe(true);
    expect(await lock.unlock(passphrase, nothing)).toMatchObject({ ok: true });
    expect(changes).toEqual([true, false]);
  });

  it('stays locked over a start, and tells nothing of its settings while it is', async () => {
    await startLocked();
    const { lock } = await start();
    expect(lock.view()).toEqual({
      locked: true,
      opensWith: 'own-passphrase',
      waitUntil: null,
      problem: null,
      settings: null,
    });
  });

  it('keeps a digest and not the passphrase', async () => {
    const { lock } = await start();
    expect(await lock.setPassphrase(null, passphrase)).toMatchObject({ ok: true });
    expect(await readFile(join(folder.path, 'lock.json'), 'utf8')).not.toContain(passphrase);
  });

  it('does not try a passphrase during the wait after wrong ones, over a start too', async () => {
    const lock = await startLocked();
    for (let wrong = 0; wrong < 3; wrong += 1) await lock.unlock('wrong', nothing);
    expect(await lock.unlock(passphrase, nothing)).toMatchObject({
      error: { code: 'lock-wait', retryAfterSeconds: 2 },
    });
    const again = await start();
    expect(again.lock.view().waitUntil).toBe(clock.now() + 2_000);
    await pass(1.9);
    expect(await again.lock.unlock(passphrase, nothing)).toMatchObject({ error: { code: 'lock-wait' } });
    await pass(0.1);
    expect(await again.lock.unlock(passphrase, nothing)).toMatchObject({ ok: true });
    expect(again.lock.view().waitUntil).toBeNull();
  });

  it('counts attempts that come all at once one after the other', async () => {
    const lock = await startLocked();
    const guesses = Array.from({ length: 10 }, (_, index) => lock.unlock(`guess ${index}`, nothing));
    const codes = (await Promise.all(guesses)).map((answer) => (answer.ok ? 'ok' : answer.error.code));
    expect(codes.filter((code) => code === 'lock-passphrase-wrong')).toHaveLength(3);
    expect(codes.filter((code) => code === 'lock-wait')).toHaveLength(7);
  });

  it('gives its passphrase up, or for another, only for the old one', async () => {
    const lock = await startSet();
    for (const current of [null, 'another one'])
      expect(await lock.setPassphrase(current, null)).toMatchObject({
        error: { code: 'lock-passphrase-wrong' },
      });
    expect(await lock.setPassphrase(passphrase, 'short')).toMatchObject({
      error: { code: 'passphrase-weak' },
    });
    expect(await lock.setPassphrase(passphrase, 'fünf laute Hunde')).toMatchObject({ ok: true });
    expect(await lock.setPassphrase('fünf laute Hunde', null)).toMatchObject({ ok: true });
    expect(lock.view().opensWith).toBeNull();
  });

  it('locks a production profile after 15 minutes unless something else was chosen', async () => {
    const lock = await startSet({ production: true });
    expect(lock.idleMinutes()).toBe(15);
    await lock.configure(0);
    expect(lock.idleMinutes()).toBeNull();
    await lock.configure(60);
    const again = await start();
    expect(again.lock.idleMinutes()).toBe(60);
  });
});

describe('where the vault has a passphrase', () => {
  it('the lock opens with that one, and takes none of its own', async () => {
    const { vault } = await openVault(folder.path);
    await vault.setPassphrase(vaultPassphrase);
    const { lock } = await start({ vault });
    expect(lock.view().opensWith).toBe('vault-passphrase');
    expect(await lock.setPassphrase(null, passphrase)).toMatchObject({ error: { code: 'lock-uses-vault' } });
    await lock.lock();
    expect(await lock.unlock('another one', nothing)).toMatchObject({
      error: { code: 'lock-passphrase-wrong' },
    });
    const done: string[] = [];
    await lock.unlock(vaultPassphrase, async () => void done.push(`locked: ${lock.isLocked()}`));
    expect(done).toEqual(['locked: true']);
    expect(lock.isLocked()).toBe(false);
  });

  it('a passphrase that was not entered since the start opens it too', async () => {
    const first = (await openVault(folder.path)).vault;
    await first.setPassphrase(vaultPassphrase);
    await (await start({ vault: first })).lock.lock();
    const { lock } = await start();
    expect(lock.isLocked()).toBe(true);
    expect(await lock.unlock(vaultPassphrase, nothing)).toMatchObject({ ok: true });
  });

  it('a vault that cannot be read keeps the lock shut, and says why', async () => {
    const first = (await openVault(folder.path)).vault;
    await first.setPassphrase(vaultPassphrase);
    await (await start({ vault: first })).lock.lock();
    for (const name of ['vault.json', 'vault-copy.json']) {
      await rm(join(folder.path, name));
      await mkdir(join(folder.path, name));
    }
    const { lock } = await start();
    expect(lock.isLocked()).toBe(true);
    expect(await lock.unlock(vaultPassphrase, nothing)).toMatchObject({ error: { code: 'file-unreadable' } });
    expect(lock.isLocked()).toBe(true);
  });

  it('a vault whose files are gone leaves nothing locked that nothing would open', async () => {
    const first = (await openVault(folder.path)).vault;
    await first.setPassphrase(vaultPassphrase);
    await (await start({ vault: first })).lock.lock();
    for (const name of ['vault.json', 'vault-copy.json']) await rm(join(folder.path, name));
    expect((await start()).lock.isLocked()).toBe(false);
  });
});

describe('the file of the lock', () => {
  it('is off where it was deleted: it protects a screen, not the disk', async () => {
    await startLocked();
    await rm(join(folder.path, 'lock.json'));
    expect((await start()).lock.isLocked()).toBe(false);
  });

  it('keeps the app locked where the disk does not give it, until it can be read again', async () => {
    await startLocked();
    const path = join(folder.path, 'lock.json');
    const text = await readFile(path, 'utf8');
    await rm(path);
    await mkdir(path);
    const { lock } = await start();
    expect(lock.view()).toMatchObject({ locked: true, problem: { code: 'file-unreadable' } });
    expect(await lock.unlock(passphrase, nothing)).toMatchObject({ error: { code: 'file-unreadable' } });
    await rm(path, { recursive: true });
    await writeFile(path, text);
    expect(await lock.unlock(passphrase, nothing)).toMatchObject({ ok: true });
  });

  it.each([
    ['no JSON', 'locked'],
    [
      'a cost that would take all memory',
      '{"version":1,"locked":true,"idleMinutes":null,"passphrase":{"key":{"name":"scrypt","cost":1073741824,"blockSize":8,"parallelization":1,"salt":"00112233445566778899aabbccddeeff"},"verifier":"a"},"wrongAttempts":{"count":0,"lastAt":null}}',
    ],
  ])('is kept aside and told where it is %s', async (_, text) => {
    await writeFile(join(folder.path, 'lock.json'), text);
    const { lock, loaded } = await start();
    expect(loaded).toMatchObject({ error: { code: 'lock-damaged' } });
    expect(lock.isLocked()).toBe(false);
  });

  it('still locks and opens where the disk refuses every write', async () => {
    const lock = await startSet();
    await rm(join(folder.path, 'lock.json'));
    await mkdir(join(folder.path, 'lock.json'));
    await lock.lock();
    expect(lock.isLocked()).toBe(true);
    expect(await lock.unlock(passphrase, nothing)).toMatchObject({ ok: true });
    expect(await lock.configure(5)).toMatchObject({ error: { code: 'disk-write-failed' } });
    expect(lock.view().settings?.chosenMinutes).toBeNull();
  });
});
