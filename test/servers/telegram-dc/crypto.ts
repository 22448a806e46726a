import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

export function sha1(...parts: Buffer[]): Buffer {
  return createHash('sha1').update(Buffer.concat(parts)).digest();
}

export function sha256(...parts: Buffer[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}

export function xor(left: Buffer, right: Buffer): Buffer {
  return Buffer.from(left.map((byte, index) => byte ^ (right[index] ?? 0)));
}

/** AES in infinite garble extension mode; `iv` is 32 bytes, `data` a multiple of 16. */
export function igeEncrypt(data: Buffer, key: Buffer, iv: Buffer): Buffer {
  const cipher = createCipheriv(`aes-${key.length * 8}-ecb`, key, null).setAutoPadding(false);
  return igeBlocks(data, iv.subarray(0, 16), iv.subarray(16, 32), (block) => cipher.update(block));
}

export function igeDecrypt(data: Buffer, key: Buffer, iv: Buffer): Buffer {
  const decipher = createDecipheriv(`aes-${key.length * 8}-ecb`, key, null).setAutoPadding(false);
  return igeBlocks(data, iv.subarray(16, 32), iv.subarray(0, 16), (block) => decipher.update(block));
}

function igeBlocks(
  data: Buffer,
  before: Buffer,
  after: Buffer,
  transform: (block: Buffer) => Buffer,
): Buffer {
  const blocks: Buffer[] = [];
  let previousOutput = before;
  let previousInput = after;
  for (let offset = 0; offset < data.length; offset += 16) {
    const input = data.subarray(offset, offset + 16);
    const output = xor(transform(xor(input, previousOutput)), previousInput);
    blocks.push(output);
    previousInput = input;
    previousOutput = output;
  }
  return Buffer.concat(blocks);
}

type Sender = 'client' | 'server';

/** MTProto 2.0 message encryption (core.telegram.org/mtproto/description): `msg_key` and the ciphertext. */
export function encryptMessage(plain: Buffer, authKey: Buffer, sender: Sender): Buffer {
  const padding = randomBytes(12 + ((16 - ((plain.length + 12) % 16)) % 16));
  const padded = Buffer.concat([plain, padding]);
  const msgKey = messageKey(padded, authKey, sender);
  const { key, iv } = messageCipher(msgKey, authKey, sender);
  return Buffer.concat([msgKey, igeEncrypt(padded, key, iv)]);
}

/** The plain text with its padding, or `undefined` if the message key does not match. */
export function decryptMessage(encrypted: Buffer, authKey: Buffer, sender: Sender): Buffer | undefined {
  const msgKey = encrypted.subarray(0, 16);
  const body = encrypted.subarray(16);
  if (body.length === 0 || body.length % 16 !== 0) return undefined;
  const { key, iv } = messageCipher(msgKey, authKey, sender);
  const padded = igeDecrypt(body, key, iv);
  return messageKey(padded, authKey, sender).equals(msgKey) ? padded : undefined;
}

function messageKey(padded: Buffer, authKey: Buffer, sender: Sender): Buffer {
  const x = sender === 'client' ? 0 : 8;
  return sha256(authKey.subarray(88 + x, 120 + x), padded).subarray(8, 24);
}

function messageCipher(msgKey: Buffer, authKey: Buffer, sender: Sender): { key: Buffer; iv: Buffer } {
  const x = sender === 'client' ? 0 : 8;
  const a = sha256(msgKey, authKey.subarray(x, x + 36));
  const b = sha256(authKey.subarray(40 + x, 76 + x), msgKey);
  return {
    key: Buffer.concat([a.subarray(0, 8), b.subarray(8, 24), a.subarray(24, 32)]),
    iv: Buffer.concat([b.subarray(0, 8), a.subarray(8, 24), b.subarray(24, 32)]),
  };
}
