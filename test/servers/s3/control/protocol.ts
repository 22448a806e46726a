import type { Grant } from '../auth/principals.ts';
import type { EncryptionKind } from '../encryption.ts';
import type { LogEntry } from '../request-log.ts';
import type { Habits, WriteConditions } from '../settings.ts';

/** The line that the server prints once it takes requests. */
export interface ReadyLine {
  readonly ready: true;
  /** `http://127.0.0.1:PORT`, or `https://` where it was given a certificate. */
  readonly endpoint: string;
  readonly control: string;
}

export interface ObjectToPut {
  readonly key: string;
  readonly bodyBase64: string;
  /** Names without `x-amz-meta-`. */
  readonly metadata?: Readonly<Record<string, string>>;
  readonly contentType?: string;
}

/** Every call that the control port takes: `POST /<name>` with the first as JSON, answered with the second. */
export interface ControlCalls {
  addPrincipal: [
    {
      readonly name: string;
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      readonly sessionToken?: string;
      readonly expiresAtMs?: number;
      readonly grants: readonly Grant[];
    },
    null,
  ];
  setClockOffset: [{ readonly offsetMs: number }, null];
  setWriteConditions: [{ readonly conditions: WriteConditions }, null];
  /** Habits that are not named are as usual. */
  setHabits: [Partial<Habits>, null];
  createBucket: [{ readonly bucket: string; readonly versioned: boolean }, null];
  /** Adds to what the bucket's policy grants to everybody, signed or not. */
  grantEverybody: [Grant, null];
  /** From now on the bucket's policy denies writes that do not ask for this encryption. */
  demandEncryption: [{ readonly bucket: string; readonly kind: EncryptionKind }, null];
  putObjects: [{ readonly bucket: string; readonly objects: readonly ObjectToPut[] }, null];
  /** Null if there is no object. */
  getObject: [{ readonly bucket: string; readonly key: string }, { readonly bodyBase64: string } | null];
  listKeys: [{ readonly bucket: string }, readonly string[]];
  log: [null, readonly LogEntry[]];
  clearLog: [null, null];
}

export type ControlName = keyof ControlCalls;
