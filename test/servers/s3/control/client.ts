import type { ControlCalls, ControlName } from './protocol.ts';

export type ControlClient = <Name extends ControlName>(
  name: Name,
  input: ControlCalls[Name][0],
) => Promise<ControlCalls[Name][1]>;

/** @throws with the server's words when it refuses the call */
export function controlClient(controlUrl: string): ControlClient {
  return async (name, input) => {
    const response = await fetch(`${controlUrl}/${name}`, { method: 'POST', body: JSON.stringify(input) });
    const text = await response.text();
    if (!response.ok) throw new Error(`control call ${name}: ${text}`);
    // The server's handlers have the types of the same table.
    return JSON.parse(text) as ControlCalls[typeof name][1];
  };
}
