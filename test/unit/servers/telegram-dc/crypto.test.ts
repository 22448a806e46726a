import { randomBytes } from 'node:crypto';
import { IGE } from 'telegram/crypto/IGE.js';
import { describe, expect, it } from 'vitest';
import {
  decryptMessage,
  encryptMessage,
  igeDecrypt,
  igeEncrypt,
} from '../../../servers/telegram-dc/crypto.ts';

function bytes(hex: string): Buffer {
  return Buffer.from(hex, 'hex');
}

describe('AES-IGE', () => {
  // The first test vector of OpenSSL's igetest.c.
  const key = bytes('000102030405060708090a0b0c0d0e0f');
  const iv = bytes('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f');
  const encrypted = bytes('1a8519a6557be652e9da8e43da4ef4453cf456b4ca488aa383c79c98b34797cb');

  it('agrees with the published vector in both directions', () => {
    expect(igeEncrypt(Buffer.alloc(32), key, iv)).toEqual(encrypted);
    expect(igeDecrypt(encrypted, key, iv)).toEqual(Buffer.alloc(32));
  });

  it('agrees with gramjs for 256-bit keys', () => {
    const [longKey, longIv, data] = [randomBytes(32), randomBytes(32), randomBytes(160)];
    expect(igeEncrypt(data, longKey, longIv)).toEqual(new IGE(longKey, longIv).encryptIge(data));
    expect(igeDecrypt(igeEncrypt(data, longKey, longIv), longKey, longIv)).toEqual(data);
  });
});

describe('message encryption', () => {
  const authKey = randomBytes(256);

  it.each([32, 33, 44, 1000])('gives %i bytes back to who knows the key and the sender', (length) => {
    const plain = randomBytes(length);
    const decrypted = decryptMessage(encryptMessage(plain, authKey, 'client'), authKey, 'client');
    expect(decrypted?.subarray(0, length)).toEqual(plain);
    const padding = (decrypted?.length ?? 0) - length;
    expect(padding).toBeGreaterThanOrEqual(12);
    expect(padding).toBeLessThanOrEqual(27);
  });

  it('refuses a changed message, another key and the other direction', () => {
    const encrypted = encryptMessage(randomBytes(64), authKey, 'client');
    const changed = Buffer.from(encrypted);
    changed.writeUInt8(changed.readUInt8(40) ^ 1, 40);
    expect(decryptMessage(changed, authKey, 'client')).toBeUndefined();
    expect(decryptMessage(encrypted, randomBytes(256), 'client')).toBeUndefined();
    expect(decryptMessage(encrypted, authKey, 'server')).toBeUndefined();
  });

  it('refuses what is no whole number of blocks', () => {
    expect(decryptMessage(randomBytes(16), authKey, 'client')).toBeUndefined();
    expect(decryptMessage(randomBytes(45), authKey, 'client')).toBeUndefined();
  });
});
