import type { S3ClientConfig } from '@aws-sdk/client-s3';

type Keys = Exclude<S3ClientConfig['credentials'], ((...args: never[]) => unknown) | undefined>;

/** The secrets of AWS's own variables, which main has taken out of the environment of what it starts. */
export interface AwsEnvironment {
  keys: Keys | null;
  /** Asked for together with a container's credentials. */
  containerToken: string | null;
}

export const noAwsEnvironment: AwsEnvironment = { keys: null, containerToken: null };

/** Reads what AWS's SDKs read (AWS SDKs and tools reference guide, "Environment variables"). */
export function readAwsEnvironment(variables: Readonly<Record<string, string | undefined>>): AwsEnvironment {
  const accessKeyId = variables.AWS_ACCESS_KEY_ID;
  const secretAccessKey = variables.AWS_SECRET_ACCESS_KEY;
  const {
    AWS_SESSION_TOKEN: sessionToken,
    AWS_CREDENTIAL_EXPIRATION: expiration,
    AWS_CREDENTIAL_SCOPE: credentialScope,
    AWS_ACCOUNT_ID: accountId,
  } = variables;
  return {
    keys:
      accessKeyId && secretAccessKey
        ? {
            accessKeyId,
            secretAccessKey,
            ...(sessionToken && { sessionToken }),
            ...(expiration && { expiration: new Date(expiration) }),
            ...(credentialScope && { credentialScope }),
            ...(accountId && { accountId }),
          }
        : null,
    containerToken: variables.AWS_CONTAINER_AUTHORIZATION_TOKEN || null,
  };
}
