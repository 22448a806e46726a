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
    [answer('PermanentRedirect', 301), 'store-region-wrong'],
    [answer('TemporaryRedirect', 307), 'store-region-wrong'],
    [answer('Unknown', 301), 'store-redirected'],
    [answer('Unknown', 302), 'store-redirected'],
    [answer('Unknown', 307), 'store-redirected'],
    [answer('Unknown', 308), 'store-redirected'],
    [answer('NotFound', 404), 'store-unexpected'],
    [answer('KeyTooLongError', 400), 'store-unexpected'],
    [socketError('ENETUNREACH'), 'store-unreachable'],
    [socketError('EAI_AGAIN'), 'store-unreachable'],
    [socketError('ECONNRESET'), 'store-unreachable'],
    [Object.assign(socketError('ECONNRESET'), { name: 'TimeoutError' }), 'store-unreachable'],
    [socketError('ERR_SSL_WRONG_VERSION_NUMBER'), 'store-speaks-http'],
    [
      Object.assign(new Error('SSL routines:ssl3_get_record:wrong version number'), { code: 'EPROTO' }),
      'store-speaks-http',
    ],
    [
      Object.assign(new Error('SSL routines:sslv3 alert handshake failure'), { code: 'EPROTO' }),
      'store-certificate',
    ],
    [socketError('CERT_HAS_EXPIRED'), 'store-certificate'],
    [socketError('DEPTH_ZERO_SELF_SIGNED_CERT'), 'store-authority-unknown'],
    [answer('KMS.DisabledException', 400), 'store-encryption-key'],
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

  it('calls a redirect another region only where the store names one, as it does without a body too', () => {
    const headers = { 'x-amz-bucket-region': 'us-west-2', location: 'https://elsewhere.example/sessions' };
    const named = answer('Unknown', 301, { $response: { headers } });
    expect(storeError(named, { config, action: 's3:GetObject' }).code).toBe('store-region-wrong');
  });

  it.each([
    ['https://s3.local/sessions/telegram?X-Amz-Signature=abc', 'store-needs-https', 'https://s3.local'],
    ['https://s3.local:9443/', 'store-needs-https', 'https://s3.local:9443'],
    ['http://s3.local/login', 'store-redirected', 'http://s3.local'],
    ['/login', 'store-redirected', 'http://s3.local:9000'],
    ['https://login.example/sso?from=s3', 'store-redirected', 'https://login.example'],
    ['http://[', 'store-redirected', 'another address'],
  ])('tells where a redirect to %s leads, and nothing of its path', (location, code, target) => {
    const endpoint = 'http://s3.local:9000';
    const thrown = answer('Unknown', 302, { $response: { headers: { location } } });
    const call = { config: { ...config, endpoint }, action: 's3:GetObject' } as const;
    expect(storeError(thrown, call)).toEqual({ code, params: { endpoint, target } });
  });

  it('does not take a listing’s 404 that is none of S3’s for a missing bucket', () => {
    const bare = answer('NotFound', 404);
    expect(storeError(bare, { config, action: 's3:ListBucket' }).code).toBe('store-answer-invalid');
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
