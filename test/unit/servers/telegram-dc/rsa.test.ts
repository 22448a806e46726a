import { constants, createPublicKey, publicEncrypt, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bigIntToBytes } from '../../../servers/telegram-dc/bytes.ts';
import { sha1 } from '../../../servers/telegram-dc/crypto.ts';
import { generateRsaKey } from '../../../servers/telegram-dc/rsa.ts';

describe('the RSA key', () => {
  const rsaKey = generateRsaKey();
  const { modulus, exponent } = rsaKey.publicKey;
  const key = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'RSA',
      n: bigIntToBytes(BigInt(modulus)).toString('base64url'),
      e: bigIntToBytes(BigInt(exponent)).toString('base64url'),
    },
  });
  const encrypt = (block: Buffer) => publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, block);

  it('reads the older padding too, which Telethon uses', () => {
    const data = randomBytes(96);
    const block = Buffer.concat([Buffer.alloc(1), sha1(data), data, randomBytes(255 - 20 - 96)]);
    expect(rsaKey.decrypt(encrypt(block))).toEqual(data);
  });

  it('refuses a block with neither padding', () => {
    expect(rsaKey.decrypt(encrypt(Buffer.concat([Buffer.alloc(1), randomBytes(255)])))).toBeUndefined();
    expect(rsaKey.decrypt(randomBytes(100))).toBeUndefined();
  });
});
