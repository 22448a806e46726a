import type { RequestOf } from '../../../shared/ipc.ts';
import { isSameDestination } from '../../../shared/place.ts';
import type { ProfileDraft, ProfileSecrets } from '../../../shared/profiles.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { isSynthetic } from '../../../shared/synthetic.ts';
import { SerialQueue } from '../async/serial-queue.ts';
import type { AuthorityChoices } from './authority-choices.ts';
import type { Authority } from './authority-file.ts';
import { confirmationFor, isConfirmed, type PlaceConfirmation } from './place-confirmations.ts';
import type { ProfileImports } from './profile-imports.ts';
import { mergeSecrets, secretsThatStay } from './profile-secrets.ts';
import type { Profiles } from './profiles.ts';

export type ProfileRequest = RequestOf<'profiles:save'>;

/** Asks, outside of the window, whether this computer's AWS credentials may be used for the profile's place. */
type ConfirmPlace = (draft: ProfileDraft) => Promise<boolean>;

/** All that a profile may be saved or tested with: the window says which profile, and main what belongs to it. */
interface Permitted {
  secrets: ProfileSecrets;
  /** Absent for the one that the profile has, null for none. */
  authority?: Authority | null;
  confirmation: PlaceConfirmation | null;
}

/** Decides what of main's a request of the window may use. Nothing goes to another destination than it was given for. */
export class ProfileRequests {
  readonly #questions = new SerialQueue();
  /** Given since the app was started, for profiles that are not saved yet. */
  readonly #confirmations: PlaceConfirmation[] = [];

  constructor(
    private readonly profiles: Profiles,
    private readonly imports: ProfileImports,
    private readonly authorities: AuthorityChoices,
    private readonly confirmPlace: ConfirmPlace,
  ) {}

  async permit(
    request: ProfileRequest,
  ): Promise<Result<Permitted, 'profile-invalid' | 'import-forgotten' | 'place-not-confirmed'>> {
    const chosen = this.#authorityOf(request);
    if (!chosen.ok) return chosen;
    const secrets = this.#secretsFor(request);
    if (this.#missesImport(request, secrets)) return fail('import-forgotten');
    const confirmed = await this.#confirmationFor(request);
    if (!confirmed.ok) return confirmed;
    const { value: authority } = chosen;
    return ok({ secrets, confirmation: confirmed.value, ...(authority !== undefined && { authority }) });
  }

  /** Whether the request wants to sign with a secret key that is kept for another destination. */
  wantsForeignKey(request: ProfileRequest): boolean {
    const { id, draft, importId } = request;
    const isElsewhere = importId !== null || !this.isAtHome({ id, draft });
    return isElsewhere && draft.credentials.kind === 'keys' && !this.#secretsFor(request).secretAccessKey;
  }

  /** Whether a profile stays where it is stored, or is not stored yet. */
  isAtHome({ id, draft }: Pick<ProfileRequest, 'id' | 'draft'>): boolean {
    const stored = this.profiles.find(id);
    return stored === undefined || isSameDestination(stored.draft, draft);
  }

  /** Secrets by age: what is stored, what was imported, what was typed now. */
  #secretsFor({ id, draft, secrets, importId }: ProfileRequest): ProfileSecrets {
    const stored = this.profiles.find(id);
    const staying = stored ? secretsThatStay(stored.draft, draft, stored.secrets) : {};
    return mergeSecrets(mergeSecrets(staying, this.imports.secretsFor(importId, draft)), secrets);
  }

  /** Whether it counts on an import that was forgotten meanwhile. */
  #missesImport({ draft, importId }: ProfileRequest, secrets: ProfileSecrets): boolean {
    const lacksKey = draft.credentials.kind === 'keys' && secrets.secretAccessKey === undefined;
    const lacksHash = secrets.apiHash === undefined;
    return this.imports.isForgotten(importId) && !isSynthetic(draft) && (lacksKey || lacksHash);
  }

  #authorityOf({ authority }: ProfileRequest): Result<Authority | null | undefined, 'profile-invalid'> {
    if (authority === undefined || authority === null) return ok(authority);
    const chosen = this.authorities.find(authority);
    if (chosen) return ok(chosen);
    return fail('profile-invalid', { field: 'authority', reason: 'Choose the CA file again.' });
  }

  /** AWS credentials of this computer are used for a place only once the operator has agreed to it. */
  #confirmationFor({
    id,
    draft,
  }: ProfileRequest): Promise<Result<PlaceConfirmation | null, 'place-not-confirmed'>> {
    // One question at a time; the one before may have been the same.
    return this.#questions.run(async () => {
      const wanted = confirmationFor(draft);
      const given = [...this.#confirmations, ...(this.profiles.find(id)?.confirmations ?? [])];
      if (wanted === null || isConfirmed(wanted, given)) return ok(wanted);
      if (!(await this.confirmPlace(draft))) return fail('place-not-confirmed');
      this.#confirmations.push(wanted);
      return ok(wanted);
    });
  }
}
