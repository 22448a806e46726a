import { z } from 'zod';
import { type DoctorReport, doctorLines } from './doctor.ts';
import type { FileProblem } from './files.ts';
import type { InterruptedOutcome, PendingChange, PendingList } from './held-sessions.ts';
import type { SessionHistory } from './history.ts';
import { idleChoices, type LockView } from './lock.ts';
import type { ListingState, NamespaceDetail, NamespaceSummary } from './namespace-views.ts';
import type { OverwriteProtectionView } from './overwrite-protection.ts';
import type { ChosenAuthority, ConnectionReport, ImportedProfile, ProfileView } from './profiles.ts';
import { profileDraftSchema, profileSecretsSchema } from './profiles.ts';
import type { QuitView } from './quit.ts';
import type { AppError } from './result.ts';
import { namespaceSchema } from './session-keys.ts';
import { maxTypedLength, type SignInView } from './sign-in.ts';
import type { VaultView } from './vault.ts';

export interface AppInfo {
  appVersion: string;
  electronVersion: string;
  platform: string;
  /** True in a build that talks to practice servers only. */
  practice: boolean;
  /** Problems met while starting, such as a damaged profiles file that was kept aside. */
  startupProblems: AppError[];
}

export interface ProfileList {
  profiles: ProfileView[];
  selectedId: string | null;
}

export interface RemovedProfile extends ProfileList {
  /** Why something of what the app remembered of it is still on this computer. */
  left: AppError | null;
}

export interface NamespaceListing {
  profileId: string;
  namespaces: NamespaceSummary[];
  listing: ListingState;
  /** The namespace that was open last in this profile, or its default. */
  preferred: string;
}

/** Lines of the connector's `.env`, with placeholders where secrets belong. */
interface ConnectorEnv {
  lines: string[];
}

const profileRequest = z.object({
  id: z.uuid().nullable(),
  draft: profileDraftSchema,
  secrets: profileSecretsSchema,
  importId: z.uuid().nullable(),
  /** A CA file that main has read; absent keeps the profile's, null has it forgotten. */
  authority: z.uuid().nullable().optional(),
});
const namespace = namespaceSchema;
const attemptId = z.uuid();
const profileId = z.uuid();
const typed = z.string().max(maxTypedLength);
const nothing = z.undefined();
/** An id of a version, a copy or a page. S3's own are made for addresses (S3 user guide, "Working with version IDs"). */
const opaqueId = z.string().regex(/^[\x21-\x7e]{1,1024}$/);
/** Names the object that the operator saw; null if there was none. A header carries nothing else (RFC 9110, 8.8.3). */
const shownEtag = z
  .string()
  .regex(/^[\x20-\x7e\x80-\xff]{1,1024}$/)
  .nullable();
/** Names the session that the operator saw: the first hex digits of SHA-256 of its auth key. */
const shownFingerprint = z.string().regex(/^[0-9a-f]{8}$/);
const passphrase = z.string().min(1).max(1024);
/** Names the leftover that the operator saw, by a key or a file's name; a fingerprint is null if none is known. */
const shownLeftover = z.object({
  id: z.string().regex(/^[^/\0]{1,1024}$/),
  fingerprint: shownFingerprint.nullable(),
});
/** More than wait at any time; a list without end would only cost memory. */
const maxShownSessions = 10_000;
const quitAnswer = z.discriminatedUnion('choice', [
  z.object({ choice: z.enum(['retry', 'keep', 'stay']) }),
  z.object({
    choice: z.literal('discard'),
    sessions: z.array(z.object({ namespace, fingerprint: shownFingerprint })).max(maxShownSessions),
  }),
]);

const signInAction = z.discriminatedUnion('type', [
  z.object({ type: z.literal('choose-method'), method: z.enum(['phone', 'bot-token']) }),
  z.object({ type: z.literal('submit-phone'), phoneNumber: typed }),
  z.object({ type: z.literal('submit-code'), code: typed }),
  z.object({ type: z.literal('resend-code') }),
  z.object({ type: z.literal('submit-password'), password: typed }),
  z.object({ type: z.literal('submit-bot-token'), token: typed }),
  z.object({ type: z.literal('back') }),
  z.object({ type: z.literal('retry') }),
]);

const conflictChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['keep-theirs', 'put-ours']) }),
  z.object({ kind: z.literal('save-as'), target: namespace }),
]);

export type SignInAction = z.infer<typeof signInAction>;
export type QuitAnswer = z.infer<typeof quitAnswer>;

/**
 * Every request the window may make: the schema its payload must pass before a handler sees it.
 * Adding a channel here without a response type below, or without a handler in main, does not compile.
 */
export const requestSchemas = {
  'app:info': nothing,
  'files:problems': nothing,
  'files:try-again': nothing,
  'profiles:list': nothing,
  'profiles:save': profileRequest,
  'profiles:remove': z.object({ id: profileId }),
  'profiles:select': z.object({ id: profileId }),
  'profiles:import': z.object({ source: z.enum(['file', 'environment']) }),
  'profiles:test': profileRequest,
  'profiles:choose-authority': nothing,
  'profiles:aws-names': nothing,
  'namespaces:list': nothing,
  'namespaces:refresh': nothing,
  'namespaces:open': z.object({ namespace }),
  'namespaces:create': z.object({ namespace }),
  'namespaces:forget': z.object({ namespace }),
  'namespaces:check-now': z.object({ namespace }),
  'namespaces:repair': z.object({ namespace }),
  'namespaces:save': z.object({ namespace }),
  'namespaces:copy-uri': z.object({ namespace }),
  'sign-in:list': nothing,
  'sign-in:start': z.object({ namespace, replaceExisting: z.boolean() }),
  'sign-in:act': z.object({ attemptId, action: signInAction }),
  'sign-in:close': z.object({ attemptId }),
  'conflict:resolve': z.object({
    namespace,
    fingerprint: shownFingerprint,
    etag: shownEtag,
    choice: conflictChoice,
  }),
  'protection:get': nothing,
  'vault:status': nothing,
  'vault:set-passphrase': z.object({ passphrase }),
  'vault:unlock': z.object({ passphrase }),
  'vault:replace-forgotten': z.object({ passphrase }),
  'lock:status': nothing,
  'lock:lock': nothing,
  'lock:unlock': z.object({ passphrase }),
  'lock:set-passphrase': z.object({ current: passphrase.nullable(), passphrase: passphrase.nullable() }),
  'lock:configure': z.object({ idleMinutes: z.literal(idleChoices).nullable() }),
  'pending:list': nothing,
  'pending:retry': z.object({ namespace }),
  'pending:save-as': z.object({ namespace, fingerprint: shownFingerprint, target: namespace }),
  'pending:export': z.object({
    namespace,
    fingerprint: shownFingerprint,
    to: z.enum(['file', 'clipboard']),
  }),
  'pending:discard': z.object({ namespace, fingerprint: shownFingerprint }),
  'leftovers:ask': shownLeftover,
  'leftovers:bring-back': shownLeftover,
  'leftovers:read-again': shownLeftover,
  'leftovers:export': shownLeftover.extend({ to: z.enum(['file', 'clipboard']) }),
  'leftovers:discard': shownLeftover,
  'quit:state': nothing,
  'quit:answer': quitAnswer,
  'history:list': z.object({ namespace, continuation: opaqueId.nullable() }),
  'history:restore': z.object({
    namespace,
    source: z.enum(['bucket', 'sealed-copy']),
    id: opaqueId,
    etag: shownEtag,
  }),
  'watch:restore': z.object({ namespace, etag: shownEtag }),
  'watch:confirm-running': z.object({ namespace }),
  'watch:stop': z.object({ namespace }),
  'connector:env': z.object({ namespace }),
  'connector:copy-env': z.object({ namespace, withSecrets: z.boolean() }),
  'doctor:run': z.object({ telegram: z.boolean() }),
  'doctor:cancel': nothing,
  'doctor:copy-report': nothing,
  'doctor:copy-remedy': z.object({ line: z.enum(doctorLines) }),
} as const;

