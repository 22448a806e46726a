import { createHash, createHmac } from 'node:crypto';

/**
 * AWS Signature Version 4 as S3 uses it (path encoded once, not normalised).
 * Source: Amazon S3 API reference, "Authenticating Requests: Using the Authorization Header".
 */
export interface SignedParts {
  readonly method: string;
  /** Percent-decoded. */
  readonly path: string;
  /** Percent-decoded names and values. */
  readonly query: readonly (readonly [string, string])[];
  /** In the order of the SignedHeaders list, names in lower case. */
  readonly headers: readonly (readonly [string, string])[];
  readonly payloadHash: string;
}

export interface Scope {
  /** `YYYYMMDD` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

export function encodeUri(text: string, keepSlash: boolean): string {
  const encoded = encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return keepSlash ? encoded.replaceAll('%2F', '/') : encoded;
}

export function canonicalRequest(parts: SignedParts): string {
  const query = parts.query
    .map(([name, value]) => [encodeUri(name, false), encodeUri(value, false)] as const)
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const headers = parts.headers.map(([name, value]) => `${name}:${value.trim().replace(/ +/g, ' ')}\n`);
  const names = parts.headers.map(([name]) => name).join(';');
  return [parts.method, encodeUri(parts.path, true), query, headers.join(''), names, parts.payloadHash].join(
    '\n',
  );
}

/** @param timestamp the request's time as `YYYYMMDD'T'HHMMSS'Z'` */
export function stringToSign(canonical: string, timestamp: string, scope: Scope): string {
  const hash = createHash('sha256').update(canonical).digest('hex');
  return ['AWS4-HMAC-SHA256', timestamp, scopePath(scope), hash].join('\n');
}

export function signature(secret: string, scope: Scope, text: string): string {
  const dateKey = hmac(`AWS4${secret}`, scope.date);
  const signingKey = hmac(hmac(hmac(dateKey, scope.region), scope.service), 'aws4_request');
  return hmac(signingKey, text).toString('hex');
}

function scopePath(scope: Scope): string {
  return `${scope.date}/${scope.region}/${scope.service}/aws4_request`;
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
