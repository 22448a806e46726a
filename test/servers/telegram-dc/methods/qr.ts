import { Api } from 'telegram/tl/index.js';
import type { UserAccount } from '../accounts.ts';
import type { LoginToken } from '../login-tokens.ts';
import { type Call, type Method, method, openMethod } from '../method.ts';
import { rpcError, type TlObject } from '../tl.ts';
import type { World } from '../world.ts';
import { authorizationOf } from './account.ts';
import { checkApp, signIn } from './sign-in.ts';

/** The same method shows a new code and, after the code was accepted, finishes the sign-in. */
const exportLoginToken = openMethod(Api.auth.ExportLoginToken, ({ apiId, apiHash }, call) => {
  const wrongApp = checkApp(call, apiId, apiHash);
  if (wrongApp !== undefined) return wrongApp;
  const accepted = call.world.tokens.acceptedFor(call.key);
  if (accepted?.acceptedBy !== undefined) return finish(call, accepted, accepted.acceptedBy);
  const { token, expiresAtMs } = call.world.tokens.issue(call.key);
  return new Api.auth.LoginToken({ token, expires: Math.floor(expiresAtMs / 1000) });
});

const importLoginToken = openMethod(Api.auth.ImportLoginToken, ({ token }, call) => {
  const found = call.world.tokens.find(token);
  if (found?.acceptedBy === undefined) return rpcError(400, 'AUTH_TOKEN_INVALID');
  return finish(call, found, found.acceptedBy);
});

const acceptLoginToken = method(Api.auth.AcceptLoginToken, ({ token }, call) => {
  const account = call.key.authorization?.account;
  if (account?.kind !== 'user') return rpcError(400, 'BOT_METHOD_INVALID');
  const problem = acceptToken(call.world, token, account);
  if (problem !== undefined) return rpcError(400, problem);
  return authorizationOf(call.key, call.key);
});

function finish(call: Call, token: LoginToken, account: UserAccount): TlObject {
  if (account.dcId !== call.dcId) {
    return new Api.auth.LoginTokenMigrateTo({ dcId: account.dcId, token: token.token });
  }
  call.world.tokens.discard(token);
  const authorization = signIn(call, account);
  return authorization instanceof Api.RpcError
    ? authorization
    : new Api.auth.LoginTokenSuccess({ authorization });
}

/** Scans the code as the phone would; the error if the token is no longer good. */
export function acceptToken(world: World, bytes: Buffer, account: UserAccount): string | undefined {
  const token = world.tokens.find(bytes);
  if (token === undefined) return 'AUTH_TOKEN_INVALID';
  if (token.acceptedBy !== undefined) return 'AUTH_TOKEN_ALREADY_ACCEPTED';
  if (token.expiresAtMs <= Date.now()) return 'AUTH_TOKEN_EXPIRED';
  token.acceptedBy = account;
  const date = Math.floor(Date.now() / 1000);
  world.push(token.requestedBy, new Api.UpdateShort({ update: new Api.UpdateLoginToken(), date }));
  return undefined;
}

export const qrMethods: Method[] = [exportLoginToken, importLoginToken, acceptLoginToken];
