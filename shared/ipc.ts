import { z } from 'zod';
import { type DoctorReport, doctorLines } from './doctor.ts';
import type { ConnectionReport, ImportedProfile, ProfileView } from './profiles.ts';
import { profileDraftSchema, profileSecretsSchema } from './profiles.ts';
import type { AppError } from './result.ts';
import type { ListingState, NamespaceDetail, NamespaceSummary } from './sessions.ts';
import type { SignInView } from './sign-in.ts';

export interface AppInfo {
  appVersion: string;
  electronVersion: string;
  platform: string;
  /** True in a build that talks to practice servers only. */
  practice: boolean;
  /** False where no keyring exists: secrets then live in memory only. */
  keyringAvailable: boolean;
  /** What went wrong while starting, such as a damaged profiles file that was kept aside. */
  startupProblem: AppError | null;
}

export interface ProfileList {
  profiles: ProfileView[];
  selectedId: string | null;
}

export interface NamespaceListing {
  profileId: string;
  namespaces: NamespaceSummary[];
  listing: ListingState;
  /** The namespace that was open last in this profile, or its default. */
  preferred: string;
}

const namespace = z.string().min(1).max(1024);
const attemptId = z.uuid();
const profileId = z.uuid();
const nothing = z.undefined();

const signInAction = z.discriminatedUnion('type', [
  z.object({ type: z.literal('choose-method'), method: z.enum(['phone', 'bot-token']) }),
  z.object({ type: z.literal('submit-phone'), phoneNumber: z.string().max(64) }),
  z.object({ type: z.literal('submit-code'), code: z.string().max(64) }),
  z.object({ type: z.literal('resend-code') }),
  z.object({ type: z.literal('submit-password'), password: z.string().max(1024) }),
  z.object({ type: z.literal('submit-bot-token'), token: z.string().max(256) }),
  z.object({ type: z.literal('back') }),
  z.object({ type: z.literal('retry') }),
]);

export type SignInAction = z.infer<typeof signInAction>;

/**
 * Every request the window may make: the schema its payload must pass before a handler sees it.
 * Adding a channel here without a response type below, or without a handler in main, does not compile.
 */
export const requestSchemas = {
  'app:info': nothing,
  'profiles:list': nothing,
  'profiles:save': z.object({
    id: profileId.nullable(),
    draft: profileDraftSchema,
    secrets: profileSecretsSchema,
    importId: z.uuid().nullable(),
  }),
  'profiles:remove': z.object({ id: profileId }),
  'profiles:select': z.object({ id: profileId }),
  'profiles:import': z.object({ source: z.enum(['file', 'environment']) }),
  'profiles:test': z.object({
    id: profileId.nullable(),
    draft: profileDraftSchema,
    secrets: profileSecretsSchema,
    importId: z.uuid().nullable(),
  }),
  'profiles:aws-names': nothing,
  'namespaces:list': nothing,
  'namespaces:refresh': nothing,
  'namespaces:open': z.object({ namespace }),
  'namespaces:create': z.object({ namespace }),
  'namespaces:forget': z.object({ namespace }),
  'namespaces:check-now': z.object({ namespace, connectorStopped: z.literal(true) }),
  'namespaces:repair': z.object({ namespace }),
  'namespaces:save': z.object({ namespace }),
  'namespaces:copy-uri': z.object({ namespace }),
  'sign-in:list': nothing,
  'sign-in:start': z.object({ namespace, replaceExisting: z.boolean() }),
  'sign-in:act': z.object({ attemptId, action: signInAction }),
  'sign-in:close': z.object({ attemptId }),
  'doctor:run': z.object({ telegram: z.boolean() }),
  'doctor:cancel': nothing,
  'doctor:copy-report': nothing,
  'doctor:copy-remedy': z.object({ line: z.enum(doctorLines) }),
} as const;

export type Channel = keyof typeof requestSchemas;
export type RequestOf<C extends Channel> = z.infer<(typeof requestSchemas)[C]>;

interface Responses {
  'app:info': AppInfo;
  'profiles:list': ProfileList;
  'profiles:save': ProfileView;
  'profiles:remove': ProfileList;
  'profiles:select': ProfileList;
  /** Null when the person closed the file dialog. */
  'profiles:import': ImportedProfile | null;
  'profiles:test': ConnectionReport;
  /** Names of the profiles in the AWS configuration files. */
  'profiles:aws-names': string[];
  /** What is known now; listing goes on by `namespaces:changed` events. */
  'namespaces:list': NamespaceListing;
  'namespaces:refresh': NamespaceListing;
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
  /** The report as it begins; it goes on by `doctor:changed` events. */
  'doctor:run': DoctorReport;
  'doctor:cancel': null;
  'doctor:copy-report': null;
  'doctor:copy-remedy': null;
}

export type ResponseOf<C extends Channel> = Responses[C];

/** What main pushes to the window. */
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
  'doctor:changed': DoctorReport;
}

export type EventName = keyof Events;
