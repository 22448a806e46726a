import type { DoctorRemedy } from '../../../../shared/doctor.ts';
import { describeError } from '../../../../shared/errors.ts';
import type { AppError } from '../../../../shared/result.ts';
import { sessionKeyPrefix } from '../../../../shared/session-keys.ts';
import type { NoCredentialsReason } from '../s3/aws-credentials.ts';
import type { S3StoreConfig } from '../s3/s3-store-config.ts';
import { type BucketAction, policyFor } from './policy.ts';

export interface Site {
  config: S3StoreConfig;
  /** Of this computer: each system has its own command for the clock. */
  platform: NodeJS.Platform;
}

/** Quoted for a shell where it needs to be. */
function shellWord(text: string): string {
  return /^[\w.:/@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function clockCommand(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'sudo sntp -sS time.apple.com';
  return platform === 'win32' ? 'w32tm /resync' : 'sudo timedatectl set-ntp true';
}

function ssoCommand({ credentials }: S3StoreConfig): string {
  const profile =
    credentials.kind === 'named-profile' ? ` --profile ${shellWord(credentials.awsProfile)}` : '';
  return `aws sso login${profile}`;
}

function onCommandLine(config: S3StoreConfig, command: string): string {
  const endpoint = config.endpoint === '' ? '' : ` --endpoint-url ${shellWord(config.endpoint)}`;
  return `aws ${command}${endpoint}`;
}

function expiredRemedy(config: S3StoreConfig): DoctorRemedy {
  if (config.credentials.kind === 'keys')
    return {
      action: 'These temporary keys have expired. Enter new ones in the profile.',
      code: null,
    };
  return {
    action: 'Sign in to AWS on this computer, then run the checks again:',
    code: ssoCommand(config),
  };
}

/** A command to mend the AWS configuration with, where one does. */
function noCredentialsRemedy(error: AppError, config: S3StoreConfig): DoctorRemedy {
  // As `aws-credentials.ts` has put it there.
  const reason = error.params?.reason as NoCredentialsReason | undefined;
  const { credentials } = config;
  switch (reason) {
    case 'signed-out':
    case 'nothing-found':
      return expiredRemedy(config);
    case 'process-failed':
      return {
        action:
          'Run the command of the AWS profile’s credential_process in a terminal: it says there what it lacks.',
        code: null,
      };
    case 'file-unreadable':
      return {
        action: 'Make the files config and credentials in ~/.aws readable for your user.',
        code: null,
      };
  }
  if (credentials.kind !== 'named-profile' || reason === 'role-refused')
    return { action: describeError(error).nextStep, code: null };
  return {
    action: 'Give this AWS profile its credentials on this computer (or choose another one in the profile):',
    code: `aws configure --profile ${shellWord(credentials.awsProfile)}`,
  };
}

function regionRemedy({ params }: AppError, config: S3StoreConfig): DoctorRemedy {
  const expected = String(params?.expected ?? '');
  if (/^[a-z0-9-]+$/.test(expected))
    return { action: 'Enter this region in the profile (AWS_REGION):', code: expected };
  const command = `s3api get-bucket-location --bucket ${shellWord(config.bucket)}`;
  return {
    action: 'Ask the store for the bucket’s region and enter it in the profile:',
    code: onCommandLine(config, command),
  };
}

function permissionRemedy(action: BucketAction, config: S3StoreConfig): DoctorRemedy {
  return {
    action: `Attach this policy to the user or role that the credentials belong to. It grants ${action} and nothing else:`,
    code: policyFor(action, config),
  };
}

export function listRemedy(config: S3StoreConfig): DoctorRemedy {
  const { code } = permissionRemedy('s3:ListBucket', config);
  return { action: 'Nothing needs to be done. To see the namespaces listed, attach this policy:', code };
}

/** The smallest fix for a line that failed with this error. */
export function remedyFor(error: AppError, { config, platform }: Site): DoctorRemedy {
  switch (error.code) {
    case 'store-clock-skew':
      return { action: 'Let this computer set its clock automatically:', code: clockCommand(platform) };
    case 'store-region-wrong':
      return regionRemedy(error, config);
    case 'store-token-expired':
      return expiredRemedy(config);
    case 'store-no-credentials':
      return noCredentialsRemedy(error, config);
    case 'store-needs-https':
      return {
        action: 'Enter this endpoint in the profile (AWS_S3_ENDPOINT):',
        code: String(error.params?.target),
      };
    case 'store-speaks-http':
      return {
        action: 'Enter this endpoint in the profile (AWS_S3_ENDPOINT), where the way to the store is safe:',
        code: config.endpoint.replace(/^https:/, 'http:'),
      };
    case 'store-bucket-missing':
      return {
        action: 'Correct the bucket’s name in the profile (AWS_S3_SESSION_BUCKET), or create the bucket:',
        code: onCommandLine(config, `s3 mb ${shellWord(`s3://${config.bucket}`)} --region ${config.region}`),
      };
    case 'store-forbidden':
      return permissionRemedy(
        error.params?.action === 's3:PutObject' ? 's3:PutObject' : 's3:GetObject',
        config,
      );
    default:
      return { action: describeError(error).nextStep, code: null };
  }
}

/**
 * On AWS one setting overrules whatever makes the bucket public; other stores have none, so their policy is shown.
 * Closing the bucket does not take back what was read before.
 */
export function publicRemedy(config: S3StoreConfig): DoctorRemedy {
  const bucket = shellWord(config.bucket);
  const block =
    'BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true';
  const isAws = config.endpoint === '';
  return {
    action: `${isAws ? 'Block public access to the bucket' : 'Remove what the bucket’s policy and access lists grant to everybody'}. Then end the old sessions in Telegram (Settings, Devices) and sign every account in anew, since somebody may have copied them.`,
    code: isAws
      ? `aws s3api put-public-access-block --bucket ${bucket} --public-access-block-configuration ${block}`
      : onCommandLine(config, `s3api get-bucket-policy --bucket ${bucket}`),
  };
}

/** If conditions are ignored or refused, there is nothing to fix in the profile. */
export const unprotectedRemedy: DoctorRemedy = {
  action: `Let only one program at a time write below ${sessionKeyPrefix}, or move to a store that honours conditional writes.`,
  code: null,
};

/** AWS SDKs and tools reference guide, "Data integrity protections". */
export const checksumRemedy: DoctorRemedy = {
  action: 'This app needs no change. Give a connector with boto3 1.36 or newer these variables:',
  code: 'AWS_REQUEST_CHECKSUM_CALCULATION=when_required\nAWS_RESPONSE_CHECKSUM_VALIDATION=when_required',
};
