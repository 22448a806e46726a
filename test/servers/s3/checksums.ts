import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { done, type Outcome, refuse } from './outcome.ts';

export interface Checksum {
  readonly algorithm: 'crc32' | 'sha256';
  /** Base64 of the big-endian digest. */
  readonly value: string;
}

const headerPrefix = 'x-amz-checksum-';
const digests = {
  crc32: (body: Buffer) => {
    const digest = Buffer.alloc(4);
    digest.writeUInt32BE(crc32(body));
    return digest;
  },
  sha256: (body: Buffer) => createHash('sha256').update(body).digest(),
} as const;

/** Headers of an upload that this server knows how to check. */
export const checksumHeaders: readonly string[] = Object.keys(digests).map((name) => headerPrefix + name);

/** Header under which a stored checksum is given back. */
export function checksumHeader(checksum: Checksum): string {
  return headerPrefix + checksum.algorithm;
}

/**
 * Checks Content-MD5 and `x-amz-checksum-*`, from headers or trailers, against what arrived.
 * @returns the checksum to store, if the client sent one; `BadDigest` or `InvalidDigest` if one does not hold
 */
export function verifyChecksums(
  headers: ReadonlyMap<string, string>,
  body: Buffer,
): Outcome<Checksum | undefined> {
  const contentMd5 = headers.get('content-md5');
  if (contentMd5 !== undefined) {
    const claimed = Buffer.from(contentMd5, 'base64');
    if (claimed.length !== 16) return refuse('InvalidDigest');
    if (!claimed.equals(md5(body))) {
      return refuse('BadDigest', {
        message: 'The Content-MD5 you specified did not match what we received.',
      });
    }
  }
  for (const algorithm of ['crc32', 'sha256'] as const) {
    const value = headers.get(headerPrefix + algorithm);
    if (value === undefined) continue;
    const digest = digests[algorithm](body);
    const claimed = Buffer.from(value, 'base64');
    if (claimed.length !== digest.length) {
      return refuse('InvalidRequest', {
        message: `Value for ${headerPrefix}${algorithm} header is invalid.`,
      });
    }
    if (!claimed.equals(digest)) {
      const name = algorithm.toUpperCase();
      return refuse('BadDigest', {
        message: `The ${name} you specified did not match the calculated checksum.`,
      });
    }
    return done({ algorithm, value: digest.toString('base64') });
  }
  return done(undefined);
}

export function md5(body: Buffer): Buffer {
  return createHash('md5').update(body).digest();
}
