import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { ControlError, type ControlHandlers } from './control.ts';

/** Serves the control calls on 127.0.0.1. Resolves to the base URL. */
export async function serveControl(handlers: ControlHandlers, port: number): Promise<string> {
  const server = createServer((request, response) => {
    void answer(handlers, request).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a TCP port');
  return `http://127.0.0.1:${address.port}`;
}

async function answer(
  handlers: ControlHandlers,
  request: IncomingMessage,
): Promise<{ status: number; body: unknown }> {
  const name = request.url?.slice(1) ?? '';
  if (request.method !== 'POST' || !Object.hasOwn(handlers, name)) {
    return { status: 404, body: { error: `no control call ${name}` } };
  }
  // The only caller is control-client.ts, which is typed by the table that these handlers implement.
  const handler = handlers[name as keyof ControlHandlers] as (params: unknown) => unknown;
  try {
    const params: unknown = JSON.parse((await text(request)) || '{}');
    return { status: 200, body: await handler(params) };
  } catch (error) {
    const expected = error instanceof ControlError;
    if (!expected) console.error(`control call ${name} failed`, error);
    return { status: expected ? 400 : 500, body: { error: String(error) } };
  }
}
