import { beforeEach, describe, expect, it } from 'vitest';
import {
  type FoundProtection,
  OverwriteProtection,
  type RememberedProtection,
} from '../../../../electron/main/sessions/s3/overwrite-protection.ts';
import type { StoreResult } from '../../../../electron/main/sessions/store/session-store.ts';
import type { StoreErrorCode } from '../../../../shared/error-words/store.ts';
import { fail, ok } from '../../../../shared/result.ts';

const dayMs = 24 * 60 * 60 * 1000;
const start = 1_700_000_000_000;
let tested: number;
let now: number;
let told: string[];
let remembered: RememberedProtection | null;

beforeEach(() => {
  tested = 0;
  now = start;
  told = [];
  remembered = null;
});

function answering(answer: StoreResult<FoundProtection>): () => Promise<StoreResult<FoundProtection>> {
  return async () => {
    tested += 1;
    return answer;
  };
}

/** As at a start of the app, with what was found at the start of the test. */
function open(found: FoundProtection | null = null): OverwriteProtection {
  if (found) remembered = { found, testedAt: start };
  const memory = {
    recall: () => remembered,
    remember: (one: RememberedProtection) => {
      remembered = one;
    },
  };
  const protection = new OverwriteProtection(memory, () => now);
  protection.onChanged((state) => told.push(state));
  return protection;
}

describe('whether a store protects against overwriting', () => {
  it.each(['on', 'off', 'refused'] as const)('is tested once, told and remembered: %s', async (found) => {
    const protection = open();
    expect(protection.state).toBe('untested');
    const test = answering(ok(found));
    await Promise.all([protection.find(test), protection.find(test)]);
    expect(await protection.find(test)).toEqual({ ok: true, value: found });
    expect(tested).toBe(1);
    expect({ told, remembered, state: protection.state }).toEqual({
      told: [found],
      remembered: { found, testedAt: start },
      state: found,
    });
  });

  it('is not tested again where it was found out before', async () => {
    expect(await open('off').find(answering(ok('on')))).toEqual({ ok: true, value: 'off' });
    expect(tested).toBe(0);
  });

  it('is not known where the test object may not be written, and not asked again', async () => {
    const protection = open();
    const test = answering(fail('store-forbidden'));
    expect(await protection.find(test)).toEqual({ ok: true, value: 'unknown' });
    expect(await protection.find(test)).toEqual({ ok: true, value: 'unknown' });
    expect({ tested, state: protection.state }).toEqual({ tested: 1, state: 'untestable' });
  });

  it.each<StoreErrorCode>(['store-timeout', 'store-unavailable', 'store-token-expired'])(
    'is asked again after %s, which is the answer meanwhile',
    async (code) => {
      const protection = open();
      expect(await protection.find(answering(fail(code)))).toEqual(fail(code));
      expect(protection.state).toBe('untested');
      expect(await protection.find(answering(ok('on')))).toEqual({ ok: true, value: 'on' });
    },
  );
});

describe('what was found of a store', () => {
  it('is replaced where a write shows another store than that', async () => {
    const protection = open('on');
    expect(await protection.findAgain(answering(ok('refused')))).toEqual({ ok: true, value: 'refused' });
    expect(protection.state).toBe('refused');
  });

  it.each([
    ['better', 'off', 'on'],
    ['worse', 'on', 'off'],
  ] as const)('is tested again after a day, and a store that got %s is noticed', async (_, before, after) => {
    now = start + dayMs - 1;
    expect(await open(before).find(answering(ok(after)))).toEqual({ ok: true, value: before });
    now = start + dayMs;
    const protection = open(before);
    expect(protection.state).toBe(before);
    expect(await protection.find(answering(ok(after)))).toEqual({ ok: true, value: after });
    expect({ told, remembered }).toEqual({ told: [after], remembered: { found: after, testedAt: now } });
  });

  it('is tested again where the clock was set back', async () => {
    now = start - dayMs;
    expect(await open('off').find(answering(ok('on')))).toEqual({ ok: true, value: 'on' });
  });

  it.each<StoreErrorCode>(['store-forbidden', 'store-busy', 'store-timeout'])(
    'counts until another test answers, whatever meets %s',
    async (code) => {
      now = start + dayMs;
      const protection = open('off');
      expect(await protection.find(answering(fail(code)))).toEqual({ ok: true, value: 'off' });
      expect(await protection.findAgain(answering(fail(code)))).toEqual({ ok: true, value: 'off' });
      expect(protection.state).toBe('off');
    },
  );

  it('that could not be tested is tested again after a day', async () => {
    const protection = open();
    await protection.find(answering(fail('store-forbidden')));
    now += dayMs;
    expect(await protection.find(answering(ok('on')))).toEqual({ ok: true, value: 'on' });
  });

  it('can come from somebody else’s test, is told at once and spares the next one', async () => {
    const protection = open('off');
    protection.learn('on');
    expect({ told, remembered }).toEqual({ told: ['on'], remembered: { found: 'on', testedAt: start } });
    expect(await protection.find(answering(ok('off')))).toEqual({ ok: true, value: 'on' });
  });
});
