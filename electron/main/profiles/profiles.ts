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
import { type Authority, authoritySchema, viewOf } from './authority-file.ts';
import { isConfirmed, type PlaceConfirmation, placeConfirmationSchema } from './place-confirmations.ts';
import {
  mergeSecrets,
  openSecrets,
  type SealedSecrets,
  sealedSecretsSchema,
  sealSecrets,
  secretsThatStay,
  usedSecrets,
} from './profile-secrets.ts';

/** Older files have neither authorities nor confirmations. */
export const profilesFileSchema = z.object({
  version: z.literal(1),
  selectedId: z.string().nullable(),
  profiles: z.array(
    z.object({
      id: z.uuid(),
      draft: profileDraftSchema,
      sealed: sealedSecretsSchema,
      authority: authoritySchema.optional(),
      confirmations: z.array(placeConfirmationSchema).optional(),
    }),
  ),
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
  /** Of certificates that the computer itself does not trust. */
  authority?: Authority | undefined;
  /** Given outside of the window, for AWS credentials of this computer. */
  confirmations?: readonly PlaceConfirmation[] | undefined;
}

/** Parts of a profile that come from elsewhere than the form. */
interface ProfileChange {
  /** Absent keeps the one that the profile has; null has it forgotten. */
  authority?: Authority | null;
  confirmation?: PlaceConfirmation | null;
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
   * Saves a new (`id` null) or existing profile; absent secrets keep what is known, but for those that were entered for
   * another place and those that the profile has no use for any more. The first one is selected.
   */
  save(
    id: string | null,
    draft: ProfileDraft,
    secrets: ProfileSecrets,
    change: ProfileChange = {},
  ): Promise<Result<ProfileView, ProfilesErrorCode>> {
    return this.#change(async () => {
      const existing = this.find(id);
      if (id !== null && !existing) return fail('profile-missing');
      const staying = (known: ProfileSecrets) =>
        existing ? secretsThatStay(existing.draft, draft, known) : {};
      const sealed = staying(this.#unopened.get(existing?.id ?? '') ?? {});
      const known = mergeSecrets(staying(existing?.secrets ?? {}), secrets);
      const profile = toProfile({
        id: existing?.id ?? this.createId(),
        draft,
        known,
        sealed,
        authority: change.authority === undefined ? existing?.authority : (change.authority ?? undefined),
        confirmations: withConfirmation(existing?.confirmations ?? [], change.confirmation ?? null),
      });
      const profiles = existing
        ? this.#profiles.map((other) => (other.id === profile.id ? profile : other))
        : [...this.#profiles, profile];
      const unopened = new Map(this.#unopened).set(profile.id, sealed);
      const written = await this.#write(profiles, this.#selectedId ?? profile.id, unopened);
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
      const profiles = this.#profiles.map((profile) => {
        const sealed = this.#unopened.get(profile.id) ?? {};
        const known = mergeSecrets(openSecrets(sealed, this.sealer), profile.secrets);
        return toProfile({ ...profile, known, sealed });
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
    this.#profiles = profiles.map((profile) =>
      toProfile({ ...profile, known: openSecrets(profile.sealed, this.sealer) }),
    );
    this.#selectedId = this.find(selectedId)?.id ?? this.#profiles[0]?.id ?? null;
  }

  /** @param sealed what was sealed before and could not be opened, by profile */
  async #write(
    profiles: StoredProfile[],
    selectedId: string | null,
    sealed: ReadonlyMap<string, SealedSecrets> = this.#unopened,
  ): Promise<Result<null, 'disk-write-failed'>> {
    const unopened = new Map(profiles.map(({ id, draft }) => [id, usedSecrets(draft, sealed.get(id) ?? {})]));
    const written = await this.file.write({
      version: 1,
      selectedId,
      profiles: profiles.map(({ id, draft, secrets, authority, confirmations }) => ({
        id,
        draft,
        sealed: { ...unopened.get(id), ...sealSecrets(secrets, this.sealer) },
        ...(authority && { authority }),
        ...(confirmations?.length && { confirmations: [...confirmations] }),
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

interface ProfileParts extends Omit<StoredProfile, 'secrets' | 'secretKeyClosed'> {
  known: ProfileSecrets;
  /** On the disk, opened or not. */
  sealed: SealedSecrets;
}

function toProfile({ id, draft, known, sealed, authority, confirmations }: ProfileParts): StoredProfile {
  const secrets = usedSecrets(draft, known);
  const isSealed = usedSecrets(draft, sealed).secretAccessKey !== undefined;
  const secretKeyClosed = isSealed && secrets.secretAccessKey === undefined;
  return { id, draft, secrets, secretKeyClosed, authority, confirmations };
}

function withConfirmation(
  given: readonly PlaceConfirmation[],
  added: PlaceConfirmation | null,
): readonly PlaceConfirmation[] {
  return added === null || isConfirmed(added, given) ? given : [...given, added];
}

function toView({ id, draft, secrets, authority }: StoredProfile): ProfileView {
  return {
    id,
    ...draft,
    hasSecretAccessKey: secrets.secretAccessKey !== undefined,
    hasApiHash: secrets.apiHash !== undefined,
    hasProxyCredentials: secrets.proxyCredentials !== undefined,
    authority: authority ? viewOf(authority) : null,
  };
}
