/**
 * What may be repeated of a text that a store, the SDK or Node gave for a failure: names of closed lists. Everything
 * else may be anybody's, and is told in words of this app's own.
 */

/** S3 API reference, "List of error codes", as far as a profile's requests can meet them, and what the SDK makes of a bare status. */
const s3ErrorCodes: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccountProblem',
  'AllAccessDisabled',
  'AuthorizationHeaderMalformed',
  'AuthorizationQueryParametersError',
  'BadDigest',
  'BadRequest',
  'ConditionalRequestConflict',
  'EntityTooLarge',
  'EntityTooSmall',
  'ExpiredToken',
  'IncompleteBody',
  'InternalError',
  'InvalidAccessKeyId',
  'InvalidArgument',
  'InvalidBucketName',
  'InvalidBucketState',
  'InvalidDigest',
  'InvalidEncryptionAlgorithmError',
  'InvalidObjectState',
  'InvalidPayer',
  'InvalidRange',
  'InvalidRequest',
  'InvalidSecurity',
  'InvalidStorageClass',
  'InvalidToken',
  'InvalidURI',
  'KMS.DisabledException',
  'KMS.InvalidStateException',
  'KMS.KMSInvalidStateException',
  'KMS.NotFoundException',
  'KeyTooLongError',
  'MalformedXML',
  'MaxMessageLengthExceeded',
  'MetadataTooLarge',
  'MethodNotAllowed',
  'MissingContentLength',
  'MissingSecurityHeader',
  'NoSuchBucket',
  'NoSuchKey',
  'NoSuchVersion',
  'NotFound',
  'NotImplemented',
  'NotSignedUp',
  'OperationAborted',
  'PermanentRedirect',
  'PreconditionFailed',
  'QuotaExceeded',
  'RequestTimeTooSkewed',
  'RequestTimeout',
  'ServiceUnavailable',
  'SignatureDoesNotMatch',
  'SlowDown',
  'TemporaryRedirect',
  'TooManyRequests',
  'UnauthorizedAccess',
  'UnexpectedContent',
  'UserKeyMustBeSpecified',
  'XAmzContentSHA256Mismatch',
  'XMinioStorageFull',
]);

/** An error's name as it may be shown. */
export function shownName(name: string): string {
  return s3ErrorCodes.has(name) ? name : 'something that this app does not know';
}

/** Node's and OpenSSL's codes for a certificate that is not believed (Node documentation, "X509 certificate error codes"). */
const certificateWords: ReadonlyMap<string, string> = new Map([
  ['CERT_HAS_EXPIRED', 'it has expired'],
  ['CERT_NOT_YET_VALID', 'it is not valid yet'],
  ['CERT_REVOKED', 'it was revoked'],
  ['CERT_REJECTED', 'it is not allowed here'],
  ['CERT_UNTRUSTED', 'its issuer is not trusted'],
  ['CERT_CHAIN_TOO_LONG', 'its chain of issuers is too long'],
  ['CERT_SIGNATURE_FAILURE', 'its signature is wrong'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'it is self-signed'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'an issuer of it is self-signed and not trusted'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'its issuer is not known'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'its issuer is not known to this computer'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'its issuer is not known to this computer'],
  ['UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY', 'its issuer’s key cannot be read'],
  ['HOSTNAME_MISMATCH', 'it is for another host'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'it is for another host'],
  ['ERR_TLS_CERT_ALTNAME_FORMAT', 'the hosts that it is for cannot be read'],
  ['INVALID_CA', 'its issuer may not issue certificates'],
  ['EPROTO', 'no encrypted connection came about'],
]);

/** Why a certificate was refused, in words and with the code where it is one that is known. */
export function certificateReason(code: string): string {
  const words = certificateWords.get(code);
  return words === undefined ? 'no encrypted connection came about' : `${words} (${code})`;
}

/** A region as it may be shown; null for what is none. */
export function shownRegion(text: string | null): string | null {
  return text !== null && /^[a-z0-9][a-z0-9-]{1,39}$/.test(text) ? text : null;
}
