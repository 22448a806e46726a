import type { StoredProfile } from '../profiles/profiles.ts';
import type { S3StoreConfig } from '../sessions/s3/s3-store-config.ts';

export function storeConfig({ draft, secrets, secretKeyClosed }: Omit<StoredProfile, 'id'>): S3StoreConfig {
  const { endpoint, region, bucket, credentials } = draft;
  if (credentials.kind !== 'keys') return { endpoint, region, bucket, credentials };
  return {
    endpoint,
    region,
    bucket,
    credentials: { ...credentials, secretAccessKey: secrets.secretAccessKey ?? null, secretKeyClosed },
  };
}
