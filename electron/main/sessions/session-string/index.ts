export { canonicalDataCentre } from './data-centres.ts';
export { decodeSessionString } from './decode.ts';
export { encodeTelethon } from './encode.ts';
export { type DecodedSession, fingerprint, type SessionData } from './session-data.ts';
