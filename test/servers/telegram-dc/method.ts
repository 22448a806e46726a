import type { AuthKey } from './auth-keys.ts';
import { methodName, type TlObject } from './tl.ts';
import type { World } from './world.ts';

/** The circumstances in which a method is called. */
export interface Call {
  readonly dcId: number;
  readonly key: AuthKey;
  readonly world: World;
  readonly messageId: bigint;
}

export interface Method {
  readonly name: string;
  /** Whether a key that nobody is signed in with may call it. */
  readonly open: boolean;
  run(request: unknown, call: Call): TlObject;
}

interface RequestClass<R> {
  new (args: never): R;
  readonly className: string;
}

type Run<R> = (request: R, call: Call) => TlObject;

/** A method that needs a signed-in key. */
export function method<R>(type: RequestClass<R>, run: Run<R>): Method {
  return define(type, run, false);
}

/** A method that any key may call. */
export function openMethod<R>(type: RequestClass<R>, run: Run<R>): Method {
  return define(type, run, true);
}

function define<R>(type: RequestClass<R>, run: Run<R>, open: boolean): Method {
  return {
    name: methodName(type.className),
    open,
    run: (request, call) => {
      if (!(request instanceof type)) throw new TypeError(`not a ${type.className}`);
      return run(request, call);
    },
  };
}