export type Channel = keyof typeof requestSchemas;
export type RequestOf<C extends Channel> = z.infer<(typeof requestSchemas)[C]>;

interface Responses {
  'app:info': AppInfo;
  /** Files of the app's own that cannot be read or written now. */
  'files:problems': FileProblem[];
  /** Those that are left after they were read anew. */
  'files:try-again': FileProblem[];
  'profiles:list': ProfileList;
  'profiles:save': ProfileView;
  'profiles:remove': RemovedProfile;
  'profiles:select': ProfileList;
  /** Null when the person closed the file dialog. */
  'profiles:import': ImportedProfile | null;
  'profiles:test': ConnectionReport;
  /** Null when the person closed the file dialog. */
  'profiles:choose-authority': ChosenAuthority | null;
  /** Names of the profiles in the AWS configuration files. */
  'profiles:aws-names': string[];
  /** The rows known now; more rows, and how the listing goes on, come by `namespaces:changed` events. */
  'namespaces:list': NamespaceListing;
  /** The rows that the window has stay as they are. */
  'namespaces:refresh': ListingState;
  'namespaces:open': NamespaceDetail;
  'namespaces:create': NamespaceDetail;
  'namespaces:forget': null;
  'namespaces:check-now': NamespaceDetail;
  'namespaces:repair': NamespaceDetail;
  'namespaces:save': NamespaceDetail;
  'namespaces:copy-uri': null;
  'sign-in:list': SignInView[];
  'sign-in:start': SignInView;
  'sign-in:act': SignInView;
  'sign-in:close': null;
  'conflict:resolve': NamespaceDetail;
  /** Null without a profile. */
  'protection:get': OverwriteProtectionView | null;
  'vault:status': VaultView;
  'vault:set-passphrase': VaultView;
  'vault:unlock': VaultView;
  'vault:replace-forgotten': VaultView;
  'lock:status': LockView;
  'lock:lock': null;
  'lock:unlock': null;
  'lock:set-passphrase': LockView;
  'lock:configure': LockView;
  /** As much as one message holds; more, and what changes, comes by `pending:changed` events. Null without a profile. */
  'pending:list': PendingList | null;
  'pending:retry': null;
  'pending:save-as': null;
  /** `exported` is false when the person closed the file dialog. */
  'pending:export': { exported: boolean };
  'pending:discard': null;
  'leftovers:ask': { outcome: InterruptedOutcome };
  'leftovers:bring-back': null;
  'leftovers:read-again': null;
  /** `exported` is false when the person closed the file dialog. */
  'leftovers:export': { exported: boolean };
  'leftovers:discard': null;
  /** Null while nobody wants to quit. */
  'quit:state': QuitView | null;
  'quit:answer': null;
  'history:list': SessionHistory;
  'history:restore': NamespaceDetail;
  'watch:restore': NamespaceDetail;
  'watch:confirm-running': null;
  'watch:stop': null;
  'connector:env': ConnectorEnv;
  'connector:copy-env': null;
  /** The report as it begins; it goes on by `doctor:changed` events. */
  'doctor:run': DoctorReport;
  'doctor:cancel': null;
  'doctor:copy-report': null;
  'doctor:copy-remedy': null;
}

export type ResponseOf<C extends Channel> = Responses[C];

/** Events that main pushes to the window. */
export interface Events {
  'namespaces:changed': {
    profileId: string;
    upserts: NamespaceSummary[];
    removed: string[];
    listing: ListingState;
  };
  'namespaces:detail': NamespaceDetail;
  'sign-in:changed': SignInView;
  'sign-in:closed': { attemptId: string };
  'protection:changed': OverwriteProtectionView;
  'doctor:changed': DoctorReport;
  /** Somebody else's session stands where a new one was stored; fingerprints alone. */
  'watch:clobbered': { profileId: string; namespace: string; ours: string; theirs: string | null };
  'files:changed': FileProblem[];
  'vault:changed': VaultView;
  /** The operator wants to lock the app, and no passphrase would open it again. */
  'lock:setup-wanted': null;
  'pending:changed': PendingChange;
  'quit:changed': QuitView | null;
}

export type EventName = keyof Events;
