import type { AppError, Result } from '../../../../shared/result.ts';
import type { NamespaceCatalogue } from '../catalogue/namespace-catalogue.ts';
import type { SessionJournal } from '../session-journal.ts';
import { SessionManager } from '../session-manager.ts';
import type { SessionStore } from '../session-store.ts';
import type { StoredSnapshot } from '../stored-snapshot.ts';
import type { SignedInAccount } from './session-prober.ts';

/** Who signed in, kept until the store has confirmed the session. */
interface SignedIn {
  account: SignedInAccount;
  fingerprint: string;
}

export interface OpenSessionsParts {
  store: SessionStore;
  journal: SessionJournal;
  catalogue: NamespaceCatalogue;
  now: () => number;
  /** Called whenever a manager knows something new. */
  onLooked: (namespace: string, manager: SessionManager) => void;
}

/** One SessionManager for each namespace that was opened, checked or signed in. */
export class OpenSessions {
  private readonly managers = new Map<string, SessionManager>();
  private readonly signedIn = new Map<string, SignedIn>();

  constructor(private readonly parts: OpenSessionsParts) {}

  manager(namespace: string): SessionManager {
    const known = this.managers.get(namespace);
    if (known) return known;
    const { store, journal } = this.parts;
    const manager = new SessionManager({ namespace, store, journal });
    this.managers.set(namespace, manager);
    return manager;
  }

  unsaved(): string[] {
    return [...this.managers].filter(([, manager]) => manager.unsaved).map(([namespace]) => namespace);
  }

  async load(namespace: string): Promise<Result<StoredSnapshot>> {
    const manager = this.manager(namespace);
    const loaded = await manager.load();
    this.parts.onLooked(namespace, manager);
    return loaded;
  }

  /** Tells who the session belongs to that the manager has just taken over. */
  setSignedIn(namespace: string, signedIn: SignedIn): void {
    this.signedIn.set(namespace, signedIn);
    this.parts.onLooked(namespace, this.manager(namespace));
  }

  async save(namespace: string, onWritten?: () => void): Promise<Result<null>> {
    const manager = this.manager(namespace);
    const saved = await manager.save(onWritten);
    if (saved.ok) this.rememberSignedIn(namespace, manager);
    return this.written(namespace, manager, saved);
  }

  /** Loads, and rewrites what Telethon would spell otherwise. */
  async rewrite(namespace: string): Promise<Result<null>> {
    const loaded = await this.load(namespace);
    if (!loaded.ok) return loaded;
    const manager = this.manager(namespace);
    return this.written(namespace, manager, await manager.rewrite());
  }

  /** Saves everything unsaved at the same time and tells what failed. */
  async saveAll(): Promise<{ namespace: string; error: AppError }[]> {
    const results = await Promise.all(
      this.unsaved().map(async (namespace) => ({ namespace, saved: await this.save(namespace) })),
    );
    return results.flatMap(({ namespace, saved }) => (saved.ok ? [] : [{ namespace, error: saved.error }]));
  }

  private async written(
    namespace: string,
    manager: SessionManager,
    outcome: Result<null>,
  ): Promise<Result<null>> {
    // Somebody else's object is there now: the operator must see it.
    if (!outcome.ok && outcome.error.code === 'store-conflict') await manager.load();
    this.parts.onLooked(namespace, manager);
    return outcome;
  }

  private rememberSignedIn(namespace: string, manager: SessionManager): void {
    const signedIn = this.signedIn.get(namespace);
    const stored = manager.snapshot?.object;
    if (!signedIn || !stored || stored.fingerprint !== signedIn.fingerprint) return;
    const { account, fingerprint } = signedIn;
    const { catalogue, now } = this.parts;
    catalogue.recordAccount(namespace, account.info, account.phoneNumber);
    const verdict = { kind: 'authorized', checkedAt: now() } as const;
    catalogue.recordVerdict(namespace, { verdict, fingerprint, etag: stored.etag });
    this.signedIn.delete(namespace);
  }
}
