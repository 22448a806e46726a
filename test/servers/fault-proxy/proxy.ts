import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { errorDocument } from '../s3/xml.ts';
import { type Answer, forward } from './forward.ts';
import type { Fault, Rules } from './rules.ts';

/** An HTTP proxy before one S3 endpoint, in which faults strike by rule. */
export function createFaultProxy(target: URL, rules: Rules): Server {
  const server = createServer((message, response) => {
    const fault = rules.strike(message.method ?? '', message.url ?? '');
    // A target that is down or breaks off looks the same from here as from the client.
    serve(message, response, target, fault).catch(() => message.socket.destroy());
  });
  server.keepAliveTimeout = 60_000;
  return server;
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  target: URL,
  fault: Fault | undefined,
): Promise<void> {
  switch (fault?.kind) {
    case 'hang':
      message.resume();
      return;
    case 'reset':
      message.socket.resetAndDestroy();
      return;
    case 'status':
      await drain(message);
      return write(message, response, inventedAnswer(fault.status, fault.code));
  }
  const answer = await forward(message, target);
  switch (fault?.kind) {
    case undefined:
      return write(message, response, answer);
    case 'lost-answer':
      message.socket.destroy();
      return;
    case 'flipped-bit':
      return write(message, response, { ...answer, body: flipBit(answer.body) });
    case 'truncated-body':
      response.writeHead(answer.status, [...answer.rawHeaders]);
      response.write(answer.body.subarray(0, answer.body.length / 2), () => message.socket.destroy());
      return;
    case 'slow-drip':
      response.writeHead(answer.status, [...answer.rawHeaders]);
      return drip(response, answer.body, fault.bytesPerChunk, fault.intervalMs);
  }
}

function inventedAnswer(status: number, code: string): Answer {
  const body = Buffer.from(errorDocument({ Code: code, Message: 'This fault was injected.' }));
  const rawHeaders = ['content-type', 'application/xml', 'content-length', String(body.length)];
  return { status, rawHeaders, body };
}

function write(message: IncomingMessage, response: ServerResponse, answer: Answer): void {
  response.sendDate = false;
  response.writeHead(answer.status, [...answer.rawHeaders]);
  response.end(message.method === 'HEAD' ? undefined : answer.body);
}

async function drain(message: IncomingMessage): Promise<void> {
  for await (const _ of message);
}

function flipBit(body: Buffer): Buffer {
  const flipped = Buffer.from(body);
  const middle = Math.floor(flipped.length / 2);
  flipped[middle] = (flipped[middle] ?? 0) ^ 1;
  return flipped;
}

async function drip(
  response: ServerResponse,
  body: Buffer,
  bytesPerChunk: number,
  intervalMs: number,
): Promise<void> {
  for (let start = 0; start < body.length && !response.destroyed; start += bytesPerChunk) {
    response.write(body.subarray(start, start + bytesPerChunk));
    await new Promise((resolve) => setTimeout(resolve, intervalMs));
  }
  response.end();
}
