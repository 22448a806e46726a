import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { bigIntToBytes, bytesToBigInt } from './bytes.ts';
import { sha256, xor } from './crypto.ts';
import { DH_GENERATOR, DH_PRIME, modPow } from './dh.ts';

/** The verifier that the server keeps of a password (core.telegram.org/api/srp). */
export interface PasswordRecord {
  readonly salt1: Buffer;
  readonly salt2: Buffer;
  readonly verifier: Buffer;
}

/** One challenge: its answer can be checked once. */
export interface SrpChallenge {
  readonly id: bigint;
  readonly publicValue: Buffer;
  readonly secret: Buffer;
}

const PRIME = bytesToBigInt(DH_PRIME);
const GENERATOR_BYTES = pad(Buffer.from([DH_GENERATOR]));
const MULTIPLIER = bytesToBigInt(sha256(DH_PRIME, GENERATOR_BYTES));

export function makePasswordRecord(password: string): PasswordRecord {
  const salt1 = randomBytes(40);
  const salt2 = randomBytes(16);
  const once = salted(salted(Buffer.from(password, 'utf8'), salt1), salt2);
  const x = salted(pbkdf2Sync(once, salt1, 100_000, 64, 'sha512'), salt2);
  return { salt1, salt2, verifier: modPow(Buffer.from([DH_GENERATOR]), x) };
}

export function makeChallenge(record: PasswordRecord): SrpChallenge {
  const secret = randomBytes(256);
  const blinded = MULTIPLIER * bytesToBigInt(record.verifier);
  const power = bytesToBigInt(modPow(Buffer.from([DH_GENERATOR]), secret));
  const publicValue = pad(bigIntToBytes((blinded + power) % PRIME));
  return { id: randomBytes(8).readBigInt64LE(), publicValue, secret };
}

/** True if `proof` (M1) could only come from someone who knows the password. */
export function verifyProof(
  record: PasswordRecord,
  challenge: SrpChallenge,
  a: Buffer,
  proof: Buffer,
): boolean {
  const clientValue = pad(a);
  const valueNumber = bytesToBigInt(clientValue);
  if (valueNumber <= 1n || valueNumber >= PRIME - 1n) return false;
  const u = sha256(clientValue, challenge.publicValue);
  const masked = (valueNumber * bytesToBigInt(modPow(record.verifier, u))) % PRIME;
  const sessionKey = sha256(modPow(bigIntToBytes(masked), challenge.secret));
  const expected = sha256(
    xor(sha256(DH_PRIME), sha256(GENERATOR_BYTES)),
    sha256(record.salt1),
    sha256(record.salt2),
    clientValue,
    challenge.publicValue,
    sessionKey,
  );
  return expected.equals(proof);
}

function salted(data: Buffer, salt: Buffer): Buffer {
  return sha256(salt, data, salt);
}

function pad(value: Buffer): Buffer {
  return Buffer.concat([Buffer.alloc(Math.max(0, 256 - value.length)), value]);
}
