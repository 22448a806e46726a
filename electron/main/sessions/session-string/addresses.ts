import { isIPv4, isIPv6 } from 'node:net';

const groupsOfIpv6 = 8;

function bytesOfIpv4(address: string): number[] {
  return address.split('.').map(Number);
}

/** An IPv4 tail (`::ffff:149.154.175.53`) as the two groups it stands for. */
function withoutIpv4Tail(address: string): string {
  const start = address.lastIndexOf(':') + 1;
  const tail = address.slice(start);
  if (!tail.includes('.')) return address;
  const [a = 0, b = 0, c = 0, d = 0] = bytesOfIpv4(tail);
  return `${address.slice(0, start)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

function groupsOf(part: string): number[] {
  return part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
}

function bytesOfIpv6(address: string): number[] {
  const [head = '', tail] = withoutIpv4Tail(address).split('::');
  const before = groupsOf(head);
  const after = tail === undefined ? [] : groupsOf(tail);
  const zeros = new Array<number>(groupsOfIpv6 - before.length - after.length).fill(0);
  return [...before, ...zeros, ...after].flatMap((group) => [group >> 8, group & 0xff]);
}

/** The 4 or 16 bytes of an address literal in network order, or null when it is none (a host name, a zone id). */
export function packAddress(address: string): Uint8Array | null {
  if (isIPv4(address)) return Uint8Array.from(bytesOfIpv4(address));
  if (isIPv6(address) && !address.includes('%')) return Uint8Array.from(bytesOfIpv6(address));
  return null;
}

/** Start and length of the first longest run of two or more zero groups. */
function longestZeroRun(groups: readonly number[]): { start: number; length: number } | null {
  let best: { start: number; length: number } | null = null;
  let start = 0;
  groups.forEach((group, index) => {
    if (group !== 0) start = index + 1;
    const length = index + 1 - start;
    if (length > (best?.length ?? 1)) best = { start, length };
  });
  return best;
}

/** RFC 5952 section 4.2, which is also what Python's `ipaddress` prints. */
function formatIpv6(groups: readonly number[]): string {
  const hex = groups.map((group) => group.toString(16));
  const run = longestZeroRun(groups);
  if (run === null) return hex.join(':');
  return `${hex.slice(0, run.start).join(':')}::${hex.slice(run.start + run.length).join(':')}`;
}

/** @param bytes 4 or 16 bytes in network order */
export function formatAddress(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return formatIpv6(Array.from({ length: groupsOfIpv6 }, (_, index) => view.getUint16(index * 2)));
}
