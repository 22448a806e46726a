/**
 * Talks to a running practice data centre from a test, the demo or a terminal.
 *
 * Every call of `ControlCalls` (control-protocol.ts) is one `POST http://127.0.0.1:<control port>/<name>` with its
 * parameters as a JSON object; the answer is JSON. So what the server saw can also be read by hand:
 * `curl -X POST http://127.0.0.1:PORT/calls`.
 */
import type { CallRecord, ConnectionRecord } from './call-log.ts';
import type { ControlCalls } from './control-protocol.ts';

type Params<Name extends keyof ControlCalls> = ControlCalls[Name]['params'];
type Result<Name extends keyof ControlCalls> = ControlCalls[Name]['result'];

export class PracticeControl {
  constructor(private readonly url: string) {}

  async call<Name extends keyof ControlCalls>(name: Name, params: Params<Name>): Promise<Result<Name>> {
    const response = await fetch(`${this.url}/${name}`, { method: 'POST', body: JSON.stringify(params) });
    const body: unknown = await response.json();
    if (!response.ok) throw new Error(`control call ${name}: ${JSON.stringify(body)}`);
    // The server's handlers implement the same table.
    return body as Result<Name>;
  }

  /** The calls of one method, or all, in the order of their arrival. */
  async calls(method?: string): Promise<CallRecord[]> {
    const all = await this.call('calls', {});
    return method === undefined ? all : all.filter((record) => record.method === method);
  }

  /** The connections on which the key with this fingerprint was used. */
  async connectionsWith(fingerprint: string): Promise<ConnectionRecord[]> {
    const all = await this.call('connections', {});
    return all.filter(({ fingerprints }) => fingerprints.includes(fingerprint));
  }

  /** The connections that are open now. */
  async openConnections(): Promise<ConnectionRecord[]> {
    const all = await this.call('connections', {});
    return all.filter(({ closedAt }) => closedAt === undefined);
  }

  /** The next `times` calls of `method` answer 420 FLOOD_WAIT. */
  async floodWait(method: string, seconds: number, times: number): Promise<void> {
    const error = { code: 420, message: `FLOOD_WAIT_${seconds}` };
    await this.call('addFault', { method, times, error });
  }
}
