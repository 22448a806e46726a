import { Api } from 'telegram/tl/index.js';
import type { SentLoginCode } from '../login-codes.ts';
import { type Call, type Method, openMethod } from '../method.ts';
import { rpcError } from '../tl.ts';
import { sentCode } from './sent-code.ts';

/** Steps that an account takes after `auth.sentCodeTypeSetUpEmailRequired`; the e-mail brings the login code itself. */
const sendVerifyEmailCode = openMethod(Api.account.SendVerifyEmailCode, ({ purpose, email }, call) => {
  const sent = loginBehind(purpose, call);
  if (sent === undefined) return rpcError(400, 'PHONE_HASH_EXPIRED');
  if (!/^\S+@\S+\.\S+$/.test(email)) return rpcError(400, 'EMAIL_INVALID');
  const emailPattern = email.replace(/(?<=^.).*(?=@)/, '***');
  return new Api.account.SentEmailCode({ emailPattern, length: sent.code.length });
});

const verifyEmail = openMethod(Api.account.VerifyEmail, ({ purpose, verification }, call) => {
  const sent = loginBehind(purpose, call);
  if (sent === undefined) return rpcError(400, 'PHONE_HASH_EXPIRED');
  if (!(verification instanceof Api.EmailVerificationCode) || verification.code !== sent.code) {
    return rpcError(400, 'CODE_INVALID');
  }
  const email = 'practice@example.org';
  return new Api.account.EmailVerifiedLogin({ email, sentCode: sentCode(sent, { channel: 'emailCode' }) });
});

function loginBehind(purpose: Api.TypeEmailVerifyPurpose, call: Call): SentLoginCode | undefined {
  if (!(purpose instanceof Api.EmailVerifyPurposeLoginSetup)) return undefined;
  return call.world.codes.find(purpose.phoneNumber, purpose.phoneCodeHash);
}

export const emailMethods: Method[] = [sendVerifyEmailCode, verifyEmail];
