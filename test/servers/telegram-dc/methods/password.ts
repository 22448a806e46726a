import { randomBytes } from 'node:crypto';
import bigInt from 'big-integer';
import { Api } from 'telegram/tl/index.js';
import type { UserAccount } from '../accounts.ts';
import type { AuthKey } from '../auth-keys.ts';
import { DH_GENERATOR, DH_PRIME } from '../dh.ts';
import { type Method, openMethod } from '../method.ts';
import { makeChallenge, type PasswordRecord, verifyProof } from '../srp.ts';
import { present, rpcError } from '../tl.ts';
import { grant } from './sign-in.ts';

/** Open, because a sign-in asks for it before it is finished. */
const getPassword = openMethod(Api.account.GetPassword, (_, { key }) => {
  const user = userOf(key);
  if (user === undefined) return rpcError(401, key.revokedReason);
  const { password, passwordHint } = user;
  return new Api.account.Password({
    newAlgo: algorithm(randomBytes(8), randomBytes(16)),
    newSecureAlgo: new Api.SecurePasswordKdfAlgoUnknown(),
    secureRandom: randomBytes(32),
    ...(password === undefined ? {} : challengeFields(key, password)),
    ...present({ hint: passwordHint }),
  });
});

const checkPassword = openMethod(Api.auth.CheckPassword, ({ password }, call) => {
  const { key } = call;
  const user = key.passwordAwaitedFrom;
  if (user?.password === undefined) return rpcError(401, key.revokedReason);
  if (!(password instanceof Api.InputCheckPasswordSRP)) return rpcError(400, 'PASSWORD_HASH_INVALID');
  const { challenge } = key;
  if (challenge === undefined || BigInt(password.srpId.toString()) !== challenge.id) {
    return rpcError(400, 'SRP_ID_INVALID');
  }
  key.challenge = undefined;
  if (!verifyProof(user.password, challenge, password.A, password.M1)) {
    return rpcError(400, 'PASSWORD_HASH_INVALID');
  }
  return grant(call, user);
});

function userOf(key: AuthKey): UserAccount | undefined {
  const account = key.passwordAwaitedFrom ?? key.authorization?.account;
  return account?.kind === 'user' ? account : undefined;
}

function challengeFields(key: AuthKey, record: PasswordRecord) {
  const challenge = makeChallenge(record);
  key.challenge = challenge;
  return {
    hasPassword: true,
    currentAlgo: algorithm(record.salt1, record.salt2),
    srp_B: challenge.publicValue,
    srpId: bigInt(challenge.id.toString()),
  };
}

function algorithm(salt1: Buffer, salt2: Buffer): Api.TypePasswordKdfAlgo {
  return new Api.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow({
    salt1,
    salt2,
    g: DH_GENERATOR,
    p: DH_PRIME,
  });
}

export const passwordMethods: Method[] = [getPassword, checkPassword];
