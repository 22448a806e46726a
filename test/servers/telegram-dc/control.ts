import type { Account, UserAccount } from './accounts.ts';
import { canonicalAddress } from './addresses.ts';
import { type AuthKey, revoke } from './auth-keys.ts';
import type { CallLog } from './call-log.ts';
import type { AccountReference, ControlCalls, MintedAuthorization } from './control-protocol.ts';
import type { DataCentre } from './data-centre.ts';
import type { Faults } from './faults.ts';
import { acceptToken } from './methods/qr.ts';
import type { World } from './world.ts';

export type ControlHandlers = {
  [Name in keyof ControlCalls]: (
    params: ControlCalls[Name]['params'],
  ) => ControlCalls[Name]['result'] | Promise<ControlCalls[Name]['result']>;
};

/** Thrown when a test asks for something that the world does not hold; answered as 400 with this message. */
export class ControlError extends Error {}

const TELEGRAM_PORT = 443;
const MINTED_AGE_SECONDS = 30 * 24 * 3600;

export function controlHandlers(
  world: World,
  faults: Faults,
  log: CallLog,
  dataCentres: readonly DataCentre[],
): ControlHandlers {
  const chosen = (dcId: number | undefined) =>
    dataCentres.filter((centre) => dcId === undefined || centre.dcId === dcId);
  return {
    addAccounts: command((seed) => world.accounts.add(seed)),
    mintAuthorization: (params) =>
      mint(world, accountOf(world, params), params.ageSeconds ?? MINTED_AGE_SECONDS),
    revoke: command(({ fingerprint, reason }) => {
      for (const key of keysWith(world, fingerprint)) revoke(key, reason ?? 'AUTH_KEY_UNREGISTERED');
    }),
    markDuplicated: command(({ fingerprint }) => {
      for (const key of keysWith(world, fingerprint)) key.duplicated = true;
    }),
    forgetKeys: command(({ fingerprint }) => {
      for (const key of keysWith(world, fingerprint)) world.keys.forget(key);
    }),
    setDeactivated: command((params) => {
      accountOf(world, params).deactivated = params.deactivated;
    }),
    detectDuplicates: command(({ enabled }) => {
      world.detectDuplicates = enabled;
    }),
    addFault: command((rule) => faults.add(rule)),
    clearFaults: command(() => faults.clear()),
    shortKeys: command(({ times }) => faults.shortKeys(times)),
    setNetwork: command(({ mode, dcId }) => Promise.all(chosen(dcId).map((centre) => centre.setMode(mode)))),
    closeConnections: command(({ dcId }) => {
      for (const centre of chosen(dcId)) centre.closeConnections();
    }),
    expireCodes: command(({ phone }) => world.codes.discardFor(phone)),
    acceptLoginToken: command(({ phone, token }) => acceptScanned(world, userOf(world, phone), token)),
    setLoginTokenLifetime: command(({ seconds }) => {
      world.tokens.lifetimeSeconds = seconds;
    }),
    authKeys: () =>
      world.keys.noticed().map(({ fingerprint, key }) => ({ fingerprint, authKeyHex: key.toString('hex') })),
    calls: () => [...log.calls()],
    connections: () => [...log.connections()],
    clearLog: command(() => {
      log.clear();
      world.keys.forgetNoticed();
    }),
  };
}

/** A call that only does something; JSON knows no `undefined`, so its result is `null`. */
function command<P>(effect: (params: P) => unknown): (params: P) => Promise<null> {
  return async (params) => {
    await effect(params);
    return null;
  };
}

function accountOf(world: World, reference: AccountReference): Account {
  if ('phone' in reference) return userOf(world, reference.phone);
  const account = world.accounts.byId(reference.botId);
  if (account === undefined) throw new ControlError(`no bot has the id ${reference.botId}`);
  return account;
}

function userOf(world: World, phone: string): UserAccount {
  const user = world.accounts.userByPhone(phone);
  if (user === undefined) throw new ControlError(`no user has the phone number ${phone}`);
  return user;
}

function mint(world: World, account: Account, ageSeconds: number): MintedAuthorization {
  const { dcId, key, fingerprint } = world.keys.mint(account, Math.floor(Date.now() / 1000) - ageSeconds);
  const address = canonicalAddress(dcId);
  return { dcId, address, port: TELEGRAM_PORT, authKeyHex: key.toString('hex'), fingerprint };
}

function keysWith(world: World, fingerprint: string | undefined): AuthKey[] {
  if (fingerprint === undefined) return world.keys.all();
  const keys = world.keys.withFingerprint(fingerprint);
  if (keys.length === 0) throw new ControlError(`no key has the fingerprint ${fingerprint}`);
  return keys;
}

function acceptScanned(world: World, user: UserAccount, scanned: string): void {
  const token = scanned.replace(/^.*token=/, '');
  const problem = acceptToken(world, Buffer.from(token, 'base64url'), user);
  if (problem !== undefined) throw new ControlError(problem);
}
