import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { S3ClientConfig } from '@aws-sdk/client-s3';
import type { AppError } from '../../../../shared/result.ts';
import type { AwsEnvironment } from './aws-environment.ts';
import { readFailure } from './s3-failure.ts';
import type { S3Credentials } from './s3-store-config.ts';

type Foreign = Extract<S3Credentials, { kind: 'default-chain' | 'named-profile' }>;

/** Whether AWS's own places give them. */
export function isForeign(credentials: S3Credentials): credentials is Foreign {
  return credentials.kind === 'default-chain' || credentials.kind === 'named-profile';
}

/** Reasons for which AWS's own places gave no credentials. The SDK's text is never shown: it quotes commands and what they print. */
export type NoCredentialsReason =
  | 'file-unreadable'
  | 'profile-missing'
  | 'profile-empty'
  | 'process-failed'
  | 'signed-out'
  | 'role-refused'
  | 'nothing-found';

const words: Record<NoCredentialsReason, (profile: string) => string> = {
  'file-unreadable': () => 'an AWS configuration file on this computer cannot be read',
  'profile-missing': (profile) => `there is no AWS profile ${profile} on this computer`,
  'profile-empty': (profile) => `the AWS profile ${profile} names no credentials`,
  'process-failed': (profile) => `the credential_process of the AWS profile ${profile} failed`,
  'signed-out': (profile) => `nobody is signed in to the AWS profile ${profile}`,
  'role-refused': (profile) => `the role of the AWS profile ${profile} could not be taken on`,
  'nothing-found': () => 'neither the environment nor the AWS configuration files hold any',
};

/** Of the clients that ask STS and SSO for credentials: AWS_ENDPOINT_URL must not see tokens and signed requests either. */
const clientConfig = { ignoreConfiguredEndpointUrls: true };

/**
 * Reads AWS's configuration files anew, which the SDK keeps for as long as the process runs, and says where the client
 * finds its credentials.
 */
export async function awsCredentials(
  credentials: Foreign,
  { keys, containerToken }: AwsEnvironment,
  region: string,
): Promise<Pick<S3ClientConfig, 'credentials'>> {
  const { loadSharedConfigFiles } = await import('@smithy/core/config');
  await loadSharedConfigFiles({ ignoreCache: true });
  const profile = credentials.kind === 'named-profile' ? credentials.awsProfile : process.env.AWS_PROFILE;
  // As in the SDK's own chain, a profile that is named comes before keys in the environment.
  if (!profile && keys !== null) return { credentials: keys };
  const role = keys && profile ? await roleOf(profile, keys, region) : null;
  if (role !== null) return { credentials: role };
  if (credentials.kind === 'default-chain') {
    const { defaultProvider } = await import('@aws-sdk/credential-provider-node');
    const token = containerToken === null ? {} : { awsContainerAuthorizationToken: containerToken };
    return { credentials: defaultProvider({ clientConfig, ...token }) };
  }
  // The client's own `profile` option would go on to the machine's credentials when the name is mistyped.
  const { fromIni } = await import('@aws-sdk/credential-provider-ini');
  return { credentials: fromIni({ profile: credentials.awsProfile, clientConfig }) };
}

/** The role that a profile takes on with the environment's keys, where it says so: the SDK would not find them there. */
async function roleOf(
  profile: string,
  keys: NonNullable<AwsEnvironment['keys']>,
  region: string,
): Promise<NonNullable<S3ClientConfig['credentials']> | null> {
  const { parseKnownFiles } = await import('@smithy/core/config');
  // A file that cannot be read is the SDK's to find.
  const settings = (await parseKnownFiles({}).catch(() => null))?.[profile];
  const RoleArn = settings?.role_arn;
  if (settings?.credential_source !== 'Environment' || RoleArn === undefined) return null;
  const { getDefaultRoleAssumer } = await import('@aws-sdk/nested-clients/sts');
  const assume = getDefaultRoleAssumer({ ...clientConfig, region: settings.region ?? region });
  return () =>
    assume(keys, {
      RoleArn,
      RoleSessionName: settings.role_session_name ?? 'telegram-connector-admin',
      ExternalId: settings.external_id,
      DurationSeconds: Number(settings.duration_seconds ?? 3600),
    });
}

/** Names in which the SDK says that it found no credentials. */
const notFound: ReadonlySet<string> = new Set(['CredentialsProviderError', 'TokenProviderError']);

/** Codes in which the store refuses the credentials themselves (S3 API reference, "Error responses"). */
const refused: ReadonlySet<string> = new Set([
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'ExpiredToken',
  'ExpiredTokenException',
  'TokenRefreshRequired',
  'InvalidToken',
]);

/** Tells whether other credentials could change the answer. */
export function isAboutCredentials(error: unknown): boolean {
  const { name } = readFailure(error);
  return notFound.has(name) || refused.has(name);
}

/** Gives the words for credentials that were not found; null for any other error. */
export async function noCredentials(
  error: unknown,
  credentials: Foreign,
): Promise<AppError<'store-token-expired' | 'store-no-credentials'> | null> {
  const { name, message } = readFailure(error);
  if (!notFound.has(name)) return null;
  const { getProfileName } = await import('@smithy/core/config');
  const profile = credentials.kind === 'named-profile' ? credentials.awsProfile : getProfileName({});
  const reason = await reasonOf(credentials, profile);
  // The SSO provider has no name of its own for a sign-in that has run out.
  if (reason === 'signed-out' && /expired/i.test(message)) return { code: 'store-token-expired' };
  return { code: 'store-no-credentials', params: { reason, message: words[reason](profile) } };
}

async function reasonOf({ kind }: Foreign, profile: string): Promise<NoCredentialsReason> {
  const { parseKnownFiles } = await import('@smithy/core/config');
  const settings = (await parseKnownFiles({}))[profile];
  if (settings?.credential_process !== undefined) return 'process-failed';
  if (settings?.sso_session !== undefined || settings?.sso_start_url !== undefined) return 'signed-out';
  if (settings?.login_session !== undefined) return 'signed-out';
  if (settings?.role_arn !== undefined) return 'role-refused';
  if (await isAnyFileUnreadable()) return 'file-unreadable';
  if (kind === 'default-chain') return 'nothing-found';
  return settings === undefined ? 'profile-missing' : 'profile-empty';
}

/** AWS SDKs and tools reference guide, "Location of the shared config and credentials files". */
async function isAnyFileUnreadable(): Promise<boolean> {
  const { getHomeDir } = await import('@smithy/core/config');
  const { AWS_SHARED_CREDENTIALS_FILE, AWS_CONFIG_FILE } = process.env;
  const folder = join(getHomeDir(), '.aws');
  const paths = [
    AWS_SHARED_CREDENTIALS_FILE ?? join(folder, 'credentials'),
    AWS_CONFIG_FILE ?? join(folder, 'config'),
  ];
  const found = await Promise.all(paths.map(isUnreadable));
  return found.includes(true);
}

async function isUnreadable(path: string): Promise<boolean> {
  try {
    await readFile(path);
    return false;
  } catch (error) {
    return readFailure(error).code !== 'ENOENT';
  }
}
