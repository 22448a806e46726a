import bigInt from 'big-integer';
import { Api } from 'telegram/tl/index.js';
import { type Method, method, openMethod } from '../method.ts';
import { rpcError } from '../tl.ts';
import { grant } from './sign-in.ts';

/** How a signed-in client gets a key of another data centre accepted. */
const exportAuthorization = method(Api.auth.ExportAuthorization, (_, call) => {
  const account = call.key.authorization?.account;
  if (account === undefined) return rpcError(401, call.key.revokedReason);
  return new Api.auth.ExportedAuthorization({
    id: bigInt(account.id),
    bytes: call.world.exportAuthorization(account),
  });
});

const importAuthorization = openMethod(Api.auth.ImportAuthorization, ({ id, bytes }, call) => {
  const account = call.world.importAuthorization(id.toJSNumber(), bytes);
  return account === undefined ? rpcError(400, 'AUTH_BYTES_INVALID') : grant(call, account);
});

export const transferMethods: Method[] = [exportAuthorization, importAuthorization];
