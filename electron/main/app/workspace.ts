import { randomUUID } from 'node:crypto';
import { isSameSession, type ShownSession } from '../../../shared/held-sessions.ts';
import type { UnsavedAtQuit } from '../../../shared/quit.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { within } from '../async/within.ts';
import type { Publish } from '../ipc/events.ts';
import type { Logger } from '../logging/logger.ts';
import type { StoredProfile } from '../profiles/profiles.ts';
import type { CustodyServices } from '../sessions/custody/create-custody.ts';
import { exposedSessions, unsavedAtQuit } from '../sessions/custody/custody-view.ts';
import type { SessionHistories } from '../sessions/history/session-histories.ts';
import type { Namespaces } from '../sessions/namespaces/namespaces.ts';
import type { OverwriteProtection } from '../sessions/s3/overwrite-protection.ts';
import type { ClobberWatch } from '../sessions/watch/clobber-watch.ts';
import { SignInAttempts } from '../telegram/sign-in/attempts.ts';
import type { TelegramGateway } from '../telegram/telegram-gateway.ts';
import type { QuitWork, RefusedDiscard } from './quit.ts';
import type { Safeguards } from './safeguards.ts';

/** Longest time that leaving a profile waits for sign-ins that end and sessions that are being stored. */
const leavingMs = 7_000;
/** Closing a connection or a file takes no time; what hangs then must not keep the operator. */
const closingMs = 2_000;

interface WorkspaceServices {
  profile: StoredProfile;
  namespaces: Namespaces;
  held: CustodyServices;
  gateway: TelegramGateway;
  /** Null without a bucket. */
  protection: OverwriteProtection | null;
  safeguards: Safeguards;
}

/** Everything that belongs to the chosen profile; leaving the profile disposes of it whole. */
export class Workspace implements QuitWork {
  readonly attempts: SignInAttempts;
  readonly #subscriptions: (() => void)[];

  constructor(
    private readonly services: WorkspaceServices,
    publish: Publish,
    logger: Logger,
  ) {
    const { profile, namespaces, held, gateway, protection } = services;
    this.attempts = new SignInAttempts({ gateway, now: Date.now, logger, createId: randomUUID });
    this.#subscriptions = [
      namespaces.onChanged((change) => publish('namespaces:changed', change)),
      namespaces.onDetail((detail) => publish('namespaces:detail', detail)),
      held.pending.onChanged((change) => publish('pending:changed', change)),
      protection?.onChanged((state) => publish('protection:changed', { profileId: profile.id, state })) ??
        (() => {}),
      this.attempts.onChanged((view) => publish('sign-in:changed', view)),
      this.attempts.onClosed((attemptId) => publish('sign-in:closed', { attemptId })),
    ];
  }

  get profile(): StoredProfile {
    return this.services.profile;
  }

  get namespaces(): Namespaces {
    return this.services.namespaces;
  }

  /** Sessions that are not stored yet. */
  get held(): CustodyServices {
    return this.services.held;
  }

  get gateway(): TelegramGateway {
    return this.services.gateway;
  }

  get protection(): OverwriteProtection | null {
    return this.services.protection;
  }

  get history(): SessionHistories {
    return this.services.safeguards.history;
  }

  get watch(): ClobberWatch {
    return this.services.safeguards.watch;
  }

  /** Brings what waits for a key onto the disk, or back from it. */
  async unseal(): Promise<void> {
    await this.namespaces.unseal();
    await this.services.safeguards.sealCopies();
  }

  unsaved(): UnsavedAtQuit[] {
    return unsavedAtQuit(this.held.custody);
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
    const { storing, asking } = this.held;
    // A Telegram that hangs must not keep the others' sessions from being saved.
    await Promise.all([this.attempts.idle(), storing.saveAll(), asking.askAboutExposed()]);
    await storing.saveAll();
    await this.namespaces.writeDown();
  }

  /**
   * A workspace is left for another profile only when nothing would be interrupted or lost. A session of which a sealed
   * copy is on the disk comes back with the profile.
   */
  async reasonToStay(): Promise<Result<null, 'profile-in-use' | 'sign-in-unanswered'>> {
    if (this.attempts.isSigningIn) return fail('profile-in-use');
    // One that was closed while its session was being stored still has to leave it somewhere.
    await within(
      Promise.all([this.attempts.closeAll(), this.held.storing.saveAll()]).then(() =>
        this.held.storing.saveAll(),
      ),
      leavingMs,
    );
    // The store may have taken its time, and the window was not closed meanwhile.
    if (this.attempts.isSigningIn) return fail('profile-in-use');
    const exposed = exposedSessions(this.held.custody);
    if (exposed.some(({ kind }) => kind === 'session')) return fail('profile-in-use');
    const [interrupted] = exposed;
    return interrupted ? fail('sign-in-unanswered', { namespace: interrupted.namespace }) : ok(null);
  }

  async dispose(): Promise<void> {
    for (const unsubscribe of this.#subscriptions) unsubscribe();
    await within(this.watch.dispose(), closingMs);
    await within(this.attempts.closeAll(), closingMs);
    await within(this.namespaces.dispose(), closingMs);
  }

  async #discard(shown: ShownSession): Promise<RefusedDiscard[]> {
    const { custody, decisions } = this.held;
    const session = custody.under(shown.namespace).find((held) => isSameSession(held, shown));
    if (!session) return [];
    const discarded = await decisions.discardAtOnce(session.id);
    return discarded.ok ? [] : [{ ...shown, error: discarded.error }];
  }
}
