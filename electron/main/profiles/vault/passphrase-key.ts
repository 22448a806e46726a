import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';

/** Bytes that making one key may take: scrypt uses 128 * N * r (RFC 7914, section 5). */
const maxMemory = 256 * 2 ** 20;

/**
 * How a key is made of a passphrase (scrypt, RFC 7914). Kept with what it seals, so that it can be raised later. All of it is
 * bounded, so that a damaged file cannot make the app ask for endless memory or time.
 */
export const keyParametersSchema = z
  .object({
    name: z.literal('scrypt'),
    /** N, a power of two. */
    cost: z
      .number()
      .int()
      .min(2 ** 14)
      .max(2 ** 21)
      .refine((cost) => Number.isInteger(Math.log2(cost))),
    /** r */
    blockSize: z.number().int().min(1).max(32),
    /** p */
    parallelization: z.number().int().min(1).max(16),
    salt: z.string().regex(/^[0-9a-f]{32,128}$/),
  })
  .refine(({ cost, blockSize }) => 128 * cost * blockSize <= maxMemory);

export type KeyParameters = z.infer<typeof keyParametersSchema>;

/** All by which a passphrase is told to be the right one, and no secret. */
export const provableKeySchema = z.object({
  key: keyParametersSchema,
  /** A known word, sealed: tells a wrong passphrase before anything else is opened with it. */
  verifier: z.string(),
});

export type ProvableKey = z.infer<typeof provableKeySchema>;

const keyBytes = 32;
/** The nonce length that GCM is specified for (NIST SP 800-38D, 8.2). */
const nonceBytes = 12;
const tagBytes = 16;

/** OWASP's strongest listed scrypt setting: N 2^17, r 8, p 1, about 128 MiB and a third of a second. */
export function newKeyParameters(): KeyParameters {
  const salt = randomBytes(32).toString('hex');
  return { name: 'scrypt', cost: 2 ** 17, blockSize: 8, parallelization: 1, salt };
}

/** A key made of a passphrase: seals with AES-256-GCM and a random nonce for every text. */
export class PassphraseKey {
  private constructor(private readonly key: Buffer) {}

  /** Computed on a thread of its own, so that the window does not freeze meanwhile. */
  static derive(passphrase: string, parameters: KeyParameters): Promise<PassphraseKey> {
    const { cost, blockSize, parallelization, salt } = parameters;
    const options = { N: cost, r: blockSize, p: parallelization, maxmem: 256 * cost * blockSize };
    // The same letters can be typed as different code points on different keyboards.
    const password = passphrase.normalize('NFKC');
    return new Promise((resolve, reject) => {
      scrypt(password, Buffer.from(salt, 'hex'), keyBytes, options, (error, key) => {
        if (error) reject(error);
        else resolve(new PassphraseKey(key));
      });
    });
  }

  /** Makes the key; null where `word` was sealed with another one, so that the passphrase is wrong. */
  static async prove(
    passphrase: string,
    { key, verifier }: ProvableKey,
    word: string,
  ): Promise<PassphraseKey | null> {
    const derived = await PassphraseKey.derive(passphrase, key);
    return derived.open(verifier) === word ? derived : null;
  }

  /** Base64 of nonce, authentication tag and ciphertext. */
  seal(secret: string): string {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce);
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
  }

  /** Null for what another key sealed, or what was changed since. */
  open(text: string): string | null {
    const bytes = Buffer.from(text, 'base64');
    if (bytes.length < nonceBytes + tagBytes) return null;
    const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    try {
      const opened = decipher.update(bytes.subarray(nonceBytes + tagBytes));
      return Buffer.concat([opened, decipher.final()]).toString('utf8');
    } catch {
      return null;
    }
  }
}
