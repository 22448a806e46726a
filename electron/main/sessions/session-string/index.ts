export { canonicalDataCentre } from './data-centres.ts';
export { decodeSessionString } from './decode.ts';
export { encodeTelethon } from './encode.ts';
export { fingerprint, fingerprintOfText } from './fingerprint.ts';
export type { DecodedSession, SessionData } from './session-data.ts';
