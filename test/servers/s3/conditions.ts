import { done, type Outcome, refuse } from './outcome.ts';
import type { ObjectVersion } from './storage/object-version.ts';

type Headers = ReadonlyMap<string, string>;

/**
 * Conditions on a PUT, decided against the live object.
 * Source: Amazon S3 user guide, "How to prevent object overwrites with conditional writes":
 * 412 when the condition fails, 404 for `If-Match` on a key that holds nothing.
 */
export function checkWrite(headers: Headers, live: ObjectVersion | undefined): Outcome<void> {
  const ifNoneMatch = headers.get('if-none-match');
  const ifMatch = headers.get('if-match');
  if (ifNoneMatch !== undefined && (ifNoneMatch !== '*' || ifMatch !== undefined)) {
    return refuse('NotImplemented', { details: { Header: 'If-None-Match' } });
  }
  if (ifNoneMatch === '*' && live !== undefined) return unmet('If-None-Match');
  if (ifMatch === undefined) return done(undefined);
  if (ifMatch === '*') return refuse('NotImplemented', { details: { Header: 'If-Match' } });
  if (live === undefined) return refuse('NoSuchKey');
  return matches(ifMatch, live) ? done(undefined) : unmet('If-Match');
}

/** For a store that implements no condition on a PUT: 501 NotImplemented names the header. */
export function refuseConditions(headers: Headers): Outcome<void> {
  const header = ['if-none-match', 'if-match'].find((name) => headers.has(name));
  return header === undefined ? done(undefined) : refuse('NotImplemented', { details: { Header: header } });
}

/** Conditions on a GET or HEAD: 412 for `If-Match`, 304 for `If-None-Match`. */
export function checkRead(headers: Headers, version: ObjectVersion): Outcome<void> {
  const ifMatch = headers.get('if-match');
  if (ifMatch !== undefined && !matches(ifMatch, version)) return unmet('If-Match');
  const ifNoneMatch = headers.get('if-none-match');
  if (ifNoneMatch === undefined || !matches(ifNoneMatch, version)) return done(undefined);
  return refuse('NotModified', { headers: { etag: `"${version.etag}"` } });
}

/** Clients send an ETag with and without its quotes: S3 takes both. */
function matches(list: string, version: ObjectVersion): boolean {
  const tags = list.split(',').map((tag) => tag.trim().replace(/^"(.*)"$/, '$1'));
  return tags.includes('*') || tags.includes(version.etag);
}

function unmet(condition: string): Outcome<void> {
  return refuse('PreconditionFailed', { details: { Condition: condition } });
}
