import { confirmationFor, isConfirmed } from '../profiles/place-confirmations.ts';
import type { StoredProfile } from '../profiles/profiles.ts';
import type { AwsEnvironment } from '../sessions/s3/aws-environment.ts';
import type { S3Credentials, S3StoreConfig } from '../sessions/s3/s3-store-config.ts';

type Profile = Omit<StoredProfile, 'id'>;

export function storeConfig(profile: Profile, awsEnvironment: AwsEnvironment): S3StoreConfig {
  const { draft, secrets, authority } = profile;
  const { endpoint, region, bucket, proxy, encryption } = draft;
  return {
    endpoint,
    region,
    bucket,
    credentials: credentialsOf(profile),
    awsEnvironment,
    ...(authority && { authorityPem: authority.pem }),
    ...(proxy && {
      proxy: {
        address: proxy.address,
        credentials: proxy.signsIn ? (secrets.proxyCredentials ?? null) : null,
      },
    }),
    ...(encryption && { encryption }),
  };
}

function credentialsOf({ draft, secrets, secretKeyClosed, confirmations }: Profile): S3Credentials {
  const { credentials } = draft;
  if (credentials.kind === 'keys')
    return { ...credentials, secretAccessKey: secrets.secretAccessKey ?? null, secretKeyClosed };
  const wanted = confirmationFor(draft);
  return wanted === null || isConfirmed(wanted, confirmations ?? []) ? credentials : { kind: 'unconfirmed' };
}
