import type { ClientInfo } from './auth-keys.ts';

/** One method call as the server saw it. Codes, passwords and tokens are never recorded. */
export interface CallRecord {
  /** ISO 8601. */
  time: string;
  dcId: number;
  connectionId: number;
  /** Of the auth key it came with. */
  fingerprint: string;
  /** As in the schema: `auth.sendCode`. */
  method: string;
  phone?: string;
  botId?: number;
  /** Present on a call wrapped in `initConnection`. */
  client?: ClientInfo;
  /** `ok`, the message of the RPC error, `dropped`, `silenced` or `transport error`; absent while it runs. */
  outcome?: string;
}

/** One TCP connection. */
export interface ConnectionRecord {
  id: number;
  dcId: number;
  openedAt: string;
  closedAt?: string;
  /** Of every auth key that was used on it. */
  fingerprints: string[];
  keyExchanges: number;
}

/** The calls that the server saw since it was started or since `clear`. */
export class CallLog {
  #callRecords: CallRecord[] = [];
  #connectionRecords: ConnectionRecord[] = [];
  #nextConnectionId = 1;

  calls(): readonly CallRecord[] {
    return this.#callRecords;
  }

  connections(): readonly ConnectionRecord[] {
    return this.#connectionRecords;
  }

  addCall(record: CallRecord): void {
    this.#callRecords.push(record);
  }

  openConnection(dcId: number): ConnectionRecord {
    const record: ConnectionRecord = {
      id: this.#nextConnectionId++,
      dcId,
      openedAt: new Date().toISOString(),
      fingerprints: [],
      keyExchanges: 0,
    };
    this.#connectionRecords.push(record);
    return record;
  }

  /** Forgets everything but the connections that are still open. */
  clear(): void {
    this.#callRecords = [];
    this.#connectionRecords = this.#connectionRecords.filter(({ closedAt }) => closedAt === undefined);
  }
}
