import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { messageOf, statusOf } from '../errors.ts';
import type { Outcome } from '../outcome.ts';
import { errorDocument } from '../xml.ts';
import { emptyResponse, type S3Response } from './s3-request.ts';

interface Identity {
  readonly region: string;
  nowMs(): number;
}

/** Writes a response, or the error document of a refusal. */
export function respond(
  message: IncomingMessage,
  response: ServerResponse,
  outcome: Outcome<S3Response>,
  identity: Identity,
): void {
  response.end(begin(message, response, outcome, identity));
}

/** Sends the headers and half of the body, and then nothing more. */
export function stall(...answer: Parameters<typeof respond>): void {
  const body = begin(...answer);
  const [, response] = answer;
  response.write(body.subarray(0, body.length / 2));
}

/** Sends the headers; returns the body that belongs to them. */
function begin(...[message, response, outcome, identity]: Parameters<typeof respond>): Buffer {
  const { status, headers, body } = toResponse(outcome, message.url ?? '');
  const bodiless = status === 304 || status === 204;
  response.sendDate = false;
  response.writeHead(status, {
    ...headers,
    ...(!bodiless && { 'content-length': body.length }),
    // Clients correct their clock by this header.
    date: new Date(identity.nowMs()).toUTCString(),
    server: 'practice-s3',
    'x-amz-request-id': randomBytes(8).toString('hex').toUpperCase(),
    'x-amz-bucket-region': identity.region,
  });
  return message.method === 'HEAD' || bodiless ? Buffer.alloc(0) : body;
}

function toResponse(outcome: Outcome<S3Response>, resource: string): S3Response {
  if (outcome.ok) return outcome.value;
  const { failure } = outcome;
  const status = statusOf(failure.code);
  if (status === 304) return emptyResponse(status, failure.headers);
  const xml = errorDocument({
    Code: failure.code,
    Message: messageOf(failure),
    ...failure.details,
    Resource: resource,
  });
  return {
    status,
    headers: { 'content-type': 'application/xml', ...failure.headers },
    body: Buffer.from(xml),
  };
}
