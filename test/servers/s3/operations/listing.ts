import { done, type Outcome, refuse } from '../outcome.ts';
import { lowerBound } from '../utf8-order.ts';

const maxPage = 1000;

/** @returns 0 to 1000: S3 lowers what is larger and refuses what is no number */
export function parsePageSize(text: string | undefined): Outcome<number> {
  if (text === undefined) return done(maxPage);
  if (!/^\d{1,10}$/.test(text)) {
    return refuse('InvalidArgument', {
      message: 'Provided max-keys not an integer or within integer range',
      details: { ArgumentName: 'max-keys', ArgumentValue: text },
    });
  }
  return done(Math.min(Number(text), maxPage));
}

export interface KeyPage {
  /** Keys and common prefixes, in UTF-8 byte order. */
  readonly entries: readonly { readonly kind: 'key' | 'prefix'; readonly text: string }[];
  readonly truncated: boolean;
}

interface KeyQuery {
  readonly prefix: string;
  /** Empty for none. */
  readonly delimiter: string;
  /** Entries after this key or common prefix only; empty for all. */
  readonly after: string;
  readonly limit: number;
}

/** One page of a sorted list of keys, rolled up to common prefixes if a delimiter is given. */
export function pageOfKeys(sorted: readonly string[], query: KeyQuery): KeyPage {
  const entries: KeyPage['entries'][number][] = [];
  let index = Math.max(lowerBound(sorted, query.prefix), lowerBound(sorted, query.after));
  for (; index < sorted.length; index += 1) {
    const key = sorted[index] ?? '';
    if (!key.startsWith(query.prefix)) break;
    const entry = rollUp(key, query);
    const seen = entry.text === query.after || entries.at(-1)?.text === entry.text;
    if (seen) continue;
    if (entries.length === query.limit) return { entries, truncated: query.limit > 0 };
    entries.push(entry);
  }
  return { entries, truncated: false };
}

function rollUp(key: string, query: KeyQuery): KeyPage['entries'][number] {
  if (query.delimiter === '') return { kind: 'key', text: key };
  const end = key.indexOf(query.delimiter, query.prefix.length);
  if (end === -1) return { kind: 'key', text: key };
  return { kind: 'prefix', text: key.slice(0, end + query.delimiter.length) };
}

/**
 * Keys as `encoding-type=url` gives them: like a form (a space becomes `+`), but `/` and `*` stay.
 * botocore undoes it with `unquote_plus`.
 */
export function encodeForListing(text: string, encodingType: string | undefined): string {
  if (encodingType !== 'url') return text;
  return encodeURIComponent(text)
    .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+');
}
