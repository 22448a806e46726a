import { createHash } from 'node:crypto';
import { fail, ok } from '../../../../shared/result.ts';
import type { SessionWriter } from '../../../../shared/stored-sessions.ts';
import type {
  HeadOutcome,
  ListedSession,
  ReadOutcome,
  SessionStore,
  StoreResult,
  WriteCondition,
} from './session-store.ts';
import { syntheticSessions } from './synthetic-sessions.ts';

interface Stored {
  text: string;
  etag: string;
  lastModified: number;
  writer: SessionWriter;
}

const pageSize = 1_000;

/** The store of a profile with API_ID 0: synthetic sessions, no bucket and no network. Gone when the app ends. */
export class MemorySessionStore implements SessionStore {
  readonly #objects = new Map<string, Stored>();

  constructor(sessions: Iterable<[namespace: string, text: string]> = syntheticSessions()) {
    for (const [namespace, text] of sessions) this.#put(namespace, text, 'another-program');
  }

  async read(namespace: string): Promise<StoreResult<ReadOutcome>> {
    const stored = this.#objects.get(namespace);
    if (!stored) return ok({ kind: 'missing' });
    if (stored.text === '')
      return ok({ kind: 'empty', etag: stored.etag, lastModified: stored.lastModified });
    return ok({ kind: 'found', ...stored, sizeBytes: Buffer.byteLength(stored.text) });
  }

  async head(namespace: string): Promise<StoreResult<HeadOutcome>> {
    const stored = this.#objects.get(namespace);
    if (!stored) return ok({ kind: 'missing' });
    const { text, etag, lastModified } = stored;
    return ok({ kind: 'there', etag, lastModified, sizeBytes: Buffer.byteLength(text) });
  }

  async write(
    namespace: string,
    text: string,
    condition: WriteCondition,
  ): Promise<StoreResult<{ etag: string }>> {
    const stored = this.#objects.get(namespace);
    const holds = 'ifMatch' in condition ? stored?.etag === condition.ifMatch : stored === undefined;
    if (!holds) return fail('store-conflict');
    return ok({ etag: this.#put(namespace, text, 'this-app').etag });
  }

  async *list(signal: AbortSignal): AsyncGenerator<StoreResult<ListedSession[]>> {
    const sessions = [...this.#objects].map(([namespace, { text, etag, lastModified }]) => {
      return { namespace, sizeBytes: Buffer.byteLength(text), lastModified, etag };
    });
    for (let start = 0; start < sessions.length && !signal.aborted; start += pageSize) {
      yield ok(sessions.slice(start, start + pageSize));
    }
  }

  close(): void {
    this.#objects.clear();
  }

  #put(namespace: string, text: string, writer: SessionWriter): Stored {
    const etag = `"${createHash('md5').update(text).digest('hex')}"`;
    const stored = { text, etag, lastModified: Date.now(), writer };
    this.#objects.set(namespace, stored);
    return stored;
  }
}
