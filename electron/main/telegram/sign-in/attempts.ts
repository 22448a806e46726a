import type { SignInAction } from '../../../../shared/ipc.ts';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import type { SignInView } from '../../../../shared/sign-in.ts';
import { type AttemptServices, type AttemptStart, type Refusal, SignInAttempt } from './attempt.ts';

interface SignInAttemptsOptions extends AttemptServices {
  createId: () => string;
}

interface PreparedSignIn extends Omit<AttemptStart, 'identity'> {
  purpose: SignInView['purpose'];
}

/** Why a sign-in may not begin. */
type StartErrorCode =
  | 'namespace-invalid'
  | 'saving-blocked'
  | 'namespace-occupied'
  | 'namespace-unsaved'
  | 'conflict-changed';

/** The open attempts of one profile: several at once, at most one per namespace. */
export class SignInAttempts {
  readonly #attempts = new Map<string, SignInAttempt>();
  readonly #changedListeners = new Set<(view: SignInView) => void>();
  readonly #closedListeners = new Set<(attemptId: string) => void>();
  readonly #closing = new Set<Promise<void>>();
  readonly #starting = new Map<string, Promise<Result<SignInView, StartErrorCode>>>();

  constructor(private readonly options: SignInAttemptsOptions) {}

  /**
   * Begins a sign-in. Where one is open for the namespace, or is just being prepared, that one is given: what it may replace
   * was settled when it began. Fails as `prepare` does.
   */
  async start(
    place: { profileId: string; namespace: string },
    prepare: () => Promise<Result<PreparedSignIn, StartErrorCode>>,
  ): Promise<Result<SignInView, StartErrorCode>> {
    const open = this.#forNamespace(place.namespace);
    if (open && !open.isFinished) return ok(open.view());
    const starting = this.#starting.get(place.namespace);
    if (starting) return starting;
    const started = this.#start(place, prepare).finally(() => this.#starting.delete(place.namespace));
    this.#starting.set(place.namespace, started);
    return started;
  }

  /** Whether a sign-in that is not finished is open for the namespace, or is being prepared. */
  isOpenFor(namespace: string): boolean {
    return this.#starting.has(namespace) || this.#forNamespace(namespace)?.isFinished === false;
  }

  /** Whether Telegram, or the operator, still has to answer in any of them. */
  get isSigningIn(): boolean {
    return this.#starting.size > 0 || [...this.#attempts.values()].some((attempt) => attempt.isSigningIn);
  }

  async act(attemptId: string, action: SignInAction): Promise<Result<SignInView, Refusal | 'attempt-gone'>> {
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

  async #start(
    { profileId, namespace }: { profileId: string; namespace: string },
    prepare: () => Promise<Result<PreparedSignIn, StartErrorCode>>,
  ): Promise<Result<SignInView, StartErrorCode>> {
    const prepared = await prepare();
    if (!prepared.ok) return prepared;
    const finished = this.#forNamespace(namespace);
    if (finished) void this.#remove(finished);
    const { purpose, ...start } = prepared.value;
    const identity = { attemptId: this.options.createId(), profileId, namespace, purpose };
    const attempt = new SignInAttempt({ identity, ...start }, this.options, (view) => {
      for (const listener of this.#changedListeners) listener(view);
    });
    this.#attempts.set(identity.attemptId, attempt);
    return ok(attempt.view());
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
