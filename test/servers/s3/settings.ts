import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { anonymous, type Grant, type Principal } from './auth/principals.ts';
import type { EncryptionKind } from './encryption.ts';
import { writeDurably } from './storage/durable-file.ts';

/**
 * The way a store treats `If-Match` and `If-None-Match` on a PUT: acts on them as S3 does, takes and ignores them, or
 * refuses every request that has one with 501, as some S3-compatible stores do.
 */
export type WriteConditions = 'honoured' | 'ignored' | 'refused';

/**
 * Answers that come instead of a listing, of keys or of versions: an empty body, a web page, a page that is not the last and
 * names no next one, pages that lead back to the first, or a page that does not say whether it is the last.
 */
export type Listings = 'true' | 'empty' | 'web-page' | 'no-token' | 'circular' | 'no-end';

/** Habits of stores that S3 does not have. */
export interface Habits {
  /**
   * The connection is closed after a write that was refused by its condition, and the answer does not announce it.
   * MinIO does so (seen with RELEASE.2025-09-07).
   */
  readonly closesAfterRefusedWrite: boolean;
  readonly listings: Listings;
  /** The operation whose answers stop half way through their bodies, without an end. */
  readonly stalls: string | null;
}

/** As unkind as a store that many people use: a client that copes with this copes with S3. */
export const usualHabits: Habits = { closesAfterRefusedWrite: true, listings: 'true', stalls: null };

interface Saved {
  readonly principals: readonly Principal[];
  /** Grants of a bucket's policy to everybody, signed or not. */
  readonly publicGrants: readonly Grant[];
  /** By bucket: writes that do not ask for this encryption are denied. */
  readonly demandedEncryption: Readonly<Record<string, EncryptionKind>>;
  readonly clockOffsetMs: number;
  readonly writeConditions: WriteConditions;
  readonly habits: Habits;
}

/** Settings that tests can change while the server runs. Survives a restart, as the objects do. */
export class Settings {
  readonly #path: string;
  #saved: Saved = {
    principals: [],
    publicGrants: [],
    demandedEncryption: {},
    clockOffsetMs: 0,
    writeConditions: 'honoured',
    habits: usualHabits,
  };

  constructor(
    dataDirectory: string,
    readonly region: string,
    private readonly root: Principal,
  ) {
    this.#path = join(dataDirectory, 'settings.json');
    // This process wrote the file, so its shape is known.
    if (existsSync(this.#path)) this.#saved = JSON.parse(readFileSync(this.#path, 'utf8')) as Saved;
  }

  /** The server's clock, which tests can shift; milliseconds since the epoch. */
  nowMs(): number {
    return Date.now() + this.#saved.clockOffsetMs;
  }

  get writeConditions(): WriteConditions {
    return this.#saved.writeConditions;
  }

  get habits(): Habits {
    return this.#saved.habits;
  }

  /** Everybody, as a bucket's policy sees them. */
  get everybody(): Principal {
    return { ...anonymous, grants: this.#saved.publicGrants };
  }

  demandedEncryption(bucket: string): EncryptionKind | undefined {
    return this.#saved.demandedEncryption[bucket];
  }

  demandEncryption(bucket: string, kind: EncryptionKind): void {
    this.change({ demandedEncryption: { ...this.#saved.demandedEncryption, [bucket]: kind } });
  }

  grantEverybody(grant: Grant): void {
    this.change({ publicGrants: [...this.#saved.publicGrants, grant] });
  }

  principal(accessKeyId: string): Principal | undefined {
    const all = [this.root, ...this.#saved.principals];
    return all.find((principal) => principal.credentials.accessKeyId === accessKeyId);
  }

  addPrincipal(principal: Principal): void {
    this.change({ principals: [...this.#saved.principals, principal] });
  }

  change(part: Partial<Saved>): void {
    this.#saved = { ...this.#saved, ...part };
    writeDurably(this.#path, [Buffer.from(JSON.stringify(this.#saved))]);
  }
}
