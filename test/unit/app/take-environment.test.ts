import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takeEnvironment } from '../../../electron/main/app/take-environment.ts';
import { describeError } from '../../../shared/errors.ts';

describe('taking what the environment holds', () => {
  it('leaves no variable of the connector’s but the region, and hands all of them to the import', () => {
    const variables = {
      AWS_S3_ENDPOINT: 'http://localhost:9000',
      AWS_ACCESS_KEY: 'key',
      AWS_SECRET_KEY: 'secret',
      AWS_S3_SESSION_BUCKET: 'sessions',
      AWS_REGION: 'eu-central-1',
      SESSION: 'bot',
      API_ID: '1',
      API_HASH: '0123456789abcdef0123456789abcdef',
    };
    const environment: Record<string, string | undefined> = { ...variables, PATH: '/bin' };
    expect(takeEnvironment(environment).connector).toEqual(variables);
    expect(environment).toEqual({ AWS_REGION: 'eu-central-1', PATH: '/bin' });
  });

  it('takes AWS’s secrets and leaves what only leads to them', () => {
    const left = {
      AWS_PROFILE: 'ops',
      AWS_WEB_IDENTITY_TOKEN_FILE: '/run/token',
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/run/other',
      AWS_SHARED_CREDENTIALS_FILE: '/home/me/credentials',
      AWS_ROLE_ARN: 'arn:aws:iam::1:role/r',
    };
    const environment: Record<string, string | undefined> = {
      ...left,
      AWS_ACCESS_KEY_ID: 'id',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'token',
      AWS_SECURITY_TOKEN: 'token of old',
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'container',
      AWS_BEARER_TOKEN_BEDROCK: 'bearer',
    };
    expect(takeEnvironment(environment).aws).toEqual({
      keys: { accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: 'token' },
      containerToken: 'container',
    });
    expect(environment).toEqual(left);
  });

  it.each([
    ['NODE_TLS_REJECT_UNAUTHORIZED', '0', 'environment-tls-unchecked'],
    ['NODE_OPTIONS', '--require ./evil.js', 'environment-node-options'],
    ['SSLKEYLOGFILE', '/tmp/keys', 'environment-key-log'],
  ])('takes %s away and tells it, without its value', (name, value, code) => {
    const environment: Record<string, string | undefined> = { [name]: value };
    const { refused } = takeEnvironment(environment);
    expect(refused).toEqual([{ code }]);
    expect(environment).toEqual({});
    for (const error of refused) {
      const { title, explanation } = describeError(error);
      expect(`${title} ${explanation}`).toContain(name);
    }
  });

  it('tells nothing of variables that weaken nothing', () => {
    const environment = { NODE_TLS_REJECT_UNAUTHORIZED: '1', NODE_OPTIONS: '' };
    expect(takeEnvironment(environment).refused).toEqual([]);
    expect(environment).toEqual({});
  });

  it('keeps every other variable as it is', () => {
    const names = fc.string().filter((name) => !/^(AWS_|NODE_|SSLKEYLOGFILE$|SESSION$|API_)/i.test(name));
    fc.assert(
      fc.property(fc.dictionary(names, fc.string()), (variables) => {
        const environment = { ...variables };
        takeEnvironment(environment);
        expect(environment).toEqual({ ...variables });
      }),
    );
  });
});
