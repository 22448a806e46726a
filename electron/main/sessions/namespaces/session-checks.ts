import type { AccountVerdict } from '../../../../shared/accounts.ts';
import type { StoreErrorCode } from '../../../../shared/error-words/store.ts';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import { SerialQueue } from '../../async/serial-queue.ts';
import type { NamespaceCatalogue } from '../catalogue/namespace-catalogue.ts';
import type { SessionManagers } from '../session-manager.ts';
import type { ProbeErrorCode, ProbeOutcome, SessionProber } from '../session-prober.ts';
import { fingerprint } from '../session-string/index.ts';

export type CheckErrorCode = StoreErrorCode | ProbeErrorCode | 'nothing-stored' | 'conflict-changed';

interface SessionChecksParts {
  managers: SessionManagers;
  catalogue: NamespaceCatalogue;
  prober: SessionProber;
  now: () => number;
}

/** Asks Telegram about stored sessions, when the operator wants to know. */
export class SessionChecks {
  /** Two namespaces may hold the same key, and two connections with one key end the session: one at a time. */
  readonly #queue = new SerialQueue();
  readonly #running = new Map<string, Promise<Result<null, CheckErrorCode>>>();
  readonly #controller = new AbortController();

  constructor(private readonly parts: SessionChecksParts) {}

  /**
   * Asking again while a check runs waits for the same answer.
   *
   * @param shown the session's fingerprint as the operator saw it, so that no other one is used; null for whichever is stored
   */
  check(namespace: string, shown: string | null): Promise<Result<null, CheckErrorCode>> {
    const running = this.#running.get(namespace);
    if (running) return running;
    const check = this.#queue.run(() => this.#checkNow(namespace, shown));
    this.#running.set(namespace, check);
    return check.finally(() => this.#running.delete(namespace));
  }

  stop(): void {
    this.#controller.abort();
  }

  async #checkNow(namespace: string, shown: string | null): Promise<Result<null, CheckErrorCode>> {
    const { managers, prober } = this.parts;
    const loaded = await managers.of(namespace).load();
    if (!loaded.ok) return loaded;
    const { state, session, object } = loaded.value;
    if (state !== 'present' || !session || !object) return fail('nothing-stored', { namespace });
    const stored = fingerprint(session.authKey);
    if (shown !== null && stored !== shown) return fail('conflict-changed');
    const probed = await prober.probe(namespace, session, this.#controller.signal);
    if (!probed.ok) return probed;
    this.#remember(namespace, probed.value, stored, object.etag);
    return ok(null);
  }

  #remember(namespace: string, outcome: ProbeOutcome, probed: string, etag: string): void {
    const { catalogue } = this.parts;
    if (outcome.kind === 'authorized') {
      catalogue.recordAccount(namespace, outcome.account.info, outcome.account.phoneNumber);
    }
    catalogue.recordVerdict(namespace, { verdict: this.#verdictOf(outcome), fingerprint: probed, etag });
  }

  #verdictOf(outcome: ProbeOutcome): AccountVerdict {
    const checkedAt = this.parts.now();
    if (outcome.kind === 'authorized') return { kind: 'authorized', checkedAt };
    return { kind: outcome.kind, reason: outcome.reason, checkedAt };
  }
}
