import { done, type Outcome, refuse } from '../outcome.ts';

/** Where a path-style request points, decoded. */
export interface Target {
  readonly path: string;
  readonly bucket: string;
  /** Empty for a request to the bucket itself. */
  readonly key: string;
  readonly query: readonly (readonly [string, string])[];
}

const maxKeyBytes = 1024;

/**
 * Reads the request line as it came: `URL` would fold `.` and `..`, which are legal in keys and signed as they are.
 */
export function parseTarget(url: string): Outcome<Target> {
  const mark = url.indexOf('?');
  const rawPath = mark === -1 ? url : url.slice(0, mark);
  const path = decode(rawPath);
  const query = mark === -1 ? [] : parseQuery(url.slice(mark + 1));
  if (path === undefined || query === undefined || !path.startsWith('/')) return refuse('InvalidURI');
  const slash = path.indexOf('/', 1);
  const bucket = slash === -1 ? path.slice(1) : path.slice(1, slash);
  const key = slash === -1 ? '' : path.slice(slash + 1);
  if (Buffer.byteLength(key) > maxKeyBytes) return refuse('KeyTooLongError');
  return done({ path, bucket, key, query });
}

export function parameter(target: Target, name: string): string | undefined {
  return target.query.find(([other]) => other === name)?.[1];
}

function parseQuery(raw: string): readonly (readonly [string, string])[] | undefined {
  const pairs: (readonly [string, string])[] = [];
  for (const part of raw.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = decode(equals === -1 ? part : part.slice(0, equals));
    const value = decode(equals === -1 ? '' : part.slice(equals + 1));
    if (name === undefined || value === undefined) return undefined;
    pairs.push([name, value]);
  }
  return pairs;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
