import { randomBytes } from 'node:crypto';
import { ByteReader, bigIntToBytes, bytesToBigInt, int32, int64, tlBytes, uint32 } from './bytes.ts';
import { igeDecrypt, igeEncrypt, sha1 } from './crypto.ts';
import { DH_GENERATOR, DH_PRIME, modPow } from './dh.ts';
import type { ServerRsaKey } from './rsa.ts';

const ID = {
  reqPq: 0x60469778,
  reqPqMulti: 0xbe7e8ef1,
  resPq: 0x05162463,
  reqDhParams: 0xd712e4be,
  serverDhParamsOk: 0xd0e8075c,
  serverDhInnerData: 0xb5890dba,
  setClientDhParams: 0xf5045f1f,
  clientDhInnerData: 0x6643b654,
  dhGenOk: 0x3bcbf734,
} as const;

/** Small primes: gramjs factorises their product in plain JavaScript, and real sizes would make every test wait. */
const P = 40_009n;
const Q = 49_999n;

interface NewKey {
  readonly key: Buffer;
  readonly salt: bigint;
}

interface HandshakeOptions {
  readonly rsaKey: ServerRsaKey;
  /** True if this exchange must end like the 1 in 256 whose key begins with a zero byte, which gramjs does not pad. */
  takeShortKey(): boolean;
  keyMade(made: NewKey): void;
}

/** One run of the key exchange of core.telegram.org/mtproto/auth_key, on one connection. */
export class Handshake {
  #nonce: Buffer = Buffer.alloc(16);
  readonly #serverNonce = randomBytes(16);
  #newNonce: Buffer = Buffer.alloc(32);
  readonly #exponent = randomBytes(256);

  constructor(private readonly options: HandshakeOptions) {}

  /** The answer to one unencrypted message; `undefined` if it fits nowhere and the connection should end. */
  answer(message: Buffer): Buffer | undefined {
    const reader = new ByteReader(message);
    switch (reader.uint32()) {
      case ID.reqPq:
      case ID.reqPqMulti:
        return this.#resPq(reader);
      case ID.reqDhParams:
        return this.#serverDhParams(reader);
      case ID.setClientDhParams:
        return this.#dhGen(reader);
      default:
        return undefined;
    }
  }

  #resPq(reader: ByteReader): Buffer {
    this.#nonce = reader.bytes(16);
    const fingerprints = Buffer.concat([
      uint32(0x1cb5c415),
      int32(1),
      int64(this.options.rsaKey.fingerprint),
    ]);
    return Buffer.concat([
      uint32(ID.resPq),
      this.#nonce,
      this.#serverNonce,
      tlBytes(bigIntToBytes(P * Q)),
      fingerprints,
    ]);
  }

  #serverDhParams(reader: ByteReader): Buffer | undefined {
    if (!this.#noncesMatch(reader)) return undefined;
    const factors = [reader.tlBytes(), reader.tlBytes()].map(bytesToBigInt);
    if (factors[0] !== P || factors[1] !== Q) return undefined;
    if (reader.int64() !== this.options.rsaKey.fingerprint) return undefined;
    const inner = this.options.rsaKey.decrypt(reader.tlBytes());
    if (inner === undefined || !this.#readInnerData(new ByteReader(inner))) return undefined;
    const answer = Buffer.concat([
      uint32(ID.serverDhInnerData),
      this.#nonce,
      this.#serverNonce,
      int32(DH_GENERATOR),
      tlBytes(DH_PRIME),
      tlBytes(modPow(Buffer.from([DH_GENERATOR]), this.#exponent)),
      int32(Math.floor(Date.now() / 1000)),
    ]);
    const hashed = Buffer.concat([sha1(answer), answer]);
    const padded = Buffer.concat([hashed, randomBytes((16 - (hashed.length % 16)) % 16)]);
    const { key, iv } = this.#temporaryCipher();
    const encrypted = tlBytes(igeEncrypt(padded, key, iv));
    return Buffer.concat([uint32(ID.serverDhParamsOk), this.#nonce, this.#serverNonce, encrypted]);
  }

  /** All four kinds of `p_q_inner_data` begin with the same fields. */
  #readInnerData(reader: ByteReader): boolean {
    reader.uint32();
    const [product] = [reader.tlBytes(), reader.tlBytes(), reader.tlBytes()].map(bytesToBigInt);
    const matches = this.#noncesMatch(reader);
    this.#newNonce = reader.bytes(32);
    return matches && product === P * Q;
  }

  #dhGen(reader: ByteReader): Buffer | undefined {
    if (!this.#noncesMatch(reader)) return undefined;
    const { key: cipherKey, iv } = this.#temporaryCipher();
    const inner = new ByteReader(igeDecrypt(reader.tlBytes(), cipherKey, iv).subarray(20));
    if (inner.uint32() !== ID.clientDhInnerData || !this.#noncesMatch(inner)) return undefined;
    inner.int64();
    const key = modPow(inner.tlBytes(), this.#exponent);
    const shortKey = this.options.takeShortKey();
    if (shortKey) key[0] = 0;
    else this.options.keyMade({ key, salt: this.#firstSalt() });
    const auxHash = sha1(key).subarray(0, 8);
    const newNonceHash = sha1(this.#newNonce, Buffer.from([1]), auxHash).subarray(4);
    return Buffer.concat([uint32(ID.dhGenOk), this.#nonce, this.#serverNonce, newNonceHash]);
  }

  #noncesMatch(reader: ByteReader): boolean {
    return reader.bytes(16).equals(this.#nonce) && reader.bytes(16).equals(this.#serverNonce);
  }

  #firstSalt(): bigint {
    return this.#newNonce.readBigInt64LE() ^ this.#serverNonce.readBigInt64LE();
  }

  #temporaryCipher(): { key: Buffer; iv: Buffer } {
    const newThenServer = sha1(this.#newNonce, this.#serverNonce);
    const serverThenNew = sha1(this.#serverNonce, this.#newNonce);
    const newTwice = sha1(this.#newNonce, this.#newNonce);
    return {
      key: Buffer.concat([newThenServer, serverThenNew.subarray(0, 12)]),
      iv: Buffer.concat([serverThenNew.subarray(12), newTwice, this.#newNonce.subarray(0, 4)]),
    };
  }
}
