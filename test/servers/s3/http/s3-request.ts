import type { IncomingMessage } from 'node:http';
import { done, type Outcome, refuse } from '../outcome.ts';
import type { Target } from './target.ts';

export interface S3Request {
  readonly method: string;
  readonly target: Target;
  /** Names in lower case; repeated headers joined with a comma, as they are signed. */
  readonly headers: ReadonlyMap<string, string>;
  /** As sent, before any decoding. */
  readonly rawBody: Buffer;
}

export interface S3Response {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const maxBodyBytes = 64 * 1024 * 1024;

export function headersOf(message: IncomingMessage): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (let index = 0; index < message.rawHeaders.length; index += 2) {
    const name = (message.rawHeaders[index] ?? '').toLowerCase();
    const value = (message.rawHeaders[index + 1] ?? '').trim();
    const earlier = headers.get(name);
    headers.set(name, earlier === undefined ? value : `${earlier},${value}`);
  }
  return headers;
}

/** Reads to the end even when the body is too large, so that the client is there to hear the answer. */
export async function readBody(message: IncomingMessage): Promise<Outcome<Buffer>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBodyBytes) chunks.push(chunk);
  }
  return size > maxBodyBytes ? refuse('EntityTooLarge') : done(Buffer.concat(chunks));
}

export function xmlResponse(xml: string): S3Response {
  return { status: 200, headers: { 'content-type': 'application/xml' }, body: Buffer.from(xml) };
}

export function emptyResponse(status: number, headers: Readonly<Record<string, string>> = {}): S3Response {
  return { status, headers, body: Buffer.alloc(0) };
}
