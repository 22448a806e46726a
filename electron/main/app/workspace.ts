import { randomUUID } from 'node:crypto';
import type { ShownSession } from '../../../shared/held-sessions.ts';
import type { UnsavedAtQuit } from '../../../shared/quit.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Publish } from '../ipc/events.ts';
import { closeStoring } from '../ipc/handlers/close-storing.ts';
import type { Logger } from '../logging/logger.ts';
import type { StoredProfile } from '../profiles/profiles.ts';
import type { SessionHistories } from '../sessions/history/session-histories.ts';
import type { Namespaces } from '../sessions/namespaces/namespaces.ts';
import type { OverwriteProtection } from '../sessions/s3/overwrite-protection.ts';
import { fingerprint } from '../sessions/session-string/index.ts';
import type { ClobberWatch } from '../sessions/watch/clobber-watch.ts';
import { SignInAttempts } from '../telegram/sign-in/attempts.ts';
import type { TelegramGateway } from '../telegram/telegram-gateway.ts';
import type { QuitWork, RefusedDiscard } from './quit.ts';
import type { Safeguards } from './safeguards.ts';

/** Everything that belongs to the chosen profile; leaving the profile disposes of it whole. */
export class Workspace implements QuitWork {
  readonly attempts: SignInAttempts;
  readonly #subscriptions: (() => void)[];

  constructor(
    readonly profile: StoredProfile,
    readonly namespaces: Namespaces,
    readonly gateway: TelegramGateway,
    /** Null without a bucket. */
    readonly protection: OverwriteProtection | null,
    private readonly safeguards: Safeguards,
    publish: Publish,
    logger: Logger,
  ) {
    this.attempts = new SignInAttempts({
      gateway,
      sink: {
        anticipate: (namespace, key) => namespaces.signIns.anticipate(namespace, key),
        abandon: (namespace) => namespaces.signIns.abandon(namespace),
        resolve: (namespace) => namespaces.signIns.resolve(namespace),
        secure: (namespace, authorization, account) =>
          namespaces.signIns.secure(namespace, authorization, account),
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
      namespaces.pending.onChanged((list) => publish('pending:changed', list)),
      protection?.onChanged((state) => publish('protection:changed', { profileId: profile.id, state })) ??
        (() => {}),
      this.attempts.onChanged((view) => publish('sign-in:changed', view)),
      this.attempts.onClosed((attemptId) => publish('sign-in:closed', { attemptId })),
    ];
  }

  get history(): SessionHistories {
    return this.safeguards.history;
  }

  get watch(): ClobberWatch {
    return this.safeguards.watch;
  }

  /** Brings what waits for a key onto the disk, or back from it. */
  async unseal(): Promise<void> {
    await this.namespaces.unseal();
    await this.safeguards.sealCopies();
  }

  unsaved(): UnsavedAtQuit[] {
    return this.namespaces.unfinished.list();
  }

  async closeSignIns(): Promise<void> {
    await this.attempts.closeAll();
  }

  async discard(sessions: ShownSession[]): Promise<RefusedDiscard[]> {
    const refused = await Promise.all(sessions.map((session) => this.#discard(session)));
    return refused.flat();
  }

  /** Lets sign-ins that are being answered end, saves what is unsaved and writes down what is remembered. */
  async settle(): Promise<void> {
    // A Telegram that hangs must not keep the others' sessions from being saved.
    await Promise.all([
      this.attempts.idle(),
      this.namespaces.saveAllUnsaved(),
      this.namespaces.unfinished.ask(),
    ]);
    await this.namespaces.saveAllUnsaved();
    await this.namespaces.writeDown();
  }

  /**
   * A workspace is left for another profile only when nothing would be interrupted or lost. A session of which a sealed
   * copy is on the disk comes back with the profile.
   */
  async reasonToStay(): Promise<Result<null>> {
    if (this.#isSigningIn()) return fail('profile-in-use');
    // One that was closed while its session was being stored still has to leave it somewhere.
    await this.attempts.closeAll();
    await this.namespaces.saveAllUnsaved();
    // The store may have taken its time, and the window was not closed meanwhile.
    if (this.#isSigningIn()) return fail('profile-in-use');
    const exposed = this.namespaces.unfinished.exposed();
    if (exposed.some(({ kind }) => kind === 'session')) return fail('profile-in-use');
    const [interrupted] = exposed;
    return interrupted ? fail('sign-in-unanswered', { namespace: interrupted.namespace }) : ok(null);
  }

  async dispose(): Promise<void> {
    for (const unsubscribe of this.#subscriptions) unsubscribe();
    await this.safeguards.watch.dispose();
    await this.attempts.closeAll();
    await this.namespaces.dispose();
  }

  #isSigningIn(): boolean {
    return this.attempts.list().some(({ step }) => step.kind !== 'done' && step.kind !== 'failed');
  }

  async #discard({ namespace, fingerprint }: ShownSession): Promise<RefusedDiscard[]> {
    await closeStoring(this.attempts, namespace, fingerprint);
    const discarded = await this.namespaces.unfinished.giveUp({ namespace, fingerprint });
    return discarded.ok ? [] : [{ namespace, fingerprint, error: discarded.error }];
  }
}
