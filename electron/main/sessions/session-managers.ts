import { Listeners } from '../async/listeners.ts';
import { SessionManager } from './session-manager.ts';
import type { SessionStore } from './store/session-store.ts';

/** One SessionManager for each namespace that was opened, checked or signed in. */
export class SessionManagers {
  /** Told with its namespace whenever a manager knows something new of its object. */
  readonly looked = new Listeners<string>();
  readonly #managers = new Map<string, SessionManager>();

  constructor(private readonly store: SessionStore) {}

  of(namespace: string): SessionManager {
    const known = this.#managers.get(namespace);
    if (known) return known;
    const manager = new SessionManager(namespace, this.store, () => this.looked.emit(namespace));
    this.#managers.set(namespace, manager);
    return manager;
  }
}
