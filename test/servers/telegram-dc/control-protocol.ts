import type { RevokedReason } from './auth-keys.ts';
import type { CallRecord, ConnectionRecord } from './call-log.ts';
import type { NetworkMode } from './data-centre.ts';
import type { FaultRule } from './faults.ts';
import type { Seed } from './seed.ts';

/** An account that the server knows: a user by phone number or a bot by id. */
export type AccountReference = { phone: string } | { botId: number };

/** A session that a test may put into a bucket: what a session string holds. */
export interface MintedAuthorization {
  dcId: number;
  /** The canonical IPv4 address of the data centre. */
  address: string;
  port: number;
  authKeyHex: string;
  fingerprint: string;
}

/** Everything that can be asked of a running practice data centre: `POST /<name>` with the parameters as JSON. */
export interface ControlCalls {
  /** Adds accounts; one with a known phone number or token replaces it. */
  addAccounts: { params: Seed; result: null };
  /** A signed-in key made without any sign-in, 30 days old unless something else is said. */
  mintAuthorization: { params: AccountReference & { ageSeconds?: number }; result: MintedAuthorization };
  /** Ends an authorization: calls then answer 401 with the reason, AUTH_KEY_UNREGISTERED if none is given. */
  revoke: { params: { fingerprint: string; reason?: RevokedReason }; result: null };
  /** Calls with this key then answer 406 AUTH_KEY_DUPLICATED, for ever. */
  markDuplicated: { params: { fingerprint: string }; result: null };
  /** The key becomes unknown (transport error -404); all keys if no fingerprint is given. */
  forgetKeys: { params: { fingerprint?: string }; result: null };
  /** Deactivates an account, or makes it good again. */
  setDeactivated: { params: AccountReference & { deactivated: boolean }; result: null };
  /** Whether a key that is used on two connections at once is killed. Off at the start. */
  detectDuplicates: { params: { enabled: boolean }; result: null };
  addFault: { params: FaultRule; result: null };
  /** Takes back every rule of `addFault` and `shortKeys`. */
  clearFaults: { params: Record<string, never>; result: null };
  /** Lets the next `times` key exchanges fail as 1 in 256 does for gramjs. */
  shortKeys: { params: { times: number }; result: null };
  /** How one data centre, or every one, treats connections. */
  setNetwork: { params: { mode: NetworkMode; dcId?: number }; result: null };
  closeConnections: { params: { dcId?: number }; result: null };
  /** Codes that were sent to this number are no longer good (PHONE_CODE_EXPIRED). */
  expireCodes: { params: { phone: string }; result: null };
  /** Scans a QR code with the phone of a user; takes the token in base64url or the whole `tg://login` link. */
  acceptLoginToken: { params: { phone: string; token: string }; result: null };
  setLoginTokenLifetime: { params: { seconds: number }; result: null };
  /** Every auth key that was made or used since the last `clearLog`, signed in or not. */
  authKeys: { params: Record<string, never>; result: { fingerprint: string; authKeyHex: string }[] };
  calls: { params: Record<string, never>; result: CallRecord[] };
  connections: { params: Record<string, never>; result: ConnectionRecord[] };
  clearLog: { params: Record<string, never>; result: null };
}
