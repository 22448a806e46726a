import type { StoredProfile } from '../profiles/profiles.ts';
import type { AwsEnvironment } from '../sessions/s3/aws-environment.ts';
import type { S3StoreConfig } from '../sessions/s3/s3-store-config.ts';

export function storeConfig(
  { draft, secrets, secretKeyClosed }: Omit<StoredProfile, 'id'>,
  awsEnvironment: AwsEnvironment,
): S3StoreConfig {
  const { endpoint, region, bucket, credentials } = draft;
  if (credentials.kind !== 'keys') return { endpoint, region, bucket, credentials, awsEnvironment };
  return {
    endpoint,
    region,
    bucket,
    credentials: { ...credentials, secretAccessKey: secrets.secretAccessKey ?? null, secretKeyClosed },
  };
}
