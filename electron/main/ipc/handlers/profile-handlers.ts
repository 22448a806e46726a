import { isDeepStrictEqual } from 'node:util';
import type { ErrorCode } from '../../../../shared/error-codes.ts';
import type { ProfileList, RemovedProfile } from '../../../../shared/ipc.ts';
import { normalAddress } from '../../../../shared/place.ts';
import {
  type ConnectionReport,
  type ProfileDraft,
  type ProfileView,
  profileProblem,
} from '../../../../shared/profiles.ts';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import { isSynthetic } from '../../../../shared/synthetic.ts';
import { RateLimit } from '../../async/rate-limit.ts';
import { SerialQueue } from '../../async/serial-queue.ts';
import type { AuthorityChoices } from '../../profiles/authority-choices.ts';
import type { ProfileImports } from '../../profiles/profile-imports.ts';
import { type ProfileRequest, ProfileRequests } from '../../profiles/profile-requests.ts';
import type { Profiles, ProfilesErrorCode, StoredProfile } from '../../profiles/profiles.ts';
import { sessionPlace } from '../../profiles/session-place.ts';
import type { Handlers } from '../requests.ts';
import { type Confirm, profileFacts } from './confirm.ts';

type StayErrorCode = 'profile-in-use' | 'sign-in-unanswered';

/** The part of the chosen profile's workspace that the handlers need. */
export interface ProfileUse {
  /** Fails where the workspace may not be left: an open sign-in, an unsaved session. */
  reasonToStay(profileId: string): Promise<Result<null, StayErrorCode>>;
  /** Leaves the workspace in use, and opens none before `change` is done; the next one belongs to the profile as it is then. */
  whileLeft<T>(change: () => Promise<T>): Promise<T>;
}

interface ProfileHandlerParts {
  profiles: Profiles;
  imports: ProfileImports;
  use: ProfileUse;
  /** Sessions of the profile that exist on this computer only, and sign-ins whose outcome is not known. */
  pendingCount(profileId: string): Promise<Result<number, 'file-unreadable'>>;
  /** Removes what this computer remembers of a profile: names, accounts, sealed phone numbers. */
  forgetData(profileId: string): Promise<Result<null, 'profile-data-left'>>;
  chooseFile(): Promise<string | null>;
  authorities: AuthorityChoices;
  chooseAuthorityFile(): Promise<string | null>;
  testConnection(profile: Omit<StoredProfile, 'id'>): Promise<ConnectionReport>;
  listAwsProfileNames(): Promise<string[]>;
  now(): number;
  confirm: Confirm;
}

/** A person tries a handful of values; whoever tries more uses the app to try things out on stores. */
const mostTests = 12;
const testSpanMs = 60_000;

type ProfileChannel = Extract<keyof Handlers, `profiles:${string}`>;

