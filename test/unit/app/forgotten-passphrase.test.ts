import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { JsonFile } from '../../../electron/main/files/json-file.ts';
import { Profiles, profilesFileSchema } from '../../../electron/main/profiles/profiles.ts';
import type { Vault } from '../../../electron/main/profiles/vault/vault.ts';
import { NamespaceCatalogue } from '../../../electron/main/sessions/catalogue/namespace-catalogue.ts';
import { SealedCopies } from '../../../electron/main/sessions/copies/sealed-copies.ts';

import { Custody } from '../../../electron/main/sessions/custody/custody.ts';
import { pendingList } from '../../../electron/main/sessions/custody/custody-view.ts';
import { newSession, untried } from '../../../electron/main/sessions/custody/held-session.ts';
import { quietProblems } from '../../fixtures/file-problems.ts';
import { recordsIn, sampleAccount, temporaryDirectory } from '../../fixtures/namespaces.ts';

import { draft, secrets } from '../../fixtures/sample-profile.ts';
import { succeeded } from '../../fixtures/session-store.ts';
import { fingerprintOfText, sampleSession, sampleText } from '../../fixtures/session-strings.ts';
import { silentLogger } from '../../fixtures/silent-logger.ts';
import { openVault } from '../../fixtures/vault.ts';

let folder: Awaited<ReturnType<typeof temporaryDirectory>>;

beforeEach(async () => {
  folder = await temporaryDirectory();
});
afterEach(() => folder.remove());

/** Everything that seals, as one start of the app finds it. */
async function start() {
  const { vault } = await openVault(folder.path);
  const place = (name: string) => join(folder.path, name);
  const common = { sealer: vault, logger: silentLogger, problems: quietProblems(), now: Date.now };
  const file = new JsonFile(place('profiles.json'), profilesFileSchema, Date.now);
  const profiles = new Profiles(file, vault, randomUUID);
  await profiles.load();
  return {
    vault,
    profiles,
    custody: await Custody.open({
      profileId: 'p',
      records: recordsIn(folder.path, vault, 'p'),
      directory: place('custody'),
      logger: silentLogger,
      problems: quietProblems(),
    }),
    copies: new SealedCopies({ ...common, directory: place('copies') }),
    catalogue: await NamespaceCatalogue.open({ ...common, directory: place('names'), profileId: 'p' }),
  };
}

type Started = Awaited<ReturnType<typeof start>>;

async function unseal({ profiles, custody, copies }: Started): Promise<void> {
  await profiles.unseal();
  await custody.unseal();
  await copies.seal();
}

async function signIn({ custody, copies, catalogue }: Started, namespace: string, seed: number) {
  const held = newSession({
    namespace,
    session: sampleSession(seed),
    account: sampleAccount,
    expectedAccountId: null,
    since: Date.now(),
    condition: { ifNoneMatch: '*' },
    stage: { kind: 'waiting', attempt: untried },
  });
  await custody.put(held);
  await copies.keep('bot', { text: sampleText(seed), lastModified: null, writer: 'this-app' });
  catalogue.recordAccount(namespace, sampleAccount.info, sampleAccount.phoneNumber);
  await catalogue.flush();
}

/** The readable state of the two namespaces and the profile. */
async function readable({ profiles, custody, copies, catalogue }: Started) {
  const { sessions } = pendingList(custody);
  const byName = sessions.toSorted((a, b) => a.namespace.localeCompare(b.namespace));
  return {
    secrets: profiles.selected()?.secrets,
    waiting: byName.map((session) => [session.namespace, session.readable]),
    copies: (await copies.list('bot')).map(({ text }) => fingerprintOfText(text)),
    phones: ['bot', 'newer'].map((name) => catalogue.phoneNumber(name)),
  };
}

async function withPassphrase(use: (vault: Vault) => Promise<unknown>): Promise<Started> {
  const started = await start();
  await use(started.vault);
  await unseal(started);
  return started;
}

it('costs nothing that it sealed: all of it opens again when it comes back', async () => {
  const phone = sampleAccount.phoneNumber;
  const [older, newer] = [1, 2].map((seed) => fingerprintOfText(sampleText(seed)));
  const first = await withPassphrase((vault) => vault.setPassphrase('the old passphrase'));
  succeeded(await first.profiles.save(null, draft, secrets));
  await signIn(first, 'bot', 1);

  const second = await withPassphrase((vault) => vault.replaceForgotten('a new passphrase'));
  await second.profiles.save(second.profiles.selected()?.id ?? null, { ...draft, name: 'Renamed' }, {});
  await signIn(second, 'newer', 2);
  const third = await withPassphrase((vault) => vault.unlock('a new passphrase'));
  expect(await readable(third)).toEqual({
    secrets: {},
    waiting: [
      ['bot', false],
      ['newer', true],
    ],
    copies: [newer],
    phones: [null, phone],
  });

  await third.vault.unlock('the old passphrase');
  await unseal(third);
  expect(await readable(third)).toEqual({
    secrets,
    waiting: [
      ['bot', true],
      ['newer', true],
    ],
    copies: [newer, older],
    phones: [phone, phone],
  });
});

it('keeps the sealed session if its namespace is signed in again', async () => {
  const first = await withPassphrase((vault) => vault.setPassphrase('the old passphrase'));
  await signIn(first, 'bot', 1);
  const second = await withPassphrase((vault) => vault.replaceForgotten('a new passphrase'));
  await signIn(second, 'bot', 2);
  const third = await withPassphrase((vault) => vault.unlock('a new passphrase'));
  const list = () => pendingList(third.custody);
  const kept = { kind: 'superseded', namespace: 'bot', fingerprint: fingerprintOfText(sampleText(1)) };
  expect(list()).toMatchObject({
    sessions: [{ fingerprint: fingerprintOfText(sampleText(2)), readable: true }],
    leftovers: [{ ...kept, readable: false, actions: [] }],
  });
  await third.vault.unlock('the old passphrase');
  await unseal(third);
  expect(list().leftovers).toMatchObject([{ ...kept, readable: true, actions: ['bring-back', 'export'] }]);
});
