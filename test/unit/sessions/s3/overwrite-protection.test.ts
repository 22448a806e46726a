import { beforeEach, describe, expect, it } from 'vitest';
import {
  type FoundProtection,
  noProtectionMemory,
  OverwriteProtection,
} from '../../../../electron/main/sessions/s3/overwrite-protection.ts';
import type { ErrorCode } from '../../../../shared/errors.ts';
import { fail, ok, type Result } from '../../../../shared/result.ts';

let tested = 0;

beforeEach(() => {
  tested = 0;
});

function answering(answer: Result<FoundProtection>): () => Promise<Result<FoundProtection>> {
  return async () => {
    tested += 1;
    return answer;
  };
}

describe('whether a store protects against overwriting', () => {
  it.each(['on', 'off', 'refused'] as const)('is tested once, told and remembered: %s', async (found) => {
    const remembered: string[] = [];
    const protection = new OverwriteProtection({
      recall: () => null,
      remember: (one) => remembered.push(one),
    });
    const told: string[] = [];
    protection.onChanged((state) => told.push(state));
    expect(protection.state).toBe('untested');
    const test = answering(ok(found));
    await Promise.all([protection.find(test), protection.find(test)]);
    expect(await protection.find(test)).toEqual({ ok: true, value: found });
    expect(tested).toBe(1);
    expect({ told, remembered, state: protection.state }).toEqual({
      told: [found],
      remembered: [found],
      state: found,
    });
  });

  it('is not tested again where it was found out before', async () => {
    const protection = new OverwriteProtection({ recall: () => 'off', remember: () => {} });
    expect(await protection.find(answering(ok('on')))).toEqual({ ok: true, value: 'off' });
    expect(tested).toBe(0);
  });

  it('is not known where the test object may not be written, and not asked again', async () => {
    const protection = new OverwriteProtection(noProtectionMemory);
    const test = answering(fail('store-forbidden'));
    expect(await protection.find(test)).toEqual({ ok: true, value: 'unknown' });
    expect(await protection.find(test)).toEqual({ ok: true, value: 'unknown' });
    expect({ tested, state: protection.state }).toEqual({ tested: 1, state: 'untestable' });
  });

  it('is tested again where a write shows another store than the one that was found', async () => {
    const protection = new OverwriteProtection({ recall: () => 'on', remember: () => {} });
    expect(await protection.findAgain(answering(ok('refused')))).toEqual({ ok: true, value: 'refused' });
    expect(protection.state).toBe('refused');
  });

  it.each<ErrorCode>(['store-forbidden', 'store-busy', 'store-timeout'])(
    'stays what was found where testing again meets %s',
    async (code) => {
      const protection = new OverwriteProtection({ recall: () => 'off', remember: () => {} });
      await protection.findAgain(answering(fail(code)));
      expect(await protection.find(answering(ok('on')))).toEqual({ ok: true, value: 'off' });
    },
  );

  it.each<ErrorCode>(['store-timeout', 'store-unavailable', 'store-token-expired'])(
    'is asked again after %s, which is the answer meanwhile',
    async (code) => {
      const protection = new OverwriteProtection(noProtectionMemory);
      expect(await protection.find(answering(fail(code)))).toEqual(fail(code));
      expect(protection.state).toBe('untested');
      expect(await protection.find(answering(ok('on')))).toEqual({ ok: true, value: 'on' });
    },
  );
});
