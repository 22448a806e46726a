import { describe, expect, it } from 'vitest';
import { policyFor } from '../../../../electron/main/sessions/doctor/policy.ts';
import { remedyFor } from '../../../../electron/main/sessions/doctor/remedies.ts';
import type { S3Credentials, S3StoreConfig } from '../../../../electron/main/sessions/s3/s3-store-config.ts';

const config: S3StoreConfig = {
  endpoint: '',
  region: 'eu-central-1',
  bucket: 'sessions',
  credentials: { kind: 'default-chain' },
};

function withCredentials(credentials: S3Credentials) {
  return { config: { ...config, credentials }, platform: 'linux' } as const;
}

const named = withCredentials({ kind: 'named-profile', awsProfile: 'prod' });

describe('the fix for credentials', () => {
  it.each([
    [
      'an expired sign-in of a named profile',
      { code: 'store-token-expired' },
      named,
      'aws sso login --profile prod',
    ],
    [
      'a sign-in of a named profile that was never made',
      { code: 'store-no-credentials', params: { reason: 'signed-out' } },
      named,
      'aws sso login --profile prod',
    ],
    [
      'a named profile without credentials',
      { code: 'store-no-credentials', params: { reason: 'profile-empty' } },
      named,
      'aws configure --profile prod',
    ],
    [
      'a credential_process, whose own words are needed',
      { code: 'store-no-credentials', params: { reason: 'process-failed' } },
      named,
      null,
    ],
    [
      'files that cannot be read',
      { code: 'store-no-credentials', params: { reason: 'file-unreadable' } },
      named,
      null,
    ],
    [
      'a default chain that found nothing',
      { code: 'store-no-credentials', params: { reason: 'nothing-found' } },
      withCredentials({ kind: 'default-chain' }),
      'aws sso login',
    ],
    [
      'an expired sign-in of the default chain',
      { code: 'store-token-expired' },
      withCredentials({ kind: 'default-chain' }),
      'aws sso login',
    ],
    [
      'temporary keys in the profile, which no command renews',
      { code: 'store-token-expired' },
      withCredentials({ kind: 'keys', accessKeyId: 'AKIA', secretAccessKey: 'secret' }),
      null,
    ],
  ] as const)('for %s is the command that fixes it', (_, error, site, code) => {
    expect(remedyFor(error, site).code).toBe(code);
  });

  it('quotes a profile’s name that a shell would take apart', () => {
    const site = withCredentials({ kind: 'named-profile', awsProfile: "it's; rm -rf ~" });
    expect(remedyFor({ code: 'store-token-expired' }, site).code).toBe(
      `aws sso login --profile 'it'\\''s; rm -rf ~'`,
    );
  });
});

describe('the fix for the rest', () => {
  it.each([
    ['linux', 'sudo timedatectl set-ntp true'],
    ['darwin', 'sudo sntp -sS time.apple.com'],
    ['win32', 'w32tm /resync'],
  ] as const)('for the clock on %s is that system’s command', (platform, code) => {
    expect(remedyFor({ code: 'store-clock-skew' }, { config, platform }).code).toBe(code);
  });

  it('for a region that the store did not name is the question after it', () => {
    const error = { code: 'store-region-wrong', params: { expected: 'another one' } } as const;
    expect(remedyFor(error, { config, platform: 'linux' }).code).toBe(
      'aws s3api get-bucket-location --bucket sessions',
    );
  });

  it('for an endpoint with the wrong scheme is the endpoint with the right one', () => {
    const site = { config: { ...config, endpoint: 'https://127.0.0.1:9000' }, platform: 'linux' } as const;
    expect(remedyFor({ code: 'store-speaks-http' }, site).code).toBe('http://127.0.0.1:9000');
    const error = { code: 'store-needs-https', params: { target: 'https://s3.example' } } as const;
    expect(remedyFor(error, site).code).toBe('https://s3.example');
  });

  it('for anything else is the error’s own next step', () => {
    const remedy = remedyFor({ code: 'store-unavailable' }, { config, platform: 'linux' });
    expect(remedy).toEqual({ action: 'Wait a moment and try again.', code: null });
  });
});

describe('a policy', () => {
  it.each([
    ['eu-central-1', 'arn:aws:s3:::sessions/telegram/*'],
    ['cn-north-1', 'arn:aws-cn:s3:::sessions/telegram/*'],
    ['us-gov-west-1', 'arn:aws-us-gov:s3:::sessions/telegram/*'],
  ])('in %s names the bucket in its partition', (region, arn) => {
    const policy: unknown = JSON.parse(policyFor('s3:GetObject', { bucket: 'sessions', region }));
    expect(policy).toMatchObject({ Statement: [{ Action: 's3:GetObject', Resource: arn }] });
  });

  it('for listing grants the bucket, and only below telegram/', () => {
    const policy: unknown = JSON.parse(policyFor('s3:ListBucket', config));
    expect(policy).toMatchObject({
      Statement: [
        {
          Action: 's3:ListBucket',
          Resource: 'arn:aws:s3:::sessions',
          Condition: { StringLike: { 's3:prefix': 'telegram/*' } },
        },
      ],
    });
  });
});
