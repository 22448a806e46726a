import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { ControlHandlers } from './calls.ts';
import type { ControlName } from './protocol.ts';

/** Where tests speak to the server behind S3's back, on a loopback port of its own. */
export function createControlServer(handlers: ControlHandlers): Server {
  return createServer((message, response) => {
    // A connection that is kept would outlive a killed server in the client's pool.
    response.setHeader('connection', 'close');
    call(message, handlers).then(
      (result) => response.end(JSON.stringify(result)),
      (error: unknown) => {
        response.statusCode = 400;
        response.end(error instanceof Error ? error.message : String(error));
      },
    );
  });
}

async function call(message: IncomingMessage, handlers: ControlHandlers): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  const name = (message.url ?? '').slice(1);
  if (message.method !== 'POST' || !Object.hasOwn(handlers, name)) throw new Error(`no control call ${name}`);
  // The typed client is the only caller: name and input belong together.
  const handler = handlers[name as ControlName] as (input: unknown) => unknown;
  return handler(JSON.parse(Buffer.concat(chunks).toString('utf8')));
}
