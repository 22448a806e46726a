import { z } from 'zod';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { ProfileList } from '../../../shared/ipc.ts';
import {
  type ProfileDraft,
  type ProfileSecrets,
  type ProfileView,
  profileDraftSchema,
} from '../../../shared/profiles.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { SerialQueue } from '../async/serial-queue.ts';
import type { JsonFile, UnreadableFile } from '../files/json-file.ts';
import type { Sealer } from '../files/sealer.ts';
import {
  mergeSecrets,
  openSecrets,
  type SealedSecrets,
  sealedSecretsSchema,
  sealSecrets,
  usedSecrets,
} from './profile-secrets.ts';

export const profilesFileSchema = z.object({
  version: z.literal(1),
  selectedId: z.string().nullable(),
  profiles: z.array(z.object({ id: z.uuid(), draft: profileDraftSchema, sealed: sealedSecretsSchema })),
});

type ProfilesFile = z.infer<typeof profilesFileSchema>;

/** Why a change of the profiles is not on the disk. */
type NotWritten = UnreadableFile['code'] | 'disk-write-failed';

export type ProfilesErrorCode = NotWritten | 'profile-missing';

export interface StoredProfile {
  id: string;
  draft: ProfileDraft;
  secrets: ProfileSecrets;
  /** The secret access key is on the disk, but its seal cannot be opened now. */
  secretKeyClosed: boolean;
}

/**
 * The profiles of this computer. Secrets are sealed on disk; without a keyring they live in memory until the app
 * quits. Every change is on disk before its promise resolves, and is made to what the one before it has left.
 */
export class Profiles {
  #profiles: StoredProfile[] = [];
  #selectedId: string | null = null;
  /** Sealed secrets that this keyring could not open now: kept as they are rather than lost by the next write. */
  #unopened: ReadonlyMap<string, SealedSecrets> = new Map();
  #unreadable: UnreadableFile | null = null;
  readonly #changes = new SerialQueue();

  constructor(
    private readonly file: JsonFile<ProfilesFile>,
    private readonly sealer: Sealer,
    private readonly createId: () => string,
  ) {}

  get path(): string {
    return this.file.path;
  }

  /** Why nothing is known of the profiles; null once they were read. Until then nothing is changed. */
  get problem(): UnreadableFile | null {
    return this.#unreadable;
  }

  /**
   * Reads the file. A damaged one is kept aside, and the app starts without profiles; {@link problem} tells of one that
   * could not be read.
   */
  load(): Promise<Result<null, 'profiles-damaged'>> {
    return this.#changes.run(async () => {
      const read = await this.file.read();
      this.#unreadable = read.kind === 'unreadable' ? read.error : null;
      if (read.kind === 'read') this.#take(read.value);
      return read.kind === 'damaged' ? fail('profiles-damaged', { file: read.keptAs }) : ok(null);
    });
  }

  list(): ProfileList {
    return { profiles: this.#profiles.map(toView), selectedId: this.#selectedId };
  }

  find(id: string | null): StoredProfile | undefined {
    return this.#profiles.find((profile) => profile.id === id);
  }

  selected(): StoredProfile | undefined {
    return this.find(this.#selectedId);
  }

  /**
   * Saves a new (`id` null) or existing profile; absent secrets keep what is known, but for a secret access key that its
   * credentials have no use for any more. The first one is selected.
   */
  save(
    id: string | null,
    draft: ProfileDraft,
    secrets: ProfileSecrets,
  ): Promise<Result<ProfileView, ProfilesErrorCode>> {
    return this.#change(async () => {
      const existing = this.find(id);
      if (id !== null && !existing) return fail('profile-missing');
      const known = mergeSecrets(existing?.secrets ?? {}, secrets);
      const profile = this.#profile(existing?.id ?? this.createId(), draft, known);
      const profiles = existing
        ? this.#profiles.map((other) => (other.id === profile.id ? profile : other))
        : [...this.#profiles, profile];
      const written = await this.#write(profiles, this.#selectedId ?? profile.id);
      return written.ok ? ok(toView(profile)) : written;
    });
  }

  remove(id: string): Promise<Result<ProfileList, NotWritten>> {
    return this.#change(async () => {
      const profiles = this.#profiles.filter((profile) => profile.id !== id);
      const selectedId = this.#selectedId === id ? (profiles[0]?.id ?? null) : this.#selectedId;
      const written = await this.#write(profiles, selectedId);
      return written.ok ? ok(this.list()) : written;
    });
  }

  select(id: string): Promise<Result<ProfileList, ProfilesErrorCode>> {
    return this.#change(async () => {
      if (!this.find(id)) return fail('profile-missing');
      const written = await this.#write(this.#profiles, id);
      return written.ok ? ok(this.list()) : written;
    });
  }

  /** After the vault was unlocked: opens what was sealed, and seals what was in memory only. */
  unseal(): Promise<Result<null, NotWritten>> {
    return this.#change(() => {
      const profiles = this.#profiles.map(({ id, draft, secrets }) => {
        const opened = openSecrets(this.#unopened.get(id) ?? {}, this.sealer);
        return this.#profile(id, draft, mergeSecrets(opened, secrets));
      });
      return this.#write(profiles, this.#selectedId);
    });
  }

  #change<T, C extends ErrorCode>(
    change: () => Promise<Result<T, C>>,
  ): Promise<Result<T, C | UnreadableFile['code']>> {
    return this.#changes.run(async () =>
      this.#unreadable ? { ok: false, error: this.#unreadable } : change(),
    );
  }

  #take({ profiles, selectedId }: ProfilesFile): void {
    this.#unopened = new Map(profiles.map(({ id, sealed }) => [id, sealed]));
    this.#profiles = profiles.map(({ id, draft, sealed }) =>
      this.#profile(id, draft, openSecrets(sealed, this.sealer)),
    );
    this.#selectedId = this.find(selectedId)?.id ?? this.#profiles[0]?.id ?? null;
  }

  #profile(id: string, draft: ProfileDraft, known: ProfileSecrets): StoredProfile {
    const secrets = usedSecrets(draft.credentials, known);
    const sealed = usedSecrets(draft.credentials, this.#unopened.get(id) ?? {});
    const secretKeyClosed = sealed.secretAccessKey !== undefined && secrets.secretAccessKey === undefined;
    return { id, draft, secrets, secretKeyClosed };
  }

  async #write(
    profiles: StoredProfile[],
    selectedId: string | null,
  ): Promise<Result<null, 'disk-write-failed'>> {
    const unopened = new Map(
      profiles.map(({ id, draft }) => [id, usedSecrets(draft.credentials, this.#unopened.get(id) ?? {})]),
    );
    const written = await this.file.write({
      version: 1,
      selectedId,
      profiles: profiles.map(({ id, draft, secrets }) => ({
        id,
        draft,
        sealed: { ...unopened.get(id), ...sealSecrets(secrets, this.sealer) },
      })),
    });
    if (written.kind === 'failed') {
      return fail('disk-write-failed', { path: this.file.path, reason: written.reason });
    }
    this.#profiles = profiles;
    this.#selectedId = selectedId;
    this.#unopened = unopened;
    return ok(null);
  }
}

function toView({ id, draft, secrets }: StoredProfile): ProfileView {
  return {
    id,
    ...draft,
    hasSecretAccessKey: secrets.secretAccessKey !== undefined,
    hasApiHash: secrets.apiHash !== undefined,
  };
}
