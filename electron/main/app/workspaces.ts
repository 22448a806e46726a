import { ok, type Result } from '../../../shared/result.ts';
import type { Logger } from '../logging/logger.ts';
import type { Profiles, StoredProfile } from '../profiles/profiles.ts';
import type { Workspace } from './workspace.ts';

/** Keeps the workspace of the selected profile; made when first asked for, so that starting stays quick. */
export class Workspaces {
  #opening: Promise<Workspace> | null = null;
  #opened: Workspace | null = null;
  #leaving: Promise<void> = Promise.resolve();

  constructor(
    private readonly profiles: Profiles,
    private readonly create: (profile: StoredProfile) => Promise<Workspace>,
    private readonly logger: Logger,
  ) {}

  /** Null while no profile is selected. */
  async current(): Promise<Workspace | null> {
    const profile = this.profiles.selected();
    if (!profile) return null;
    this.#opening ??= this.#open(profile);
    return this.#opening;
  }

  /** The workspace in use, without making one. */
  opened(): Workspace | null {
    return this.#opened;
  }

  async reasonToStay(profileId: string): Promise<Result<null>> {
    return this.#opened?.profile.id === profileId ? this.#opened.reasonToStay() : ok(null);
  }

  /** After the vault was unlocked: the profile's secrets may be readable now, so it is opened anew where it can be left. */
  async unseal(): Promise<void> {
    const workspace = await this.#opening?.catch(() => null);
    if (!workspace) return;
    await workspace.unseal();
    if ((await workspace.reasonToStay()).ok) await this.leave();
  }

  /** Leaves the current workspace; the next {@link current} belongs to what is selected then. */
  async leave(): Promise<void> {
    const opening = this.#opening;
    this.#opening = null;
    this.#opened = null;
    this.#leaving = Promise.all([this.#leaving, this.#dispose(opening)]).then(() => undefined);
    await this.#leaving;
  }

  async #dispose(opening: Promise<Workspace> | null): Promise<void> {
    const left = await opening?.catch(() => null);
    await left?.dispose().catch((error: unknown) => this.logger.error('workspace not closed', { error }));
  }

  async #open(profile: StoredProfile): Promise<Workspace> {
    try {
      // Two workspaces of one profile would work on the same files.
      await this.#leaving;
      const workspace = await this.create(profile);
      this.#opened = workspace;
      return workspace;
    } catch (error) {
      // The next request tries again, instead of meeting this failure for ever.
      this.#opening = null;
      throw error;
    }
  }
}
