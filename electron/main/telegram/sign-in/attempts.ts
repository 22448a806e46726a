import type { SignInAction } from '../../../../shared/ipc.ts';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import type { SignInView } from '../../../../shared/sign-in.ts';
import { type AttemptServices, SignInAttempt } from './attempt.ts';

export interface SignInAttemptsOptions extends AttemptServices {
  createId: () => string;
}

export interface StartSignIn {
  profileId: string;
  namespace: string;
  purpose: SignInView['purpose'];
  /** Fills in the phone step and begins there; null begins with the choice of method. */
  knownPhoneNumber: string | null;
}

/** The open attempts of one profile: several at once, at most one per namespace. */
export class SignInAttempts {
  readonly #attempts = new Map<string, SignInAttempt>();
  readonly #changedListeners = new Set<(view: SignInView) => void>();
  readonly #closedListeners = new Set<(attemptId: string) => void>();
  readonly #closing = new Set<Promise<void>>();

  constructor(private readonly options: SignInAttemptsOptions) {}

  /** Fails with `attempt-open`. A finished attempt for the same namespace makes room. */
  start({ knownPhoneNumber, ...request }: StartSignIn): Result<SignInView> {
    const { namespace } = request;
    const existing = this.#forNamespace(namespace);
    if (this.isOpenFor(namespace)) return fail('attempt-open', { namespace });
    if (existing) this.#remove(existing);
    const attempt = new SignInAttempt(
      { attemptId: this.options.createId(), ...request },
      knownPhoneNumber,
      this.options,
      (view) => {
        for (const listener of this.#changedListeners) listener(view);
      },
    );
    this.#attempts.set(attempt.identity.attemptId, attempt);
    return ok(attempt.view());
  }

  /** Whether a sign-in that is not finished is open for the namespace. */
  isOpenFor(namespace: string): boolean {
    const attempt = this.#forNamespace(namespace);
    return attempt !== undefined && attempt.view().step.kind !== 'done';
  }

  async act(attemptId: string, action: SignInAction): Promise<Result<SignInView>> {
    const attempt = this.#attempts.get(attemptId);
    return attempt ? attempt.act(action) : fail('attempt-gone');
  }

  /** Resolves when the connection is closed and an accepted session has reached the sink. */
  async close(attemptId: string): Promise<void> {
    const attempt = this.#attempts.get(attemptId);
    if (attempt) await this.#remove(attempt);
  }

  /** Resolves when what is being asked or stored now has been answered, so that quitting loses no sign-in. */
  async idle(): Promise<void> {
    const running = [...this.#attempts.values()].map((attempt) => attempt.idle());
    await Promise.all([...running, ...this.#closing]);
  }

  /** Resolves when every attempt has ended, those that were closed earlier included. */
  async closeAll(): Promise<void> {
    for (const attempt of [...this.#attempts.values()]) this.#remove(attempt);
    await Promise.all(this.#closing);
  }

  list(): SignInView[] {
    return [...this.#attempts.values()].map((attempt) => attempt.view());
  }

  /** Returns its unsubscribe. */
  onChanged(listener: (view: SignInView) => void): () => void {
    this.#changedListeners.add(listener);
    return () => this.#changedListeners.delete(listener);
  }

  /** Returns its unsubscribe. */
  onClosed(listener: (attemptId: string) => void): () => void {
    this.#closedListeners.add(listener);
    return () => this.#closedListeners.delete(listener);
  }

  #forNamespace(namespace: string): SignInAttempt | undefined {
    return [...this.#attempts.values()].find((attempt) => attempt.identity.namespace === namespace);
  }

  #remove(attempt: SignInAttempt): Promise<void> {
    const { attemptId } = attempt.identity;
    this.#attempts.delete(attemptId);
    const closing = attempt.close().finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
    for (const listener of this.#closedListeners) listener(attemptId);
    return closing;
  }
}
