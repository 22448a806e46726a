import type { DamageReason } from '../../../../shared/stored-sessions.ts';
import { formatAddress, packAddress } from './addresses.ts';
import { canonicalDataCentre } from './data-centres.ts';
import { authKeyBytes, type DecodedSession, type SessionData } from './session-data.ts';

interface Refusal {
  ok: false;
  reason: DamageReason;
}
type Fields = { ok: true; session: SessionData } | Refusal;

const dcIdBytes = 1;
const lengthBytes = 2;
const portBytes = 2;
const telethonBytes = {
  ipv4: dcIdBytes + 4 + portBytes + authKeyBytes,
  ipv6: dcIdBytes + 16 + portBytes + authKeyBytes,
};

/** Both base64 alphabets: Telethon writes the urlsafe one, gramjs the standard one, and each reads both. */
const base64Pattern = /^[A-Za-z0-9+/_-]*={0,2}$/;

function refused(reason: DamageReason): Refusal {
  return { ok: false, reason };
}

/** Checks what both formats share. `at` is where the port begins. */
function readFields(bytes: Buffer, address: string, at: number): Fields {
  const dcId = bytes.readUInt8(0);
  // gramjs writes the port as a signed integer; its bits are the same.
  const port = bytes.readUInt16BE(at);
  const authKey = Uint8Array.from(bytes.subarray(at + portBytes));
  if (canonicalDataCentre(dcId) === null) return refused('unknown-data-centre');
  if (port === 0) return refused('bad-port');
  if (authKey.every((byte) => byte === 0)) return refused('empty-key');
  return { ok: true, session: { dcId, address, port, authKey } };
}

/** The address text of a gramjs string: an IP address, or a host name where a WebSocket was used. */
function gramjsAddress(bytes: Buffer): string | null {
  const length = bytes.readInt16BE(dcIdBytes);
  const start = dcIdBytes + lengthBytes;
  if (length < 1 || bytes.length !== start + length + portBytes + authKeyBytes) return null;
  return bytes.toString('latin1', start, start + length);
}

function readGramjs(bytes: Buffer, address: string): Fields {
  if (!/^[A-Za-z0-9.:-]+$/.test(address)) return refused('bad-address');
  const fields = readFields(bytes, address, dcIdBytes + lengthBytes + address.length);
  if (!fields.ok || packAddress(address) !== null) return fields;
  // Telethon cannot store a host name, and gramjs garbles IPv6 addresses: the data centre's id is the truth.
  return { ok: true, session: { ...fields.session, ...canonicalDataCentre(fields.session.dcId) } };
}

function readTelethon(bytes: Buffer): Fields {
  const end = bytes.length - authKeyBytes - portBytes;
  return readFields(bytes, formatAddress(bytes.subarray(dcIdBytes, end)), end);
}

/**
 * 275 bytes are either a Telethon IPv6 session or a gramjs one with a 14-character address, which Telethon reads as
 * an address in `000e::/16`. Nothing real is there: IANA keeps `0000::/8` for special uses (RFC 4291 section 2.5).
 */
function readIpv6Sized(bytes: Buffer): DecodedSession {
  const address = gramjsAddress(bytes);
  const poison = address === null ? null : readGramjs(bytes, address);
  if (poison?.ok) return { ok: false, reason: 'poisoned', repairable: poison.session };
  const fields = readTelethon(bytes);
  return fields.ok ? { ...fields, format: 'telethon' } : fields;
}

function readBytes(bytes: Buffer): DecodedSession {
  if (bytes.length === telethonBytes.ipv6) return readIpv6Sized(bytes);
  if (bytes.length === telethonBytes.ipv4) {
    const fields = readTelethon(bytes);
    return fields.ok ? { ...fields, format: 'telethon' } : fields;
  }
  const address = bytes.length > telethonBytes.ipv4 ? gramjsAddress(bytes) : null;
  if (address === null) return refused('wrong-length');
  const fields = readGramjs(bytes, address);
  return fields.ok ? { ...fields, format: 'gramjs' } : fields;
}

/**
 * Reads a Telethon v1 or gramjs session string. White space, a byte order mark and missing padding do no harm.
 * Neither the outcome nor an exception ever holds the text.
 */
export function decodeSessionString(text: string): DecodedSession {
  const compact = text.replace(/\s/g, '');
  if (compact === '') return refused('wrong-length');
  if (!compact.startsWith('1')) return refused('unknown-version');
  const encoded = compact.slice(1);
  if (!base64Pattern.test(encoded)) return refused('not-base64');
  const digits = encoded.replaceAll('=', '');
  // One base64 digit alone holds 6 bits, which is no byte.
  if (digits.length % 4 === 1) return refused('wrong-length');
  return readBytes(Buffer.from(digits, 'base64'));
}
