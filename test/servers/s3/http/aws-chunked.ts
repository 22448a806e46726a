import { done, type Outcome, refuse } from '../outcome.ts';

export interface DecodedChunks {
  readonly body: Buffer;
  /** Names in lower case. */
  readonly trailers: ReadonlyMap<string, string>;
}

const lineEnd = '\r\n';

/**
 * Decodes `Content-Encoding: aws-chunked` with unsigned chunks.
 * Source: Amazon S3 API reference, "Signature calculations: including trailing headers (chunked upload)".
 */
export function decodeAwsChunked(raw: Buffer): Outcome<DecodedChunks> {
  const chunks: Buffer[] = [];
  let position = 0;
  for (;;) {
    const end = raw.indexOf(lineEnd, position);
    if (end === -1) return refuse('IncompleteBody');
    const sizeText = raw.toString('latin1', position, end);
    if (!/^[0-9a-f]{1,8}$/i.test(sizeText)) return refuse('IncompleteBody');
    const size = Number.parseInt(sizeText, 16);
    position = end + lineEnd.length;
    if (size === 0) break;
    const next = position + size;
    if (raw.toString('latin1', next, next + lineEnd.length) !== lineEnd) return refuse('IncompleteBody');
    chunks.push(raw.subarray(position, next));
    position = next + lineEnd.length;
  }
  const trailers = parseTrailers(raw.toString('latin1', position));
  return trailers.ok ? done({ body: Buffer.concat(chunks), trailers: trailers.value }) : trailers;
}

function parseTrailers(text: string): Outcome<ReadonlyMap<string, string>> {
  const trailers = new Map<string, string>();
  for (const line of text.split(lineEnd)) {
    if (line === '') continue;
    const colon = line.indexOf(':');
    if (colon === -1) return refuse('IncompleteBody');
    trailers.set(line.slice(0, colon).toLowerCase().trim(), line.slice(colon + 1).trim());
  }
  return done(trailers);
}
