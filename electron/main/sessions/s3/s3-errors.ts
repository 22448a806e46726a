import type { AppError } from '../../../../shared/result.ts';
import { readFailure, type S3Failure } from './s3-failure.ts';
import { endpointLabel, type S3StoreConfig } from './s3-store-config.ts';

export type S3Action = 's3:GetObject' | 's3:PutObject' | 's3:ListBucket' | 's3:GetBucketVersioning';

export interface S3Call {
  config: S3StoreConfig;
  action: S3Action;
}

type Describe = (failure: S3Failure, call: S3Call) => AppError;

const accessKeyUnknown: Describe = (_, { config }) => ({
  code: 'store-access-key-unknown',
  params: { endpoint: endpointLabel(config) },
});

const tokenExpired: Describe = () => ({ code: 'store-token-expired' });

const bucketMissing: Describe = (_, { config }) => ({
  code: 'store-bucket-missing',
  params: { bucket: config.bucket },
});

const clockSkew: Describe = () => ({ code: 'store-clock-skew' });

const regionWrong: Describe = ({ expectedRegion }, { config }) => ({
  code: 'store-region-wrong',
  params: { region: config.region, expected: expectedRegion ?? 'another one' },
});

const forbidden: Describe = (_, { config, action }) => {
  if (action === 's3:ListBucket') return { code: 'store-list-forbidden' };
  return { code: 'store-forbidden', params: { action, bucket: config.bucket } };
};

const notImplemented: Describe = (_, { config }) => ({
  code: 'store-not-implemented',
  params: { endpoint: endpointLabel(config) },
});

const unreachable: Describe = (_, { config }) => ({
  code: 'store-unreachable',
  params: { endpoint: endpointLabel(config) },
});

/** The SDK's handler calls connections that were cut time-outs too. */
const timedOut: Describe = (failure, call) => {
  if (failure.code === 'ECONNRESET' || failure.code === 'EPIPE') return unreachable(failure, call);
  return { code: 'store-timeout', params: { endpoint: endpointLabel(call.config) } };
};

const noCredentials: Describe = ({ message }, { config }) => {
  // The SSO provider has no name of its own for a sign-in that has run out.
  if (/expired/i.test(message)) return { code: 'store-token-expired' };
  const { credentials } = config;
  const where = credentials.kind === 'named-profile' ? `profile ${credentials.awsProfile}: ` : '';
  return { code: 'store-no-credentials', params: { message: where + message.replace(/\.$/, '') } };
};

/** An access key that S3 cannot even parse is reported under the same name as a wrong region. */
const headerMalformed: Describe = (failure, call) =>
  failure.expectedRegion !== null || /region/i.test(failure.message)
    ? regionWrong(failure, call)
    : accessKeyUnknown(failure, call);

/** S3's codes (API reference, "Error responses"), the SDK's own names, and what some stores answer instead. */
const byName: ReadonlyMap<string, Describe> = new Map([
  ['InvalidAccessKeyId', accessKeyUnknown],
  ['SignatureDoesNotMatch', () => ({ code: 'store-secret-key-wrong' })],
  ['ExpiredToken', tokenExpired],
  ['ExpiredTokenException', tokenExpired],
  ['TokenRefreshRequired', tokenExpired],
  ['InvalidToken', tokenExpired],
  ['NoSuchBucket', bucketMissing],
  ['InvalidBucketName', bucketMissing],
  ['RequestTimeTooSkewed', clockSkew],
  ['RequestExpired', clockSkew],
  ['PermanentRedirect', regionWrong],
  ['TemporaryRedirect', regionWrong],
  ['IllegalLocationConstraintException', regionWrong],
  ['AuthorizationHeaderMalformed', headerMalformed],
  ['PreconditionFailed', () => ({ code: 'store-conflict' })],
  ['ConditionalRequestConflict', () => ({ code: 'store-busy' })],
  ['OperationAborted', () => ({ code: 'store-busy' })],
  ['AccessDenied', forbidden],
  ['NotImplemented', notImplemented],
  ['SecretMissingError', () => ({ code: 'store-secret-missing' })],
  ['SecretClosedError', () => ({ code: 'store-secret-closed' })],
  ['CredentialsProviderError', noCredentials],
  ['TokenProviderError', noCredentials],
  ['TimeoutError', timedOut],
  ['AbortError', timedOut],
]);

const certificateCode =
  /^(CERT_|DEPTH_ZERO_|ERR_SSL_|ERR_TLS_|EPROTO$|HOSTNAME_MISMATCH|INVALID_CA|SELF_SIGNED_|UNABLE_TO_)/;

/** Node's names for a peer that cannot be found or spoken to; HPE_ stands for an answer that is not HTTP. */
const unreachableCode =
  /^(EADDRNOTAVAIL|EAI_|ECONN|EHOST|ENET|ENOTFOUND|EPIPE|ERR_SOCKET|ERR_STREAM_PREMATURE_CLOSE|ETIMEDOUT|HPE_)/;

function describeCode(code: string, failure: S3Failure, call: S3Call): AppError | null {
  if (certificateCode.test(code)) {
    const params = { endpoint: endpointLabel(call.config), message: code };
    return { code: 'store-certificate', params };
  }
  return unreachableCode.test(code) ? unreachable(failure, call) : null;
}

function describeStatus(status: number, failure: S3Failure, call: S3Call): AppError {
  if (status === 301 || status === 307) return regionWrong(failure, call);
  if (status === 403) return forbidden(failure, call);
  if (status === 409) return { code: 'store-busy' };
  if (status === 412) return { code: 'store-conflict' };
  if (status === 501) return notImplemented(failure, call);
  if (status === 429 || status >= 500) {
    return { code: 'store-unavailable', params: { endpoint: endpointLabel(call.config), status } };
  }
  return { code: 'store-unexpected', params: { message: failure.name, status } };
}

/** The words for what went wrong. Of the SDK's own text only what it says about credentials is kept. */
export function storeError(error: unknown, call: S3Call): AppError {
  const failure = readFailure(error);
  const named = byName.get(failure.name)?.(failure, call);
  if (named) return named;
  const coded = failure.code === null ? null : describeCode(failure.code, failure, call);
  if (coded) return coded;
  if (failure.status !== null) return describeStatus(failure.status, failure, call);
  return { code: 'store-unexpected', params: { message: failure.name } };
}
