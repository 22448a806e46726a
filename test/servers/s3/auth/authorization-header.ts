import { done, type Outcome, refuse } from '../outcome.ts';
import type { Scope } from './sigv4.ts';

export interface Authorization {
  readonly accessKeyId: string;
  readonly scope: Scope;
  /** In lower case, sorted. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

export function parseAuthorization(header: string): Outcome<Authorization> {
  const [scheme, ...rest] = header.split(' ');
  if (scheme !== 'AWS4-HMAC-SHA256') {
    return refuse('InvalidRequest', {
      message: 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
    });
  }
  const fields = new Map(rest.join(' ').split(',').map(parseField));
  const credential = fields.get('Credential')?.split('/') ?? [];
  const [accessKeyId, date, region, service, terminator] = credential;
  const signedHeaders = fields.get('SignedHeaders')?.split(';');
  const signature = fields.get('Signature');
  if (
    credential.length !== 5 ||
    !accessKeyId ||
    date === undefined ||
    region === undefined ||
    service === undefined ||
    terminator !== 'aws4_request' ||
    signedHeaders === undefined ||
    signature === undefined
  ) {
    return refuse('AuthorizationHeaderMalformed');
  }
  return done({ accessKeyId, scope: { date, region, service }, signedHeaders, signature });
}

function parseField(field: string): readonly [string, string] {
  const equals = field.indexOf('=');
  return [field.slice(0, equals).trim(), field.slice(equals + 1).trim()];
}
