import type { AppError } from '../../../../shared/result.ts';
import type { SignInStep } from '../../../../shared/sign-in.ts';
import type { Authorization, SignedInAccount } from '../telegram-gateway.ts';
import type { AttemptScreen } from './attempt-screen.ts';
import type { SessionSink } from './session-sink.ts';

/** Brings one signed-in session to the sink, as often as the operator asks, and shows how that goes. */
export class SessionHandover {
  constructor(
    private readonly sink: SessionSink,
    private readonly screen: AttemptScreen,
    private readonly now: () => number,
    private readonly namespace: string,
    private readonly session: { authorization: Authorization; account: SignedInAccount; fingerprint: string },
  ) {}

  async store(): Promise<void> {
    const { authorization, account, fingerprint } = this.session;
    this.screen.work('storing', this.#storing(null));
    const stored = await this.sink
      .store(this.namespace, authorization, account, () => this.screen.work('verifying'))
      .catch((bug: unknown) => {
        // The operator can still try again.
        this.screen.rest();
        throw bug;
      });
    this.screen.moveTo(
      stored.ok
        ? { kind: 'done', account: account.info, fingerprint, uri: stored.value.uri, storedAt: this.now() }
        : this.#storing(stored.error),
    );
  }

  #storing(error: AppError | null): SignInStep {
    const { account, fingerprint } = this.session;
    return { kind: 'storing', account: account.info, fingerprint, error };
  }
}
