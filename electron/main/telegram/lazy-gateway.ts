import type { Worker } from 'node:worker_threads';
import type { GramjsGatewayOptions } from './gramjs/gramjs-gateway.ts';
import { createSrp } from './gramjs/srp.ts';
import type {
  Authorization,
  ProbeOutcome,
  SignInConnection,
  TelegramGateway,
  TelegramResult,
} from './telegram-gateway.ts';

interface LazyGatewayOptions extends Omit<GramjsGatewayOptions, 'computeSrp'> {
  /** Makes a worker of `gramjs/srp-worker.ts`. */
  spawnSrpWorker: () => Worker;
}

/** The real gateway, with gramjs loaded at its first use and not when the app starts. */
export class LazyGateway implements TelegramGateway {
  #gateway: Promise<TelegramGateway> | null = null;

  constructor(private readonly options: LazyGatewayOptions) {}

  async connect(namespace: string, signal: AbortSignal): Promise<TelegramResult<SignInConnection>> {
    const gateway = await this.#loaded();
    return gateway.connect(namespace, signal);
  }

  async probe(
    namespace: string,
    authorization: Authorization,
    signal: AbortSignal,
  ): Promise<TelegramResult<ProbeOutcome>> {
    const gateway = await this.#loaded();
    return gateway.probe(namespace, authorization, signal);
  }

  async checkApiId(signal: AbortSignal): Promise<TelegramResult<null>> {
    const gateway = await this.#loaded();
    return gateway.checkApiId(signal);
  }

  #loaded(): Promise<TelegramGateway> {
    this.#gateway ??= this.#load();
    return this.#gateway;
  }

  async #load(): Promise<TelegramGateway> {
    const { GramjsGateway } = await import('./gramjs/gramjs-gateway.ts');
    const { spawnSrpWorker, ...options } = this.options;
    return new GramjsGateway({ ...options, computeSrp: createSrp(spawnSrpWorker) });
  }
}