export function profileHandlers(parts: ProfileHandlerParts): Pick<Handlers, ProfileChannel> {
  const { profiles, imports, use, authorities } = parts;
  /** One change at a time: the profile that it found selected, or unused, stays so until it is done. */
  const changes = new SerialQueue();
  const tests = new SerialQueue();
  const testLimit = new RateLimit(mostTests, testSpanMs, parts.now);
  const requests = new ProfileRequests(profiles, imports, authorities, confirmPlace);

  async function confirmPlace(draft: ProfileDraft): Promise<boolean> {
    const { credentials, proxy } = draft;
    const confirmed = await parts.confirm({
      kind: 'use-credentials',
      profile: profileFacts(draft),
      awsProfile: credentials.kind === 'named-profile' ? credentials.awsProfile : null,
      proxy: proxy ? normalAddress(proxy.address) : null,
    });
    return confirmed.ok;
  }

  async function leaveSelected(): Promise<Result<null, StayErrorCode>> {
    const selected = profiles.selected();
    return selected ? use.reasonToStay(selected.id) : ok(null);
  }

  /** Changes a profile while nothing works with it, where it may be left and changed. */
  async function changeUnused<T, M extends ErrorCode, C extends ErrorCode>(
    id: string | null,
    mayChange: () => Promise<Result<null, M>>,
    change: () => Promise<Result<T, C>>,
  ): Promise<Result<T, StayErrorCode | M | C>> {
    const ask = async (): Promise<Result<T, M | C>> => {
      const may = await mayChange();
      return may.ok ? change() : may;
    };
    if (id === null || id !== profiles.selected()?.id) return ask();
    const left = await leaveSelected();
    if (!left.ok) return left;
    const may = await mayChange();
    // Asked again once it is left: a session may have come in meanwhile.
    return may.ok ? use.whileLeft(ask) : may;
  }

  async function reasonToRemain(
    id: string,
  ): Promise<Result<null, 'profile-has-pending' | 'file-unreadable'>> {
    const count = await parts.pendingCount(id);
    if (!count.ok) return count;
    return count.value > 0 ? fail('profile-has-pending', { count: count.value }) : ok(null);
  }

  /** Waiting sessions were meant for the bucket, and signed in with the API ID, that the profile names now. */
  async function reasonToKeepPlace(
    id: string | null,
    draft: ProfileDraft,
  ): Promise<Result<null, 'profile-place-in-use' | 'file-unreadable'>> {
    const stored = profiles.find(id);
    if (!stored || isSamePlace(stored.draft, draft)) return ok(null);
    const count = await parts.pendingCount(stored.id);
    if (!count.ok) return count;
    return count.value > 0 ? fail('profile-place-in-use', { count: count.value }) : ok(null);
  }

  async function save(
    request: ProfileRequest,
  ): Promise<
    Result<
      ProfileView,
      | ProfilesErrorCode
      | StayErrorCode
      | 'profile-invalid'
      | 'profile-place-in-use'
      | 'import-forgotten'
      | 'place-not-confirmed'
    >
  > {
    const problem = profileProblem(request.draft);
    if (problem) return fail('profile-invalid', problem);
    const may = await reasonToKeepPlace(request.id, request.draft);
    if (!may.ok) return may;
    const permitted = await requests.permit(request);
    if (!permitted.ok) return permitted;
    const { secrets, ...change } = permitted.value;
    const saved = await changeUnused(
      request.id,
      () => reasonToKeepPlace(request.id, request.draft),
      () => profiles.save(request.id, request.draft, secrets, change),
    );
    if (saved.ok) imports.forget(request.importId);
    return saved;
  }

  async function remove(id: string) {
    const facts = () => {
      const found = profiles.find(id);
      return found ? profileFacts(found.draft) : null;
    };
    const profile = facts();
    const may = await reasonToRemain(id);
    if (!may.ok) return may;
    const confirmed = profile ? await parts.confirm({ kind: 'remove-profile', profile }) : ok(null);
    if (!confirmed.ok) return confirmed;
    // While the question stood, it may have become another one than the operator was shown.
    const isAsShown = () => isDeepStrictEqual(facts(), profile);
    return changes.run(async () => (isAsShown() ? removeUnused(id) : fail('conflict-changed')));
  }

  function removeUnused(
    id: string,
  ): Promise<Result<RemovedProfile, ProfilesErrorCode | StayErrorCode | 'profile-has-pending'>> {
    return changeUnused(
      id,
      () => reasonToRemain(id),
      async () => {
        const removed = await profiles.remove(id);
        if (!removed.ok) return removed;
        const forgotten = await parts.forgetData(id);
        return ok({ ...removed.value, left: forgotten.ok ? null : forgotten.error });
      },
    );
  }

  /** Signs with what was typed now, and else with what is stored or was imported for this very place. */
  async function test(
    request: ProfileRequest,
  ): Promise<Result<ConnectionReport, 'profile-invalid' | 'import-forgotten' | 'place-not-confirmed'>> {
    const { draft, id } = request;
    const problem = profileProblem(draft);
    if (problem) return fail('profile-invalid', problem);
    if (isSynthetic(draft)) return ok({ usable: true, checks: [] });
    const permitted = await requests.permit(request);
    if (!permitted.ok) return permitted;
    if (requests.wantsForeignKey(request))
      return fail('profile-invalid', {
        field: 'secretAccessKey',
        reason: 'Enter the secret key again: the one that is kept is for another place.',
      });
    const { secrets, authority, confirmation } = permitted.value;
    const stored = profiles.find(id);
    const report = await parts.testConnection({
      draft,
      secrets,
      secretKeyClosed: (stored?.secretKeyClosed ?? false) && requests.isAtHome(request),
      authority: authority === undefined ? stored?.authority : (authority ?? undefined),
      confirmations: confirmation ? [confirmation] : [],
    });
    return ok(report);
  }

  async function select(id: string): Promise<Result<ProfileList, ProfilesErrorCode | StayErrorCode>> {
    if (id === profiles.selected()?.id) return ok(profiles.list());
    const left = await leaveSelected();
    return left.ok ? use.whileLeft(() => profiles.select(id)) : left;
  }

  return {
    'profiles:list': async () =>
      profiles.problem ? { ok: false, error: profiles.problem } : ok(profiles.list()),
    'profiles:save': (request) => changes.run(() => save(request)),
    'profiles:remove': ({ id }) => remove(id),
    'profiles:select': ({ id }) => changes.run(() => select(id)),

    'profiles:import': async ({ source }) => {
      if (source === 'environment') return imports.fromEnvironment();
      const path = await parts.chooseFile();
      return path === null ? ok(null) : imports.fromFile(path);
    },

    'profiles:choose-authority': async () => {
      const path = await parts.chooseAuthorityFile();
      return path === null ? ok(null) : authorities.fromFile(path);
    },

    'profiles:test': async (request) => {
      const waitMs = testLimit.take();
      if (waitMs > 0) return fail('too-many-tests', { seconds: Math.ceil(waitMs / 1000) });
      return tests.run(() => test(request));
    },

    'profiles:aws-names': async () => ok(await parts.listAwsProfileNames()),
  };
}

function isSamePlace(one: ProfileDraft, other: ProfileDraft): boolean {
  return one.apiId === other.apiId && sessionPlace(one) === sessionPlace(other);
}
