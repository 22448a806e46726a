import type { StoreErrorCode } from '../../../../shared/error-words/store.ts';
import type { AppError } from '../../../../shared/result.ts';
import { invalidAnswer } from './answer-document.ts';
import { certificateReason, shownName } from './foreign-words.ts';
import { readFailure, type S3Failure, StoreFailure } from './s3-failure.ts';
import { endpointLabel, type S3StoreConfig } from './s3-store-config.ts';

type S3Action = 's3:GetObject' | 's3:PutObject' | 's3:ListBucket' | 's3:GetBucketVersioning';

interface S3Call {
  config: S3StoreConfig;
  action: S3Action;
}

type Describe = (failure: S3Failure, call: S3Call) => AppError<StoreErrorCode>;

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
  ['TimeoutError', timedOut],
  ['AbortError', timedOut],
]);

/** OpenSSL's and BoringSSL's words for an answer in plain text; Node's code is EPROTO or begins with ERR_SSL_. */
const plainTextAnswer = /wrong.version.number|packet.length.too.long|http.request/i;

const certificateCode =
  /^(CERT_|DEPTH_ZERO_|ERR_SSL_|ERR_TLS_|EPROTO$|HOSTNAME_MISMATCH|INVALID_CA|SELF_SIGNED_|UNABLE_TO_)/;

/** OpenSSL's codes for a chain that ends at nobody who is trusted, or at a namesake (X509_verify_cert_error_string). */
const authorityUnknown: ReadonlySet<string> = new Set([
  'CERT_SIGNATURE_FAILURE',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Node's names for a peer that cannot be found or spoken to; HPE_ stands for an answer that is not HTTP. */
const unreachableCode =
  /^(EADDRNOTAVAIL|EAI_|ECONN|EHOST|ENET|ENOTFOUND|EPIPE|ERR_SOCKET|ERR_STREAM_PREMATURE_CLOSE|ETIMEDOUT|HPE_)/;

function describeCode(code: string, failure: S3Failure, call: S3Call): AppError<StoreErrorCode> | null {
  const endpoint = endpointLabel(call.config);
  if (certificateCode.test(code)) {
    const isPlainText = plainTextAnswer.test(`${code} ${failure.message}`);
    if (isPlainText) return { code: 'store-speaks-http', params: { endpoint } };
    if (authorityUnknown.has(code)) {
      const hasFile = call.config.authorityPem !== undefined;
      return { code: hasFile ? 'store-authority-wrong' : 'store-authority-unknown', params: { endpoint } };
    }
    return { code: 'store-certificate', params: { endpoint, message: certificateReason(code) } };
  }
  return unreachableCode.test(code) ? unreachable(failure, call) : null;
}

function redirectTarget({ location }: S3Failure, { endpoint }: S3StoreConfig): URL | null {
  const base = endpoint === '' ? undefined : endpoint;
  return location !== null && URL.canParse(location, base) ? new URL(location, base) : null;
}

/** S3 names the bucket's region when it redirects to another one (S3 user guide, "Request redirection"). */
const redirected: Describe = (failure, call) => {
  if (failure.expectedRegion !== null) return regionWrong(failure, call);
  const endpoint = endpointLabel(call.config);
  const target = redirectTarget(failure, call.config);
  // Of the target only the origin: its path may repeat what was signed.
  const params = { endpoint, target: target?.origin ?? 'another address' };
  const isSameHost = URL.canParse(endpoint) && new URL(endpoint).hostname === target?.hostname;
  const needsHttps = isSameHost && endpoint.startsWith('http:') && target?.protocol === 'https:';
  return { code: needsHttps ? 'store-needs-https' : 'store-redirected', params };
};

/** S3 answers for the service that keeps the key, under names of that service (KMS API reference, "Errors"). */
function encryptionKey({ name }: S3Failure): AppError<StoreErrorCode> | null {
  return name.startsWith('KMS.') ? { code: 'store-encryption-key' } : null;
}

function describeStatus(status: number, failure: S3Failure, call: S3Call): AppError<StoreErrorCode> {
  if (status >= 300 && status < 400 && status !== 304) return redirected(failure, call);
  const isBare404 = status === 404 && !failure.isFromS3;
  if (isBare404 && call.action === 's3:ListBucket') return invalidAnswer('foreign', call.config).error;
  if (status === 403) return forbidden(failure, call);
  if (status === 409) return { code: 'store-busy' };
  if (status === 412) return { code: 'store-conflict' };
  if (status === 501) return notImplemented(failure, call);
  if (status === 429 || status >= 500) {
    return { code: 'store-unavailable', params: { endpoint: endpointLabel(call.config), status } };
  }
  return { code: 'store-unexpected', params: { message: shownName(failure.name), status } };
}

/** The words for what went wrong. Nothing of the SDK's or the store's own text is kept. */
export function storeError(error: unknown, call: S3Call): AppError<StoreErrorCode> {
  if (error instanceof StoreFailure) return error.error;
  const failure = readFailure(error);
  const named = encryptionKey(failure) ?? byName.get(failure.name)?.(failure, call);
  if (named) return named;
  const coded = failure.code === null ? null : describeCode(failure.code, failure, call);
  if (coded) return coded;
  if (failure.status !== null) return describeStatus(failure.status, failure, call);
  return { code: 'store-unexpected', params: { message: shownName(failure.name) } };
}
