import { Api } from 'telegram/tl/index.js';
import { phoneDigits } from './accounts.ts';
import type { CallRecord } from './call-log.ts';

/** The part of a request that may stand in the call log: whom it is about, never what proves it. */
export function describeRequest(request: unknown): Pick<CallRecord, 'phone' | 'botId'> {
  if (request instanceof Api.auth.ImportBotAuthorization) {
    const botId = Number.parseInt(request.botAuthToken, 10);
    return Number.isNaN(botId) ? {} : { botId };
  }
  const aboutPhone =
    request instanceof Api.auth.SendCode ||
    request instanceof Api.auth.ResendCode ||
    request instanceof Api.auth.CancelCode ||
    request instanceof Api.auth.SignIn;
  return aboutPhone ? { phone: phoneDigits(request.phoneNumber) } : {};
}
