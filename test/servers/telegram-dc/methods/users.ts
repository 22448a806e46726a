import bigInt from 'big-integer';
import { Api } from 'telegram/tl/index.js';
import { type Call, type Method, method } from '../method.ts';
import { rpcError, vector } from '../tl.ts';
import { selfUser } from './sign-in.ts';

const getUsers = method(Api.users.GetUsers, ({ id }, call) => {
  const known = id.flatMap((user) => self(user, call) ?? []);
  return vector(known);
});

const getFullUser = method(Api.users.GetFullUser, ({ id }, call) => {
  const user = self(id, call);
  if (user === undefined) return rpcError(400, 'USER_ID_INVALID');
  const fullUser = new Api.UserFull({
    id: user.id,
    settings: new Api.PeerSettings({}),
    notifySettings: new Api.PeerNotifySettings({}),
    commonChatsCount: 0,
  });
  return new Api.users.UserFull({ fullUser, chats: [], users: [user] });
});

/** Nobody but the caller exists here. */
function self(user: Api.TypeEntityLike, call: Call): Api.User | undefined {
  const account = call.key.authorization?.account;
  if (account === undefined) return undefined;
  const isSelf =
    user instanceof Api.InputUserSelf ||
    (user instanceof Api.InputUser && user.userId.equals(bigInt(account.id)));
  return isSelf ? selfUser(account) : undefined;
}

export const userMethods: Method[] = [getUsers, getFullUser];
