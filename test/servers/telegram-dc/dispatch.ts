import { setTimeout as sleep } from 'node:timers/promises';
import { Api } from 'telegram/tl/index.js';
import type { ClientInfo } from './auth-keys.ts';
import type { CallLog, CallRecord } from './call-log.ts';
import type { Faults } from './faults.ts';
import type { Call, Method } from './method.ts';
import { describeRequest } from './request-details.ts';
import { methodName, rpcError, type TlObject } from './tl.ts';

export interface Answer {
  kind: 'answer';
  method: string;
  result: Buffer;
}

/** The connection's reaction to one call. */
export type Reaction =
  | Answer
  | { kind: 'drop' }
  | { kind: 'silence' }
  | { kind: 'transportError'; code: number };

export class Dispatcher {
  constructor(
    private readonly methods: ReadonlyMap<string, Method>,
    private readonly faults: Faults,
    private readonly log: CallLog,
  ) {}

  async react(query: unknown, call: Call, connectionId: number): Promise<Reaction> {
    const { request, client } = unwrap(query);
    if (client !== undefined) call.key.client = client;
    const name = nameOf(request);
    const record: CallRecord = {
      time: new Date().toISOString(),
      dcId: call.dcId,
      connectionId,
      fingerprint: call.key.fingerprint,
      method: name,
      ...describeRequest(request),
      ...(client === undefined ? {} : { client }),
    };
    this.log.addCall(record);
    try {
      const { reaction, outcome } = await this.#decide(name, request, call);
      record.outcome = outcome;
      return reaction;
    } catch (error) {
      console.error(`${name} failed`, error);
      record.outcome = 'PRACTICE_SERVER_BUG';
      const result = rpcError(500, record.outcome).getBytes();
      return { kind: 'answer', method: name, result };
    }
  }

  async #decide(
    name: string,
    request: unknown,
    call: Call,
  ): Promise<{ reaction: Reaction; outcome: string }> {
    const fault = this.faults.take(name);
    if (fault?.delayMs !== undefined) await sleep(fault.delayMs);
    if (fault?.silence) return { reaction: { kind: 'silence' }, outcome: 'silenced' };
    if (fault?.drop === 'before') return { reaction: { kind: 'drop' }, outcome: 'dropped' };
    if (fault?.transportError !== undefined) {
      return { reaction: { kind: 'transportError', code: fault.transportError }, outcome: 'transport error' };
    }
    const result = fault?.error
      ? rpcError(fault.error.code, fault.error.message)
      : this.#result(name, request, call);
    if (fault?.drop === 'after') return { reaction: { kind: 'drop' }, outcome: 'dropped' };
    const outcome = result instanceof Api.RpcError ? result.errorMessage : 'ok';
    return { reaction: { kind: 'answer', method: name, result: result.getBytes() }, outcome };
  }

  #result(name: string, request: unknown, call: Call): TlObject {
    if (call.key.duplicated) return rpcError(406, 'AUTH_KEY_DUPLICATED');
    const method = this.methods.get(name);
    if (method === undefined) return rpcError(400, 'METHOD_NOT_IMPLEMENTED');
    const account = call.key.authorization?.account;
    if (!method.open && account === undefined) return rpcError(401, call.key.revokedReason);
    if (!method.open && account?.deactivated) return rpcError(401, 'USER_DEACTIVATED');
    return method.run(request, call);
  }
}

/** Takes off the wrappers that say how to call, and keeps what `initConnection` says of the client. */
function unwrap(query: unknown): { request: unknown; client: ClientInfo | undefined } {
  let request = query;
  let layer = 0;
  let client: ClientInfo | undefined;
  for (;;) {
    if (request instanceof Api.InvokeWithLayer) layer = request.layer;
    else if (request instanceof Api.InitConnection) {
      const { apiId, deviceModel, systemVersion, appVersion, langCode } = request;
      client = { apiId, deviceModel, systemVersion, appVersion, langCode, layer };
    } else if (!(request instanceof Api.InvokeAfterMsg || request instanceof Api.InvokeWithoutUpdates)) break;
    request = request.query;
  }
  return { request, client };
}

/** A client may send anything that the schema can read: a bare `true` or a vector has no name. */
function nameOf(request: unknown): string {
  const named = typeof request === 'object' && request !== null && 'className' in request;
  return named ? methodName(String(request.className)) : 'unknown';
}
