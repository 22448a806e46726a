import { describe, expect, it } from 'vitest';
import { readRpcFailure } from '../../../../electron/main/telegram/gramjs/rpc-failure.ts';

describe('what gramjs throws', () => {
  it('is read by its fields', () => {
    expect(readRpcFailure({ code: 420, errorMessage: 'FLOOD', seconds: 3 })).toEqual({
      code: 420,
      errorMessage: 'FLOOD',
      seconds: 3,
      migrateTo: undefined,
    });
    expect(readRpcFailure({ code: 303, errorMessage: 'moved', newDc: 4 })?.migrateTo).toBe(4);
  });

  it.each([undefined, null, 'Maximum retries', new Error('Not connected'), { code: 'ECONNRESET' }])(
    'is no answer of Telegram’s when it is %o',
    (thrown) => {
      expect(readRpcFailure(thrown)).toBe(null);
    },
  );
});
