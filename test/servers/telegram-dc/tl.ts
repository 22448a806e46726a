import { Api } from 'telegram/tl/index.js';
import { int32, uint32 } from './bytes.ts';

/** Anything that can be put on the wire as a boxed TL value. */
export interface TlObject {
  getBytes(): Buffer;
}

const BOOL_TRUE = 0x997275b5;
const VECTOR = 0x1cb5c415;

export const boolTrue: TlObject = { getBytes: () => uint32(BOOL_TRUE) };

export function vector(items: readonly TlObject[]): TlObject {
  const bytes = items.map((item) => item.getBytes());
  return { getBytes: () => Buffer.concat([uint32(VECTOR), int32(items.length), ...bytes]) };
}

export function rpcError(code: number, message: string): Api.RpcError {
  return new Api.RpcError({ errorCode: code, errorMessage: message });
}

/** The schema's name of a gramjs class: `auth.SendCode` is `auth.sendCode`. */
export function methodName(className: string): string {
  return className.replace(
    /(^|\.)([A-Z])/,
    (_, before: string, letter: string) => before + letter.toLowerCase(),
  );
}

/** The fields of `values` that are set, for gramjs constructors, whose optional arguments must be absent and not `undefined`. */
export function present<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  // fromEntries forgets the keys; they are those of `values`.
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
