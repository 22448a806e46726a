import { constants, generateKeyPairSync, type KeyObject, privateDecrypt } from 'node:crypto';
import { bytesToBigInt, tlBytes } from './bytes.ts';
import { igeDecrypt, sha1, sha256, xor } from './crypto.ts';

/** The public key by which a client trusts this server; numbers as decimal text, so that it survives JSON. */
export interface PracticePublicKey {
  /** Signed 64-bit, as gramjs names its keys. */
  fingerprint: string;
  modulus: string;
  exponent: number;
}

export interface ServerRsaKey {
  readonly fingerprint: bigint;
  readonly publicKey: PracticePublicKey;
  /** The inner data of `req_DH_params` with its trailing padding, or `undefined` if it was not made for this key. */
  decrypt(encrypted: Buffer): Buffer | undefined;
}

export function generateRsaKey(): ServerRsaKey {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
  const modulus = Buffer.from(n, 'base64url');
  const exponent = Buffer.from(e, 'base64url');
  const fingerprint = sha1(tlBytes(modulus), tlBytes(exponent)).subarray(12).readBigInt64LE();
  return {
    fingerprint,
    publicKey: {
      fingerprint: fingerprint.toString(),
      modulus: bytesToBigInt(modulus).toString(),
      exponent: exponent.readUIntBE(0, exponent.length),
    },
    decrypt: (encrypted) => {
      const block = rawDecrypt(privateKey, encrypted);
      return block === undefined ? undefined : (removeRsaPad(block) ?? removeSha1Padding(block));
    },
  };
}

function rawDecrypt(key: KeyObject, encrypted: Buffer): Buffer | undefined {
  if (encrypted.length !== 256) return undefined;
  return privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, encrypted);
}

/** RSA_PAD of core.telegram.org/mtproto/auth_key: 32 bytes of masked key, then AES-IGE of reversed data and its hash. */
function removeRsaPad(block: Buffer): Buffer | undefined {
  const encrypted = block.subarray(32);
  const temporaryKey = xor(block.subarray(0, 32), sha256(encrypted));
  const plain = igeDecrypt(encrypted, temporaryKey, Buffer.alloc(32));
  const data = Buffer.from(plain.subarray(0, 192)).reverse();
  return sha256(temporaryKey, data).equals(plain.subarray(192)) ? data : undefined;
}

/** The scheme before RSA_PAD, which Telethon still uses: a zero byte, SHA-1 of the data, the data, random padding. */
function removeSha1Padding(block: Buffer): Buffer | undefined {
  const hash = block.subarray(1, 21);
  for (let end = block.length; end > 21; end -= 1) {
    if (sha1(block.subarray(21, end)).equals(hash)) return block.subarray(21, end);
  }
  return undefined;
}
