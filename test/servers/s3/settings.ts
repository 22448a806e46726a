import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Principal } from './auth/principals.ts';
import { writeDurably } from './storage/durable-file.ts';

/**
 * The way a store treats `If-Match` and `If-None-Match` on a PUT: acts on them as S3 does, takes and ignores them, or
 * refuses every request that has one with 501, as some S3-compatible stores do.
 */
export type WriteConditions = 'honoured' | 'ignored' | 'refused';

interface Saved {
  readonly principals: readonly Principal[];
  readonly clockOffsetMs: number;
  readonly writeConditions: WriteConditions;
}

/** Settings that tests can change while the server runs. Survives a restart, as the objects do. */
export class Settings {
  readonly #path: string;
  #saved: Saved = { principals: [], clockOffsetMs: 0, writeConditions: 'honoured' };

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
