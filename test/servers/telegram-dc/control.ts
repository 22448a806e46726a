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

/** What a test asked for that the world does not hold; answered as 400 with this message. */
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
    addAccounts: (seed) => done(world.accounts.add(seed)),
    mintAuthorization: (params) =>
      mint(world, accountOf(world, params), params.ageSeconds ?? MINTED_AGE_SECONDS),
    revoke: ({ fingerprint, reason }) =>
      forEachKey(world, fingerprint, (key) => revoke(key, reason ?? 'AUTH_KEY_UNREGISTERED')),
    markDuplicated: ({ fingerprint }) =>
      forEachKey(world, fingerprint, (key) => {
        key.duplicated = true;
      }),
    forgetKeys: ({ fingerprint }) => forEachKey(world, fingerprint, (key) => world.keys.forget(key)),
    setDeactivated: (params) => {
      accountOf(world, params).deactivated = params.deactivated;
      return null;
    },
    detectDuplicates: ({ enabled }) => {
      world.detectDuplicates = enabled;
      return null;
    },
    addFault: (rule) => done(faults.add(rule)),
    clearFaults: () => done(faults.clear()),
    shortKeys: ({ times }) => done(faults.shortKeys(times)),
    setNetwork: async ({ mode, dcId }) => {
      await Promise.all(chosen(dcId).map((centre) => centre.setMode(mode)));
      return null;
    },
    closeConnections: ({ dcId }) => done(chosen(dcId).forEach((centre) => centre.closeConnections())),
    expireCodes: ({ phone }) => done(world.codes.discardFor(phone)),
    acceptLoginToken: ({ phone, token }) => acceptScanned(world, userOf(world, phone), token),
    setLoginTokenLifetime: ({ seconds }) => {
      world.tokens.lifetimeSeconds = seconds;
      return null;
    },
    calls: () => [...log.calls()],
    connections: () => [...log.connections()],
    clearLog: () => done(log.clear()),
  };
}

function done(_: void): null {
  return null;
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

function forEachKey(world: World, fingerprint: string | undefined, change: (key: AuthKey) => void): null {
  const keys = fingerprint === undefined ? world.keys.all() : world.keys.withFingerprint(fingerprint);
  if (fingerprint !== undefined && keys.length === 0)
    throw new ControlError(`no key has the fingerprint ${fingerprint}`);
  keys.forEach(change);
  return null;
}

function acceptScanned(world: World, user: UserAccount, scanned: string): null {
  const token = scanned.replace(/^.*token=/, '');
  const problem = acceptToken(world, Buffer.from(token, 'base64url'), user);
  if (problem !== undefined) throw new ControlError(problem);
  return null;
}
