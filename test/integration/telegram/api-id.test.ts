import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type PracticeDc, startPracticeDc } from '../../fixtures/telegram-dc.ts';
import { type PracticeGateway, practiceGateway } from '../../fixtures/telegram-gateway.ts';

let dc: PracticeDc;
let practice: PracticeGateway;
const never = new AbortController().signal;

beforeAll(async () => {
  dc = await startPracticeDc({ users: [], bots: [], apps: [] });
});
beforeEach(async () => {
  await dc.control.call('clearFaults', {});
  await dc.control.call('clearLog', {});
  practice = await practiceGateway(dc, { timeouts: { connectTimeoutMs: 5_000, callTimeoutMs: 5_000 } });
});
afterAll(() => dc.stop());

async function allClosed(): Promise<void> {
  await expect.poll(() => practice.dialled.every(({ destroyed }) => destroyed)).toBe(true);
}

describe('the check of the API ID', () => {
  it('asks help.getConfig once, on a new connection that it closes for good', async () => {
    expect(await practice.gateway.checkApiId(never)).toEqual({ ok: true, value: null });
    expect((await dc.control.calls()).map(({ method }) => method)).toEqual(['help.getConfig']);
    expect(practice.dialled).toHaveLength(1);
    await allClosed();
  });

  it.each([
    ['CONNECTION_API_ID_INVALID', 'api-id-invalid'],
    ['API_ID_INVALID', 'api-id-invalid'],
    ['API_ID_PUBLISHED_FLOOD', 'api-id-flood'],
  ])('reads %s as %s', async (message, code) => {
    await dc.control.call('addFault', { method: 'help.getConfig', error: { code: 400, message } });
    expect(await practice.gateway.checkApiId(never)).toEqual({ ok: false, error: { code } });
    await allClosed();
  });

  it('ends at once when it is cancelled, and dials no more', async () => {
    await dc.control.call('addFault', { method: 'help.getConfig', silence: true });
    const cancel = new AbortController();
    const checked = practice.gateway.checkApiId(cancel.signal);
    await expect.poll(async () => (await dc.control.calls('help.getConfig')).length).toBe(1);
    cancel.abort();
    expect(await checked).toEqual({ ok: false, error: { code: 'sign-in-cancelled' } });
    await allClosed();
    expect(practice.dialled).toHaveLength(1);
  });
});
