import os from 'node:os';
import { type Failure, ok } from '../../../../shared/result.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import type { Logger } from '../../logging/logger.ts';
import { deadSession, goneAccount } from '../error-table.ts';
import type {
  Authorization,
  ProbeOutcome,
  SignInConnection,
  TelegramCredentials,
  TelegramError,
  TelegramGateway,
  TelegramResult,
} from '../telegram-gateway.ts';
import { readSelf, selfRequest } from './account.ts';
import { GramjsConnection } from './gramjs-connection.ts';
import { Api } from './library.ts';
import { type Answer, defaultLinkTimeouts, type LinkTimeouts, type RequestFor } from './link.ts';
import type { Dial } from './link-gate.ts';
import { RpcChannel, type RpcChannelOptions } from './rpc-channel.ts';
import type { ComputeSrp } from './srp.ts';

export interface GramjsGatewayOptions {
  credentials: TelegramCredentials;
  /** Shown to the account's owner under Settings > Devices, with the operating system and the namespace. */
  appVersion: string;
  /** Null for an id that Telegram does not have. */
  canonicalDataCentre: (dcId: number) => { address: string; port: number } | null;
  /** Opens a TCP connection; `net.connect` in the live app. */
  dial: Dial;
  computeSrp: ComputeSrp;
  logger: Logger;
  timeouts?: LinkTimeouts;
}

/** Where a sign-in begins; Telegram names another data centre if the account lives elsewhere. */
const firstDcId = 2;

/** gramjs cuts nothing, and a namespace may have 1,024 bytes; the owner sees one line. */
const maxNamespaceLength = 64;

export class GramjsGateway implements TelegramGateway {
  constructor(private readonly options: GramjsGatewayOptions) {}

  async connect(namespace: string, signal: AbortSignal): Promise<TelegramResult<SignInConnection>> {
    const channel = await RpcChannel.open(this.#channelOptions(namespace), { dcId: firstDcId }, signal);
    this.#log('telegram.connect', namespace, channel);
    return channel.ok ? ok(new GramjsConnection(channel.value, this.options)) : channel;
  }

  async probe(
    namespace: string,
    authorization: Authorization,
    signal: AbortSignal,
  ): Promise<TelegramResult<ProbeOutcome>> {
    const outcome = await this.#probe(namespace, authorization, signal);
    this.#log('telegram.probe', namespace, outcome);
    return outcome;
  }

  async checkApiId(signal: AbortSignal): Promise<TelegramResult<null>> {
    const request = new Api.help.GetConfig();
    const answer = await this.#askOnce('doctor', { dcId: firstDcId }, request, signal);
    if (!answer.ok) return answer;
    return answer.value.kind === 'value' ? ok(null) : { ok: false, error: answer.value.error };
  }

  async #probe(
    namespace: string,
    authorization: Authorization,
    signal: AbortSignal,
  ): Promise<TelegramResult<ProbeOutcome>> {
    const answer = await this.#askOnce(namespace, authorization, selfRequest(), signal);
    if (!answer.ok) return verdictOf(answer);
    const self = readSelf(answer.value, authorization.dcId);
    return self.ok ? ok({ kind: 'authorized', account: self.value }) : verdictOf(self);
  }

  /** One request over a connection of its own, which is closed for good afterwards. */
  async #askOnce<R>(
    namespace: string,
    start: Authorization | { dcId: number },
    request: RequestFor<R>,
    signal: AbortSignal,
  ): Promise<TelegramResult<Answer<R>>> {
    const channel = await RpcChannel.open(this.#channelOptions(namespace), start, signal);
    if (!channel.ok) return channel;
    const onAbort = () => channel.value.close();
    signal.addEventListener('abort', onAbort);
    try {
      return ok(await channel.value.invoke(request));
    } finally {
      signal.removeEventListener('abort', onAbort);
      channel.value.close();
    }
  }

  #channelOptions(namespace: string): RpcChannelOptions {
    const {
      credentials,
      appVersion,
      canonicalDataCentre,
      dial,
      timeouts = defaultLinkTimeouts,
    } = this.options;
    const client = {
      apiId: credentials.apiId,
      deviceModel: `Connector ${visibleText(namespace).slice(0, maxNamespaceLength)}`,
      systemVersion: `${os.type()} ${os.release()}`,
      appVersion,
    };
    return { canonicalDataCentre, dial, timeouts, client };
  }

  #log(event: string, namespace: string, result: TelegramResult<unknown>): void {
    this.options.logger.info(event, { namespace, error: result.ok ? null : result.error.code });
  }
}

/** A listed error is a verdict; anything else says nothing about the session. */
function verdictOf(failed: Failure<TelegramError['code']>): TelegramResult<ProbeOutcome> {
  const { code } = failed.error;
  if (deadSession.has(code)) return ok({ kind: 'unauthorized', reason: code });
  if (goneAccount.has(code)) return ok({ kind: 'account-gone', reason: code });
  return failed;
}
