import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import { type Answer, answer } from './answer.ts';
import { statusOf } from './errors.ts';
import { respond, stall } from './http/respond.ts';
import { headersOf, readBody } from './http/s3-request.ts';
import { parseTarget, type Target } from './http/target.ts';
import { type Outcome, type Refusal, refuse } from './outcome.ts';
import type { LogEntry, RequestLog } from './request-log.ts';
import type { Settings } from './settings.ts';
import type { Store } from './storage/store.ts';

/** In PEM. */
export interface TlsIdentity {
  readonly cert: string;
  readonly key: string;
}

/** The S3 side: every request that was read is answered, every answer is in the log. Speaks TLS where it has an identity. */
export function createS3Server(
  store: Store,
  settings: Settings,
  log: RequestLog,
  identity: TlsIdentity | null = null,
): Server {
  /** The client's next request is on its way already when it hears of the close: nearly always with MinIO, here always. */
  const closed = new WeakSet<Socket>();
  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(message);
    const target = parseTarget(message.url ?? '');
    const answered = target.ok ? answerTo(message, target.value, body, store, settings) : unread(target);
    log.add(logEntry(message.method ?? '', target, answered));
    const { stalls, closesAfterRefusedWrite } = settings.habits;
    const write = stalls === answered.operation ? stall : respond;
    write(message, response, answered.outcome, settings);
    const isRefusedWrite = message.method === 'PUT' && response.statusCode === 412;
    if (isRefusedWrite && closesAfterRefusedWrite) closed.add(message.socket);
  };
  const listener: RequestListener = (message, response) => {
    if (closed.has(message.socket)) {
      message.socket.destroy();
      return;
    }
    serve(message, response).catch((error: unknown) => {
      if (!message.complete || response.headersSent) {
        message.destroy();
        return;
      }
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      respond(message, response, refuse('InternalError'), settings);
    });
  };
  const server = identity ? createTlsServer(identity, listener) : createServer(listener);
  server.keepAliveTimeout = 60_000;
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  });
  return server;
}

function answerTo(
  message: IncomingMessage,
  target: Target,
  body: Outcome<Buffer>,
  store: Store,
  settings: Settings,
): Answer {
  if (!body.ok) return unread(body);
  const method = message.method ?? '';
  return answer({ method, target, headers: headersOf(message), rawBody: body.value }, store, settings);
}

function unread(outcome: Refusal): Answer {
  return { operation: 'unknown', principal: 'unknown', outcome };
}

function logEntry(
  method: string,
  target: Outcome<Target>,
  { operation, principal, outcome }: Answer,
): LogEntry {
  return {
    method,
    operation,
    bucket: target.ok ? target.value.bucket : '',
    key: target.ok ? target.value.key : '',
    principal,
    ...(outcome.ok
      ? { status: outcome.value.status }
      : { status: statusOf(outcome.failure.code), code: outcome.failure.code }),
  };
}
