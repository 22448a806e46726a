import { z } from 'zod';
import type { ErrorCode } from './error-codes.ts';
import { isNamespace } from './session-keys.ts';
import { isSynthetic } from './synthetic.ts';

/** AWS's own default region; custom stores accept any. */
export const defaultRegion = 'us-east-1';

export const profileColours = ['gray', 'blue', 'teal', 'green', 'yellow', 'orange', 'red', 'grape'] as const;

/** S3 user guide, "General purpose bucket naming rules", loosened to what older buckets may be called. */
const bucketPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]$/;

function isHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return (
    (url.protocol === 'http:' || url.protocol === 'https:') &&
    [url.username, url.password, url.search, url.hash].every((part) => part === '')
  );
}

/** Host and port of a proxy; a name and a password would be shown with it, so they are secrets of their own. */
function isProxyAddress(text: string): boolean {
  return isHttpUrl(text) && /^\/?$/.test(new URL(text).pathname);
}

const credentialsSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('keys'),
    accessKeyId: z
      .string()
      .trim()
      .min(1, 'Enter the access key.')
      .max(256, 'This is too long for an access key.'),
  }),
  z.object({ kind: z.literal('default-chain') }),
  z.object({
    kind: z.literal('named-profile'),
    awsProfile: z.string().trim().min(1, 'Enter the AWS profile’s name.').max(256, 'This name is too long.'),
  }),
]);

const proxySchema = z.object({
  address: z
    .string()
    .trim()
    .max(512, 'This address is too long.')
    .refine(
      isProxyAddress,
      'Enter an address such as http://proxy.example.org:3128; user name and password have their own fields.',
    ),
  /** It asks for a user name and a password. */
  signsIn: z.boolean(),
});

const encryptionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('AES256') }),
  z.object({
    kind: z.literal('aws:kms'),
    /** Absent for the bucket's default key. */
    keyId: z
      .string()
      .trim()
      .regex(/^[\w:/.-]{1,2048}$/, 'Enter the key’s ID, its alias or its ARN.')
      .optional(),
  }),
]);

/**
 * The fields that a person enters for one environment. The two secrets are separate ({@link profileSecretsSchema}), so that
 * this shape can be stored and shown as it is.
 */
export const profileDraftSchema = z.object({
  name: z.string().trim().min(1, 'Give the profile a name.').max(60, 'Use at most 60 characters.'),
  colour: z.enum(profileColours),
  /** Empty for AWS itself. */
  endpoint: z
    .string()
    .trim()
    .max(512, 'This address is too long.')
    .refine(
      (text) => text === '' || isHttpUrl(text),
      'Enter an address such as http://localhost:9000, or nothing for AWS.',
    ),
  region: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9-]{1,64}$/, 'Enter a region such as eu-central-1.'),
  /** May be empty with API_ID 0, which uses no bucket. */
  bucket: z
    .string()
    .trim()
    .refine(
      (text) => text === '' || bucketPattern.test(text),
      'A bucket’s name has letters, digits, dots and hyphens.',
    ),
  credentials: credentialsSchema,
  /** Absent where the store is reached without one. */
  proxy: proxySchema.optional(),
  /** Asked for by every write in its server-side-encryption header; absent for none. */
  encryption: encryptionSchema.optional(),
  apiId: z
    .number('Enter the API ID: digits only.')
    .int('Enter the API ID: digits only.')
    .min(0, 'Enter the API ID: digits only.')
    .max(2 ** 31 - 1, 'This number is too large for an API ID.'),
  defaultNamespace: z.string().trim().refine(isNamespace, 'Enter a name without slashes, such as teleapp.'),
  /** Its sessions are in use: the window says so, and an unused app locks. Older files do not have it. */
  production: z.boolean().default(false),
});

export type ProfileDraft = z.infer<typeof profileDraftSchema>;
export type ProfileCredentials = z.infer<typeof credentialsSchema>;
export type StoreEncryption = z.infer<typeof encryptionSchema>;

/** Secrets on their way into main; an absent one keeps what is stored (or was imported). They never come back. */
export const profileSecretsSchema = z.object({
  secretAccessKey: z.string().trim().min(1).max(1024, 'This is too long for a secret key.').optional(),
  apiHash: z
    .string()
    .trim()
    .regex(/^[0-9a-f]{32}$/i, 'The API hash has 32 characters from 0-9 and a-f.')
    .optional(),
  /** As HTTP's basic authentication writes them: `user:password` (RFC 7617), so the name has no colon. */
  proxyCredentials: z
    .string()
    .max(1024, 'This is too long for a user name and a password.')
    .regex(/^[^:\p{Cc}]+:\P{Cc}+$/u, 'Enter a user name without a colon, and a password.')
    .optional(),
});

export type ProfileSecrets = z.infer<typeof profileSecretsSchema>;

/** Checks what the schema alone cannot: only a synthetic profile may go without a bucket. */
export function profileProblem(draft: ProfileDraft): { field: 'bucket'; reason: string } | null {
  if (isSynthetic(draft) || draft.bucket !== '') return null;
  return { field: 'bucket', reason: 'Enter the bucket’s name.' };
}

/** A file of certificates (PEM) that a store's own certificate may be signed by, without its text. */
export interface AuthorityView {
  fileName: string;
  /** Common names, or what else each certificate calls itself. */
  subjects: string[];
  /** Epoch ms: when the first of them expires. */
  expiresAt: number;
}

/** One that was chosen and waits in main until its profile is saved. */
export interface ChosenAuthority {
  choiceId: string;
  authority: AuthorityView;
}

/** A stored profile as the window sees it. */
export interface ProfileView extends ProfileDraft {
  id: string;
  hasSecretAccessKey: boolean;
  hasApiHash: boolean;
  hasProxyCredentials: boolean;
  authority: AuthorityView | null;
}

/** The result of an import; the secrets wait in main under `importId` until the profile is saved. */
export interface ImportedProfile {
  importId: string;
  /** File name or "the environment". */
  source: string;
  /** `apiId` is null if no usable API_ID was found: the person has to enter it. */
  draft: Omit<ProfileDraft, 'apiId'> & { apiId: number | null };
  hasSecretAccessKey: boolean;
  hasApiHash: boolean;
  /** Names of the connector's variables that were found. */
  found: string[];
  /** Variables whose value was refused, with the reason. */
  refused: { variable: string; reason: string }[];
}

export type ConnectionCheckName =
  | 'endpoint'
  | 'clock'
  | 'credentials'
  | 'region'
  | 'bucket'
  | 'list'
  | 'read';

/** One line of "Test connection"; `skipped` if an earlier line already failed. */
export interface ConnectionCheck {
  name: ConnectionCheckName;
  outcome: 'passed' | 'failed' | 'limited' | 'skipped';
  error: { code: ErrorCode; params?: Readonly<Record<string, string | number>> } | null;
}

export interface ConnectionReport {
  usable: boolean;
  checks: ConnectionCheck[];
}
