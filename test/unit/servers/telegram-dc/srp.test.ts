import { randomBytes } from 'node:crypto';
import bigInt from 'big-integer';
import { computeCheck } from 'telegram/Password.js';
import { Api } from 'telegram/tl/index.js';
import { describe, expect, it } from 'vitest';
import { DH_GENERATOR, DH_PRIME } from '../../../servers/telegram-dc/dh.ts';
import {
  makeChallenge,
  makePasswordRecord,
  type PasswordRecord,
  type SrpChallenge,
  verifyProof,
} from '../../../servers/telegram-dc/srp.ts';

/** The answer of gramjs to a challenge. */
async function answer({ salt1, salt2 }: PasswordRecord, challenge: SrpChallenge, password: string) {
  const algorithm = Api.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow;
  const currentAlgo = new algorithm({ salt1, salt2, g: DH_GENERATOR, p: DH_PRIME });
  const asked = new Api.account.Password({
    newAlgo: currentAlgo,
    newSecureAlgo: new Api.SecurePasswordKdfAlgoUnknown(),
    secureRandom: randomBytes(8),
    currentAlgo,
    srp_B: challenge.publicValue,
    srpId: bigInt(challenge.id.toString()),
  });
  const check = await computeCheck(asked, password);
  if (!(check instanceof Api.InputCheckPasswordSRP)) throw new Error('gramjs computed no proof');
  return check;
}

describe('the password check', () => {
  const record = makePasswordRecord('correct horse');

  it('accepts what gramjs computes from the right password', async () => {
    const challenge = makeChallenge(record);
    const { A, M1 } = await answer(record, challenge, 'correct horse');
    expect(verifyProof(record, challenge, A, M1)).toBe(true);
  });

  it('refuses a wrong password and the answer to another challenge', async () => {
    const challenge = makeChallenge(record);
    const wrong = await answer(record, challenge, 'wrong horse');
    expect(verifyProof(record, challenge, wrong.A, wrong.M1)).toBe(false);
    const right = await answer(record, challenge, 'correct horse');
    expect(verifyProof(record, makeChallenge(record), right.A, right.M1)).toBe(false);
  });

  it('refuses the public values with which anybody could pass', () => {
    const challenge = makeChallenge(record);
    for (const value of [Buffer.alloc(256), DH_PRIME, Buffer.from([1])]) {
      expect(verifyProof(record, challenge, value, Buffer.alloc(32))).toBe(false);
    }
  });
});
