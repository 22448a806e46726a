import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { vaultHandlers } from '../../../../electron/main/ipc/handlers/vault-handlers.ts';
import { fail } from '../../../../shared/result.ts';
import { ScriptedConfirmation } from '../../../fixtures/scripted-confirmation.ts';
import { MemorySealer } from '../../../fixtures/sealer.ts';
import { openVault } from '../../../fixtures/vault.ts';

const forgotten = 'vierzehn blaue Hefte';
const newer = 'sieben rote Ziegel';
let folder: string;
let operator: ScriptedConfirmation;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vault-'));
  operator = new ScriptedConfirmation();
  const { vault } = await openVault(folder, new MemorySealer(false));
  await vault.setPassphrase(forgotten);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** After a restart: nobody has entered the passphrase. */
async function locked() {
  const { vault } = await openVault(folder, new MemorySealer(false));
  const handlers = vaultHandlers({
    vault,
    unseal: async () => {},
    onChanged: () => {},
    confirm: operator.confirm,
  });
  return { vault, handlers };
}

it('a forgotten passphrase is replaced once the operator has confirmed it, and only then', async () => {
  const { vault, handlers } = await locked();
  operator.says = 'no';
  expect(await handlers['vault:replace-forgotten']({ passphrase: newer })).toEqual(fail('not-confirmed'));
  expect(vault.view().status).toBe('passphrase-locked');
  operator.says = 'yes';
  expect(await handlers['vault:replace-forgotten']({ passphrase: newer })).toMatchObject({ ok: true });
  expect(vault.view().status).toBe('passphrase');
});

it('nobody is asked about a passphrase that cannot take its place', async () => {
  const { vault, handlers } = await locked();
  expect(await handlers['vault:replace-forgotten']({ passphrase: 'short' })).toMatchObject({
    error: { code: 'passphrase-weak' },
  });
  await vault.unlock(forgotten);
  expect(await handlers['vault:replace-forgotten']({ passphrase: newer })).toEqual(fail('passphrase-set'));
  expect(operator.asked).toEqual([]);
});

it('a passphrase that is entered while the question stands is not replaced', async () => {
  const { vault, handlers } = await locked();
  operator.meanwhile = () => vault.unlock(forgotten);
  expect(await handlers['vault:replace-forgotten']({ passphrase: newer })).toEqual(fail('passphrase-set'));
});
