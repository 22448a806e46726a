import type { ProfileDraft, ProfileSecrets } from '../../../shared/profiles.ts';
import type { S3StoreConfig } from '../sessions/s3/s3-store-config.ts';

export function storeConfig(draft: ProfileDraft, secrets: ProfileSecrets): S3StoreConfig {
  const { endpoint, region, bucket, credentials } = draft;
  if (credentials.kind !== 'keys') return { endpoint, region, bucket, credentials };
  return {
    endpoint,
    region,
    bucket,
    credentials: { ...credentials, secretAccessKey: secrets.secretAccessKey ?? null },
  };
}
