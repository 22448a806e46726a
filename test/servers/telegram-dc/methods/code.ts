import { Api } from 'telegram/tl/index.js';
import { phoneDigits } from '../accounts.ts';
import { currentDelivery, type SentLoginCode } from '../login-codes.ts';
import { type Call, type Method, openMethod } from '../method.ts';
import { boolTrue, rpcError, type TlObject } from '../tl.ts';
import { sentCode } from './sent-code.ts';
import { checkApp, signIn } from './sign-in.ts';

/** The shortest and longest international numbers (ITU-T E.164). */
const PHONE_DIGITS = /^[1-9]\d{6,14}$/;

const sendCode = openMethod(Api.auth.SendCode, ({ phoneNumber, apiId, apiHash }, call) => {
  const wrongApp = checkApp(call, apiId, apiHash);
  if (wrongApp !== undefined) return wrongApp;
  if (!PHONE_DIGITS.test(phoneDigits(phoneNumber))) return rpcError(400, 'PHONE_NUMBER_INVALID');
  const account = call.world.accounts.userByPhone(phoneNumber);
  if (account?.banned) return rpcError(400, 'PHONE_NUMBER_BANNED');
  if (account !== undefined && account.dcId !== call.dcId)
    return rpcError(303, `PHONE_MIGRATE_${account.dcId}`);
  return answerWithSentCode(call, call.world.codes.start(phoneNumber, account));
});

const resendCode = openMethod(Api.auth.ResendCode, ({ phoneNumber, phoneCodeHash }, call) => {
  const sent = call.world.codes.find(phoneNumber, phoneCodeHash);
  if (sent === undefined) return rpcError(400, 'PHONE_CODE_EXPIRED');
  sent.sentTimes += 1;
  return answerWithSentCode(call, sent);
});

const cancelCode = openMethod(Api.auth.CancelCode, ({ phoneNumber, phoneCodeHash }, call) => {
  const sent = call.world.codes.find(phoneNumber, phoneCodeHash);
  if (sent === undefined) return rpcError(400, 'PHONE_CODE_EXPIRED');
  call.world.codes.discard(sent);
  return boolTrue;
});

/** A code is good for one sign-in: a request that arrives twice finds it expired, as with Telegram. */
const signInWithCode = openMethod(Api.auth.SignIn, (request, call) => {
  const { phoneNumber, phoneCodeHash, emailVerification } = request;
  const typed =
    emailVerification instanceof Api.EmailVerificationCode ? emailVerification.code : request.phoneCode;
  if (!typed) return rpcError(400, 'PHONE_CODE_EMPTY');
  const sent = call.world.codes.find(phoneNumber, phoneCodeHash);
  if (sent === undefined) return rpcError(400, 'PHONE_CODE_EXPIRED');
  if (typed !== sent.code) return rpcError(400, 'PHONE_CODE_INVALID');
  if (sent.account === undefined) return new Api.auth.AuthorizationSignUpRequired({});
  call.world.codes.discard(sent);
  return signIn(call, sent.account);
});

function answerWithSentCode(call: Call, sent: SentLoginCode): TlObject {
  const delivery = currentDelivery(sent);
  if (delivery === undefined) return rpcError(406, 'SEND_CODE_UNAVAILABLE');
  if (delivery.channel !== 'success') return sentCode(sent, delivery);
  if (sent.account === undefined) return rpcError(400, 'PHONE_NUMBER_UNOCCUPIED');
  const authorization = signIn(call, sent.account);
  return authorization instanceof Api.RpcError
    ? authorization
    : new Api.auth.SentCodeSuccess({ authorization });
}

export const codeMethods: Method[] = [sendCode, resendCode, cancelCode, signInWithCode];
