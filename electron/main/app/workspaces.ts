import { ok, type Result } from '../../../shared/result.ts';
import type { Logger } from '../logging/logger.ts';
import type { Profiles, StoredProfile } from '../profiles/profiles.ts';
import type { Workspace } from './workspace.ts';

/** Why the workspace in use may not be left now. */
type StayErrorCode = 'profile-in-use' | 'sign-in-unanswered';

/** Keeps the workspace of the selected profile; made when first asked for, so that starting stays quick. */
export class Workspaces {
  #opening: Promise<Workspace | null> | null = null;
  #opened: Workspace | null = null;
  #leaving: Promise<void> = Promise.resolve();

  constructor(
    private readonly profiles: Profiles,
    private readonly create: (profile: StoredProfile) => Promise<Workspace>,
    private readonly logger: Logger,
  ) {}

  /** Null while no profile is selected. */
  async current(): Promise<Workspace | null> {
    if (!this.profiles.selected()) return null;
    if (this.#opening) return this.#opening;
    const opening = this.#open();
    this.#opening = opening;
    const forget = () => {
      if (this.#opening === opening) this.#opening = null;
    };
    // The next request tries again, instead of meeting this failure, or an emptied selection, for ever.
    opening.then((workspace) => workspace ?? forget(), forget);
    return opening;
  }

  /** The workspace in use, without making one. */
  opened(): Workspace | null {
    return this.#opened;
  }

  async reasonToStay(profileId: string): Promise<Result<null, StayErrorCode>> {
    return this.#opened?.profile.id === profileId ? this.#opened.reasonToStay() : ok(null);
  }

  /** After the vault was unlocked: the profile's secrets may be readable now, so it is opened anew if it can be left. */
  async unseal(): Promise<void> {
    const workspace = await this.#opening?.catch(() => null);
    if (!workspace) return;
    await workspace.unseal();
    await this.reopen();
  }

  /** Reads everything of the selected profile anew, where it can be left. */
  async reopen(): Promise<Result<null, StayErrorCode>> {
    const opening = this.#opening;
    const workspace = await opening?.catch(() => null);
    if (!workspace) return ok(null);
    const left = await workspace.reasonToStay();
    // It was left while it was asked: whatever is open now has just been read, and was not asked itself.
    if (this.#opening !== opening) return ok(null);
    if (left.ok) await this.whileLeft(async () => {});
    return left;
  }

  /**
   * Leaves the workspace, and opens none before `change` is done: no session comes in for what it changes. What is
   * selected then is opened at once, since what waits there goes on being tried, whether `change` did anything or not.
   */
  async whileLeft<T>(change: () => Promise<T>): Promise<T> {
    const opening = this.#opening;
    this.#opening = null;
    this.#opened = null;
    const changed = Promise.all([this.#leaving, this.#dispose(opening)]).then(change);
    this.#leaving = changed.then(
      () => undefined,
      () => undefined,
    );
    try {
      return await changed;
    } finally {
      if (opening) void this.openAgain();
    }
  }

  /** Opens what is selected, unasked: what waits there goes on being tried. */
  async openAgain(): Promise<void> {
    await this.current().catch((error: unknown) => this.logger.error('workspace not opened', { error }));
  }

  async #dispose(opening: Promise<Workspace | null> | null): Promise<void> {
    const left = await opening?.catch(() => null);
    await left?.dispose().catch((error: unknown) => this.logger.error('workspace not closed', { error }));
    // One that was still being opened has said so meanwhile.
    this.#opened = null;
  }

  async #open(): Promise<Workspace | null> {
    // Two workspaces of one profile would work on the same files.
    await this.#leaving;
    const profile = this.profiles.selected();
    const workspace = profile ? await this.create(profile) : null;
    this.#opened = workspace;
    return workspace;
  }
}
