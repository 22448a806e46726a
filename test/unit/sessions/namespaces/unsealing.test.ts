import { afterEach, beforeEach, expect, it } from 'vitest';
import { FaultyStore } from '../../../fixtures/faulty-store.ts';
import { NamespacesBench, sampleAccount, temporaryDirectory } from '../../../fixtures/namespaces.ts';
import { MemorySealer } from '../../../fixtures/sealer.ts';
import { sampleSession } from '../../../fixtures/session-strings.ts';

let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let sealer: MemorySealer;

beforeEach(async () => {
  folder = await temporaryDirectory();
  sealer = new MemorySealer(false);
});
afterEach(() => folder.remove());

it('a passphrase that is set after a sign-in keeps the phone number across a restart', async () => {
  const store = new FaultyStore();
  const bench = await NamespacesBench.open(store, folder.path, sealer);
  const { namespaces } = bench;
  await bench.signIn('a-bot', sampleSession(1));
  sealer.isAvailable = true;
  await namespaces.unseal();
  const { catalogue } = await NamespacesBench.open(store, folder.path, sealer);
  expect(catalogue.phoneNumber('a-bot')).toBe(sampleAccount.phoneNumber);
  await namespaces.dispose();
});
