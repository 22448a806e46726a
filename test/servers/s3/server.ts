import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Answer, answer } from './answer.ts';
import { messageOf, statusOf } from './errors.ts';
import { headersOf, readBody, type S3Response } from './http/s3-request.ts';
import { parseTarget, type Target } from './http/target.ts';
import type { Outcome } from './outcome.ts';
import type { RequestLog } from './request-log.ts';
import type { Settings } from './settings.ts';
import type { Store } from './storage/store.ts';
import { errorDocument } from './xml.ts';

/** The S3 side: every request is answered, every answer is in the log. */
export function createS3Server(store: Store, settings: Settings, log: RequestLog): Server {
  const server = createServer((message, response) => {
    serve(message, response, store, settings, log).catch((error: unknown) => {
      if (message.destroyed && !message.complete) return;
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      write(
        message,
        response,
        toResponse({ ok: false, failure: { code: 'InternalError' } }, message.url ?? ''),
        settings,
      );
    });
  });
  server.keepAliveTimeout = 60_000;
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  });
  return server;
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  store: Store,
  settings: Settings,
  log: RequestLog,
): Promise<void> {
  const method = message.method ?? '';
  const url = message.url ?? '';
  const body = await readBody(message);
  const target = parseTarget(url);
  const answered =
    target.ok && body.ok
      ? answer(
          { method, target: target.value, headers: headersOf(message), rawBody: body.value },
          store,
          settings,
        )
      : unread(target.ok ? body : target);
  record(log, method, target, answered);
  write(message, response, toResponse(answered.outcome, url), settings);
}

function unread(outcome: Outcome<unknown>): Answer {
  const refusal = outcome.ok ? { ok: false as const, failure: { code: 'InternalError' as const } } : outcome;
  return { operation: 'unknown', principal: 'unknown', outcome: refusal };
}

function record(
  log: RequestLog,
  method: string,
  target: Outcome<Target>,
  { operation, principal, outcome }: Answer,
) {
  log.add({
    method,
    operation,
    bucket: target.ok ? target.value.bucket : '',
    key: target.ok ? target.value.key : '',
    principal,
    ...(outcome.ok
      ? { status: outcome.value.status }
      : { status: statusOf(outcome.failure.code), code: outcome.failure.code }),
  });
}

function toResponse(outcome: Outcome<S3Response>, resource: string): S3Response {
  if (outcome.ok) return outcome.value;
  const { failure } = outcome;
  const status = statusOf(failure.code);
  if (status === 304) return { status, headers: failure.headers ?? {}, body: Buffer.alloc(0) };
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

function write(
  message: IncomingMessage,
  response: ServerResponse,
  answer: S3Response,
  settings: Settings,
): void {
  const bodiless = answer.status === 304 || answer.status === 204;
  response.sendDate = false;
  response.writeHead(answer.status, {
    ...answer.headers,
    ...(!bodiless && { 'content-length': answer.body.length }),
    // Clients correct their clock by this header.
    date: new Date(settings.nowMs()).toUTCString(),
    server: 'practice-s3',
    'x-amz-request-id': randomBytes(8).toString('hex').toUpperCase(),
    'x-amz-bucket-region': settings.region,
  });
  response.end(message.method === 'HEAD' || bodiless ? undefined : answer.body);
}
