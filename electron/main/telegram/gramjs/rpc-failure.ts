import type { TelegramFailure } from '../error-table.ts';

/** The error that gramjs threw for an `rpc_error`; read by its fields, as class names change under a minifier. */
export interface RpcFailure extends TelegramFailure {
  errorMessage: string;
  /** The data centre of PHONE_MIGRATE_n, NETWORK_MIGRATE_n and USER_MIGRATE_n. */
  migrateTo: number | undefined;
}

function numberAt(thrown: object, field: string): number | undefined {
  const value: unknown = Reflect.get(thrown, field);
  return typeof value === 'number' ? value : undefined;
}

/** Null when it is not an answer of Telegram's. */
export function readRpcFailure(thrown: unknown): RpcFailure | null {
  if (typeof thrown !== 'object' || thrown === null) return null;
  const code = numberAt(thrown, 'code');
  const errorMessage: unknown = Reflect.get(thrown, 'errorMessage');
  if (code === undefined || typeof errorMessage !== 'string') return null;
  const seconds = numberAt(thrown, 'seconds');
  return { code, errorMessage, seconds, migrateTo: numberAt(thrown, 'newDc') };
}
