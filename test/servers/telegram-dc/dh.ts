import { createDiffieHellman, type DiffieHellman } from 'node:crypto';

/** The safe prime Telegram uses for key exchange and for passwords; clients refuse any other (core.telegram.org/mtproto/auth_key). */
export const DH_PRIME = Buffer.from(
  'c71caeb9c6b1c9048e6c522f70f13f73980d40238e3e21c14934d037563d930f48198a0aa7c14058229493d22530f4db' +
    'fa336f6e0ac925139543aed44cce7c3720fd51f69458705ac68cd4fe6b6b13abdc9746512969328454f18faf8c595f64' +
    '2477fe96bb2a941d5bcd1d4ac8cc49880708fa9b378e3c4f3a9060bee67cf9a4a4a695811051907e162753b56b0f6b41' +
    '0dba74d8a84b2a14b3144e0ef1284754fd17ed950d5965b4b9dd46582db1178d169c6bc465b0d6ff9ca3928fef5b9ae4' +
    'e418fc15e83ebea0f87fa9ff5eed70050ded2849f47bf959d956850ce929851f0d8115f635b105ee2e4e15d04b2454bf' +
    '6f4fadf034b10403119cd8e3b92fcc5b',
  'hex',
);
export const DH_GENERATOR = 3;

let group: DiffieHellman | undefined;

/** `base ** exponent mod DH_PRIME`, 256 bytes. One group object serves all: making one costs about 200 ms. */
export function modPow(base: Buffer, exponent: Buffer): Buffer {
  group ??= createDiffieHellman(DH_PRIME, DH_GENERATOR);
  group.setPrivateKey(exponent);
  return group.computeSecret(base);
}
