import { describe, expect, it } from 'vitest';
import { Api, returnBigInt } from '../../../electron/main/telegram/gramjs/library.ts';
import { fail } from '../../../shared/result.ts';
import { computeSrp } from '../../fixtures/telegram-gateway.ts';
import { DH_PRIME } from '../../servers/telegram-dc/dh.ts';
import { makeChallenge, makePasswordRecord, verifyProof } from '../../servers/telegram-dc/srp.ts';

const record = makePasswordRecord('breakfast');
const never = new AbortController().signal;
const untrusted = fail('telegram-unexpected', { message: 'password parameters that cannot be trusted' });

function parameters({ g = 3, p = DH_PRIME, publicValue }: { g?: number; p?: Buffer; publicValue: Buffer }) {
  const { salt1, salt2 } = record;
  return new Api.account.Password({
    hasPassword: true,
    currentAlgo: new Api.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow({
      salt1,
      salt2,
      g,
      p,
    }),
    srp_B: publicValue,
    srpId: returnBigInt('-42'),
    newAlgo: new Api.PasswordKdfAlgoUnknown(),
    newSecureAlgo: new Api.SecurePasswordKdfAlgoUnknown(),
    secureRandom: Buffer.alloc(32),
  }).getBytes();
}

function compute(bytes: Uint8Array, signal = never) {
  return computeSrp({ parameters: bytes, password: 'breakfast' }, signal);
}

describe('the proof of a password', () => {
  it('convinces a server that knows the verifier, with the id of its challenge', async () => {
    const challenge = makeChallenge(record);
    const proof = await compute(parameters(challenge));
    if (!proof.ok) throw new Error(proof.error.code);
    const { srpId, a, m1 } = proof.value;
    expect(srpId).toBe('-42');
    expect(verifyProof(record, challenge, Buffer.from(a), Buffer.from(m1))).toBe(true);
    expect(verifyProof(makePasswordRecord('lunch'), challenge, Buffer.from(a), Buffer.from(m1))).toBe(false);
  });

  const { publicValue } = makeChallenge(record);
  const otherPrime = Buffer.from(DH_PRIME);
  otherPrime[100] = (otherPrime[100] ?? 0) ^ 1;

  it.each([
    ['another prime', { publicValue, p: otherPrime }],
    ['a bad generator', { publicValue, g: 2 }],
    ['B = 0', { publicValue: Buffer.alloc(256) }],
    ['B = p', { publicValue: DH_PRIME }],
  ])('is not given for %s', async (_, chosen) => {
    expect(await compute(parameters(chosen))).toEqual(untrusted);
  });

  it('is not given for something else than password parameters', async () => {
    expect(await compute(new Api.InputUserSelf().getBytes())).toEqual(untrusted);
    expect(await compute(Buffer.from('garbage'))).toEqual(untrusted);
  });

  it('is not computed once it is called off', async () => {
    expect(await compute(parameters({ publicValue }), AbortSignal.abort())).toEqual(
      fail('sign-in-cancelled'),
    );
  });
});
