import { Api } from 'telegram/tl/index.js';
import { type Method, openMethod } from '../method.ts';
import { rpcError } from '../tl.ts';
import { checkApp, signIn } from './sign-in.ts';

const importBotAuthorization = openMethod(
  Api.auth.ImportBotAuthorization,
  ({ apiId, apiHash, botAuthToken }, call) => {
    const wrongApp = checkApp(call, apiId, apiHash);
    if (wrongApp !== undefined) return wrongApp;
    const bot = call.world.accounts.botByToken(botAuthToken);
    if (bot === undefined) return rpcError(400, 'ACCESS_TOKEN_INVALID');
    if (bot.tokenExpired) return rpcError(400, 'ACCESS_TOKEN_EXPIRED');
    if (bot.dcId !== call.dcId) return rpcError(303, `USER_MIGRATE_${bot.dcId}`);
    return signIn(call, bot);
  },
);

export const botMethods: Method[] = [importBotAuthorization];
