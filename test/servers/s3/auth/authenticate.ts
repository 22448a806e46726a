import type { S3Request } from '../http/s3-request.ts';
import { done, type Outcome, refuse } from '../outcome.ts';
import { type Authorization, parseAuthorization } from './authorization-header.ts';
import { anonymous, type Principal } from './principals.ts';
import { canonicalRequest, signature, stringToSign } from './sigv4.ts';

interface Identities {
  readonly region: string;
  nowMs(): number;
  principal(accessKeyId: string): Principal | undefined;
}

const maxSkewMs = 15 * 60 * 1000;
const basicTime = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** Who sent this: checked in the order in which S3 finds fault. */
export function authenticate(request: S3Request, identities: Identities): Outcome<Principal> {
  const header = request.headers.get('authorization');
  if (header === undefined) {
    const presigned = request.target.query.some(
      ([name]) => name === 'X-Amz-Signature' || name === 'Signature',
    );
    return presigned ? refuse('NotImplemented') : done(anonymous);
  }
  const parsed = parseAuthorization(header);
  if (!parsed.ok) return parsed;
  const authorization = parsed.value;
  const timestamp = request.headers.get('x-amz-date') ?? '';
  const scope = checkScope(authorization, timestamp, identities.region);
  if (!scope.ok) return scope;
  const principal = identities.principal(authorization.accessKeyId);
  if (principal === undefined) {
    return refuse('InvalidAccessKeyId', { details: { AWSAccessKeyId: authorization.accessKeyId } });
  }
  const inTime = checkTime(timestamp, identities.nowMs());
  if (!inTime.ok) return inTime;
  const token = checkToken(request, principal, identities.nowMs());
  if (!token.ok) return token;
  const signed = checkSignature(request, authorization, timestamp, principal);
  return signed.ok ? done(principal) : signed;
}

function checkScope(authorization: Authorization, timestamp: string, region: string): Outcome<void> {
  const { scope } = authorization;
  if (scope.region !== region) {
    return malformed(`the region '${scope.region}' is wrong; expecting '${region}'`, { Region: region });
  }
  if (scope.service !== 's3')
    return malformed(`incorrect service "${scope.service}". This endpoint belongs to "s3".`);
  if (!timestamp.startsWith(scope.date)) return malformed('Invalid credential date.');
  return done(undefined);
}

function malformed(reason: string, details: Readonly<Record<string, string>> = {}): Outcome<void> {
  return refuse('AuthorizationHeaderMalformed', {
    message: `The authorization header is malformed; ${reason}`,
    details,
  });
}

function checkTime(timestamp: string, nowMs: number): Outcome<void> {
  const requestMs = Date.parse(timestamp.replace(basicTime, '$1-$2-$3T$4:$5:$6Z'));
  if (Number.isNaN(requestMs)) {
    return refuse('AccessDenied', {
      message: 'AWS authentication requires a valid Date or x-amz-date header',
    });
  }
  if (Math.abs(requestMs - nowMs) <= maxSkewMs) return done(undefined);
  return refuse('RequestTimeTooSkewed', {
    details: {
      RequestTime: timestamp,
      ServerTime: new Date(nowMs).toISOString(),
      MaxAllowedSkewMilliseconds: String(maxSkewMs),
    },
  });
}

function checkToken(request: S3Request, principal: Principal, nowMs: number): Outcome<void> {
  const token = request.headers.get('x-amz-security-token');
  const expected = principal.credentials.sessionToken;
  // S3 does not know a temporary key without its token.
  if (expected !== undefined && token === undefined) return refuse('InvalidAccessKeyId');
  if (token !== expected) return refuse('InvalidToken');
  return principal.expiresAtMs !== undefined && principal.expiresAtMs <= nowMs
    ? refuse('ExpiredToken')
    : done(undefined);
}

function checkSignature(
  request: S3Request,
  authorization: Authorization,
  timestamp: string,
  principal: Principal,
): Outcome<void> {
  const payloadHash = request.headers.get('x-amz-content-sha256');
  if (payloadHash === undefined) {
    return refuse('InvalidRequest', {
      message: 'Missing required header for this request: x-amz-content-sha256',
    });
  }
  const unsigned = [...request.headers.keys()].filter(
    (name) => mustBeSigned(name) && !authorization.signedHeaders.includes(name),
  );
  if (unsigned.length > 0) {
    return refuse('AccessDenied', {
      message: 'There were headers present in the request which were not signed',
      details: { HeadersNotSigned: unsigned.join(', ') },
    });
  }
  const canonical = canonicalRequest({
    method: request.method,
    path: request.target.path,
    query: request.target.query,
    headers: authorization.signedHeaders.map((name) => [name, request.headers.get(name) ?? '']),
    payloadHash,
  });
  const text = stringToSign(canonical, timestamp, authorization.scope);
  const expected = signature(principal.credentials.secretAccessKey, authorization.scope, text);
  if (expected === authorization.signature) return done(undefined);
  return refuse('SignatureDoesNotMatch', {
    details: {
      AWSAccessKeyId: principal.credentials.accessKeyId,
      StringToSign: text,
      SignatureProvided: authorization.signature,
      CanonicalRequest: canonical,
    },
  });
}

function mustBeSigned(name: string): boolean {
  return name === 'host' || name.startsWith('x-amz-');
}
