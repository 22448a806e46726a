import { randomUUID } from 'node:crypto';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Publish } from '../ipc/events.ts';
import type { Logger } from '../logging/logger.ts';
import type { StoredProfile } from '../profiles/profiles.ts';
import type { Namespaces } from '../sessions/namespaces/namespaces.ts';
import { fingerprint } from '../sessions/session-string/index.ts';
import { SignInAttempts } from '../telegram/sign-in/attempts.ts';
import type { TelegramGateway } from '../telegram/telegram-gateway.ts';
import type { QuitWork } from './quit.ts';

/** Everything that belongs to the chosen profile; leaving the profile disposes of it whole. */
export class Workspace implements QuitWork {
  readonly attempts: SignInAttempts;
  readonly #subscriptions: (() => void)[];

  constructor(
    readonly profile: StoredProfile,
    readonly namespaces: Namespaces,
    readonly gateway: TelegramGateway,
    publish: Publish,
    logger: Logger,
  ) {
    this.attempts = new SignInAttempts({
      gateway,
      sink: {
        secure: (namespace, authorization, account) =>
          namespaces.secureSignedIn(namespace, authorization, account),
        store: (namespace, authorization, account, onWritten) =>
          namespaces.storeSignedIn(namespace, authorization, account, onWritten),
      },
      fingerprintOf: fingerprint,
      now: Date.now,
      logger,
      createId: randomUUID,
    });
    this.#subscriptions = [
      namespaces.onChanged((change) => publish('namespaces:changed', change)),
      namespaces.onDetail((detail) => publish('namespaces:detail', detail)),
      this.attempts.onChanged((view) => publish('sign-in:changed', view)),
      this.attempts.onClosed((attemptId) => publish('sign-in:closed', { attemptId })),
    ];
  }

  unsavedNamespaces(): string[] {
    return this.namespaces.unsavedNamespaces();
  }

  /** Lets every sign-in that is being answered end, closes the rest, and saves what is unsaved. */
  async settle(): Promise<void> {
    await this.attempts.idle();
    await this.attempts.closeAll();
    await this.namespaces.saveAllUnsaved();
  }

  /** A workspace is left for another profile only when nothing would be interrupted or lost. */
  async reasonToStay(): Promise<Result<null>> {
    const open = this.attempts
      .list()
      .some((view) => view.step.kind !== 'done' && view.step.kind !== 'failed');
    if (open) return fail('profile-in-use');
    await this.namespaces.saveAllUnsaved();
    return this.unsavedNamespaces().length > 0 ? fail('profile-in-use') : ok(null);
  }

  async dispose(): Promise<void> {
    for (const unsubscribe of this.#subscriptions) unsubscribe();
    await this.attempts.closeAll();
    await this.namespaces.dispose();
  }
}
