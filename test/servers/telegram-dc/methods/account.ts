import bigInt from 'big-integer';
import { Api } from 'telegram/tl/index.js';
import { type AuthKey, revoke } from '../auth-keys.ts';
import { type Call, type Method, method } from '../method.ts';
import { boolTrue, rpcError, type TlObject } from '../tl.ts';

const AUTHORIZATION_TTL_DAYS = 183;
/** Younger sessions may not end others: FRESH_RESET_AUTHORISATION_FORBIDDEN. */
const FRESH_FOR_SECONDS = 24 * 3600;

const getAuthorizations = method(Api.account.GetAuthorizations, (_, call) => {
  const authorizations = siblings(call).map((key) => authorizationOf(key, call.key));
  return new Api.account.Authorizations({ authorizationTtlDays: AUTHORIZATION_TTL_DAYS, authorizations });
});

const resetAuthorization = method(Api.account.ResetAuthorization, ({ hash }, call) => {
  if (isFresh(call.key)) return freshReset();
  const ended = siblings(call).find((key) => key.authorization?.hash === BigInt(hash.toString()));
  if (ended === undefined) return rpcError(400, 'HASH_INVALID');
  revoke(ended, 'SESSION_REVOKED');
  return boolTrue;
});

const resetAuthorizations = method(Api.auth.ResetAuthorizations, (_, call) => {
  if (isFresh(call.key)) return freshReset();
  for (const key of siblings(call)) if (key !== call.key) revoke(key, 'SESSION_REVOKED');
  return boolTrue;
});

const logOut = method(Api.auth.LogOut, (_, call) => {
  revoke(call.key, 'AUTH_KEY_UNREGISTERED');
  return new Api.auth.LoggedOut({});
});

function siblings(call: Call): AuthKey[] {
  const account = call.key.authorization?.account;
  return account === undefined ? [] : call.world.keys.authorizedFor(account);
}

function isFresh(key: AuthKey): boolean {
  const createdAtSeconds = key.authorization?.createdAtSeconds ?? 0;
  return Date.now() / 1000 - createdAtSeconds < FRESH_FOR_SECONDS;
}

function freshReset(): TlObject {
  return rpcError(406, 'FRESH_RESET_AUTHORISATION_FORBIDDEN');
}

/** How `current` sees the authorization of `key`: its own has the hash 0. */
export function authorizationOf(key: AuthKey, current: AuthKey): Api.Authorization {
  const { client, authorization } = key;
  const hash = key === current ? 0n : (authorization?.hash ?? 0n);
  return new Api.Authorization({
    current: key === current,
    hash: bigInt(hash.toString()),
    deviceModel: client?.deviceModel ?? 'Practice device',
    platform: '',
    systemVersion: client?.systemVersion ?? '1',
    apiId: client?.apiId ?? 1,
    appName: 'Practice',
    appVersion: client?.appVersion ?? '1',
    dateCreated: authorization?.createdAtSeconds ?? 0,
    dateActive: Math.floor(Date.now() / 1000),
    ip: '127.0.0.1',
    country: '',
    region: '',
  });
}

export const accountMethods: Method[] = [getAuthorizations, resetAuthorization, resetAuthorizations, logOut];
