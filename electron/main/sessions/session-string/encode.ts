import { packAddress } from './addresses.ts';
import { canonicalDataCentre } from './data-centres.ts';
import { authKeyBytes, type SessionData } from './session-data.ts';

const version = '1';

/** Node's `base64url` leaves out the padding that Telethon's `urlsafe_b64encode` writes and needs. */
function urlsafeBase64(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}

/**
 * Telethon's `StringSession` v1: `'1'` and urlsafe base64 of `>B4sH256s` (IPv4) or `>B16sH256s` (IPv6).
 * A host name (gramjs has them for WebSockets) cannot be stored, so its data centre's own address and port are.
 * Throws a RangeError for a session that no sign-in can give.
 */
export function encodeTelethon(session: SessionData): string {
  const { dcId, address, port, authKey } = session;
  const canonical = canonicalDataCentre(dcId);
  if (canonical === null) throw new RangeError(`there is no data centre ${dcId}`);
  if (authKey.length !== authKeyBytes) throw new RangeError(`an auth key has ${authKeyBytes} bytes`);
  const packed = packAddress(address);
  if (packed === null) return encodeTelethon({ ...session, ...canonical });
  const portBytes = Buffer.alloc(2);
  portBytes.writeUInt16BE(port);
  return version + urlsafeBase64(Buffer.concat([Buffer.from([dcId]), packed, portBytes, authKey]));
}
