import { ok, type Result } from '../../../shared/result.ts';
import type { Logger } from '../logging/logger.ts';
import type { Profiles, StoredProfile } from '../profiles/profiles.ts';
import type { Workspace } from './workspace.ts';

/** Keeps the workspace of the selected profile; made when first asked for, so that starting stays quick. */
export class Workspaces {
  #opening: Promise<Workspace> | null = null;
  #opened: Workspace | null = null;

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

  /** Leaves the current workspace; the next {@link current} belongs to what is selected then. */
  async leave(): Promise<void> {
    const opening = this.#opening;
    this.#opening = null;
    this.#opened = null;
    const left = await opening;
    await left?.dispose().catch((error: unknown) => this.logger.error('workspace not closed', { error }));
  }

  async #open(profile: StoredProfile): Promise<Workspace> {
    const workspace = await this.create(profile);
    this.#opened = workspace;
    return workspace;
  }
}
