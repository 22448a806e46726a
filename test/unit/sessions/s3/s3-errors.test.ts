import { describe, expect, it } from 'vitest';
import { storeError } from '../../../../electron/main/sessions/s3/s3-errors.ts';
import { describeError } from '../../../../shared/errors.ts';

const config = {
  endpoint: '',
  region: 'eu-central-1',
  bucket: 'sessions',
  credentials: { kind: 'default-chain' },
} as const;

/** The shape in which the SDK throws what a store answered. */
function answer(name: string, status: number, more: object = {}): Error {
  return Object.assign(
    new Error('message of the store'),
    { name, $metadata: { httpStatusCode: status } },
    more,
  );
}

function socketError(code: string): Error {
  return Object.assign(new Error(`connect ${code}`), { code });
}

describe('an error of the store or on the way to it', () => {
  it.each([
    [answer('ConditionalRequestConflict', 409), 'store-busy'],
    [answer('UnknownError', 409), 'store-busy'],
    [answer('UnknownError', 412), 'store-conflict'],
    [answer('SlowDown', 503), 'store-unavailable'],
    [answer('TooManyRequests', 429), 'store-unavailable'],
    [answer('InternalError', 500), 'store-unavailable'],
    [answer('NotImplemented', 501), 'store-not-implemented'],
    [answer('UnknownError', 501), 'store-not-implemented'],
    [answer('AccountProblem', 403), 'store-forbidden'],
    [answer('InvalidToken', 400), 'store-token-expired'],
    [answer('UnknownError', 301), 'store-region-wrong'],
    [answer('KeyTooLongError', 400), 'store-unexpected'],
    [socketError('ENETUNREACH'), 'store-unreachable'],
    [socketError('EAI_AGAIN'), 'store-unreachable'],
    [socketError('ECONNRESET'), 'store-unreachable'],
    [Object.assign(socketError('ECONNRESET'), { name: 'TimeoutError' }), 'store-unreachable'],
    [socketError('CERT_HAS_EXPIRED'), 'store-certificate'],
    [socketError('DEPTH_ZERO_SELF_SIGNED_CERT'), 'store-certificate'],
    [socketError('ERR_TLS_CERT_ALTNAME_INVALID'), 'store-certificate'],
    [new DOMException('The operation was aborted due to timeout', 'TimeoutError'), 'store-timeout'],
    [new TypeError('something else'), 'store-unexpected'],
    ['not even an error', 'store-unexpected'],
  ])('%s is %s', (thrown, code) => {
    const error = storeError(thrown, { config, action: 's3:PutObject' });
    expect(error.code).toBe(code);
    expect(describeError(error).explanation).not.toContain('{');
  });

  it('names the region that the store asks for, wherever it says so', () => {
    const headers = { 'x-amz-bucket-region': 'us-west-2' };
    const message = "The authorization header is malformed; the region 'x' is wrong; expecting 'us-west-2'";
    const thrown = [
      answer('AuthorizationHeaderMalformed', 400, { Region: 'us-west-2' }),
      answer('AuthorizationHeaderMalformed', 400, { message }),
      answer('PermanentRedirect', 301, { $response: { headers } }),
    ];
    for (const error of thrown) {
      expect(storeError(error, { config, action: 's3:GetObject' })).toEqual({
        code: 'store-region-wrong',
        params: { region: 'eu-central-1', expected: 'us-west-2' },
      });
    }
  });

  it('tells a malformed access key from a wrong region, which come under the same name', () => {
    const message = 'The authorization header is malformed; the Credential is mal-formed';
    const thrown = answer('AuthorizationHeaderMalformed', 400, { message });
    expect(storeError(thrown, { config, action: 's3:GetObject' }).code).toBe('store-access-key-unknown');
  });

  it('tells a sign-in that has run out from missing credentials', () => {
    const failed = (message: string) =>
      storeError(Object.assign(new Error(message), { name: 'CredentialsProviderError' }), {
        config,
        action: 's3:GetObject',
      });
    expect(failed('The SSO session associated with this profile has expired.').code).toBe(
      'store-token-expired',
    );
    expect(failed('Could not load credentials from any providers')).toEqual({
      code: 'store-no-credentials',
      params: { message: 'Could not load credentials from any providers' },
    });
  });

  it('says which permission is missing, and for listing that everything else works', () => {
    const denied = answer('AccessDenied', 403);
    expect(storeError(denied, { config, action: 's3:PutObject' })).toEqual({
      code: 'store-forbidden',
      params: { action: 's3:PutObject', bucket: 'sessions' },
    });
    expect(storeError(denied, { config, action: 's3:ListBucket' }).code).toBe('store-list-forbidden');
  });

  it('keeps the store’s own text to itself, which may quote what was signed', () => {
    const thrown = answer('SomethingNew', 400, { message: 'StringToSign: AWS4-HMAC-SHA256 secret' });
    expect(JSON.stringify(storeError(thrown, { config, action: 's3:GetObject' }))).not.toContain('AWS4');
  });
});
