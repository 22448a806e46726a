import bigInt from 'big-integer';
import { Api } from 'telegram/tl/index.js';
import type { Account } from '../accounts.ts';
import { authorize } from '../auth-keys.ts';
import type { Call } from '../method.ts';
import { present, rpcError, type TlObject } from '../tl.ts';

/** `auth.authorization`, or the error that says what stands in the way, two-step verification first of all. */
export function signIn(call: Call, account: Account): Api.auth.Authorization | Api.RpcError {
  if (account.deactivated) return rpcError(401, 'USER_DEACTIVATED');
  if (account.kind === 'user' && account.password !== undefined) {
    call.key.passwordAwaitedFrom = account;
    return rpcError(401, 'SESSION_PASSWORD_NEEDED');
  }
  return grant(call, account);
}

/** Signs the key in, whatever the account's password. */
export function grant(call: Call, account: Account): Api.auth.Authorization {
  authorize(call.key, account, Math.floor(Date.now() / 1000));
  return new Api.auth.Authorization({ user: selfUser(account) });
}

export function selfUser(account: Account): Api.User {
  const { id, firstName, lastName, username } = account;
  return new Api.User({
    id: bigInt(id),
    self: true,
    accessHash: bigInt(id).multiply(7919),
    firstName,
    ...present({ lastName, username }),
    ...(account.kind === 'bot' ? { bot: true, botInfoVersion: 1 } : { phone: account.phone }),
  });
}

/** A wrong pair of api_id and api_hash is refused before anything else is checked. */
export function checkApp(call: Call, apiId: number, apiHash: string): TlObject | undefined {
  return call.world.accounts.acceptsApp(apiId, apiHash) ? undefined : rpcError(400, 'API_ID_INVALID');
}
