import type { Agent, ClientRequest } from 'node:http';
import { Socket } from 'node:net';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { createAgents, type Route } from './s3-agents.ts';
import type { S3Limits } from './s3-store-config.ts';

/** Node's codes for a connection that the other side has closed. */
const closedCodes: ReadonlySet<string | undefined> = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE']);

type ClosedUnanswered = WeakSet<object>;

/** The NodeHttpHandler's own number. */
const maxSockets = 50;

/** Notes the error of a request that was sent on a kept connection and got not one byte back. */
function noting<A extends Agent>(agent: A, closed: ClosedUnanswered): A {
  const reuseSocket = agent.reuseSocket.bind(agent);
  agent.reuseSocket = (socket, request: ClientRequest) => {
    reuseSocket(socket, request);
    if (!(socket instanceof Socket)) return;
    const { bytesRead } = socket;
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (closedCodes.has(error.code) && socket.bytesRead === bytesRead) closed.add(error);
    });
  };
  return agent;
}

type Handle = NodeHttpHandler['handle'];

/**
 * Sends a request once more, on a new connection, when the kept one it was sent on has been closed before any answer.
 * That happens to every client that keeps connections (Node's documentation, `request.reusedSocket`), and always to the
 * request after a refused write to MinIO, which closes the connection after a 412 without announcing it.
 *
 * The request was most likely never read. Where only its answer was lost, a repeated write meets its own object, which
 * its caller finds out by reading, as after the SDK's own repetitions.
 */
export class S3HttpHandler extends NodeHttpHandler {
  readonly #unkept: NodeHttpHandler;
  readonly #closed: ClosedUnanswered;

  constructor(limits: S3Limits, route: Route = {}) {
    const { connectTimeoutMs, requestTimeoutMs } = limits;
    const timeouts = {
      // A proxy is connected to first, and has its own words when that takes too long.
      connectionTimeout: route.proxy ? 2 * connectTimeoutMs : connectTimeoutMs,
      requestTimeout: requestTimeoutMs,
      // Without this the handler only logs a warning when the time is over.
      throwOnRequestTimeout: true,
    };
    const closed: ClosedUnanswered = new WeakSet();
    const { httpAgent, httpsAgent } = createAgents(route, limits, { keepAlive: true, maxSockets });
    super({ ...timeouts, httpAgent: noting(httpAgent, closed), httpsAgent: noting(httpsAgent, closed) });
    this.#closed = closed;
    this.#unkept = new NodeHttpHandler({
      ...timeouts,
      ...createAgents(route, limits, { keepAlive: false }),
    });
  }

  override async handle(...request: Parameters<Handle>): Promise<Awaited<ReturnType<Handle>>> {
    try {
      return await super.handle(...request);
    } catch (error) {
      if (typeof error !== 'object' || error === null || !this.#closed.has(error)) throw error;
      return this.#unkept.handle(...request);
    }
  }

  override destroy(): void {
    super.destroy();
    this.#unkept.destroy();
  }
}
