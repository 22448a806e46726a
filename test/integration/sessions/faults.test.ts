import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { describeError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import type { Fault } from '../../fixtures/fault-proxy.ts';
import { FaultyPath, impatient, type Journey, type JourneyOptions } from '../../fixtures/faulty-path.ts';
import { testLimits } from '../../fixtures/session-store.ts';

const forEver = Number.POSITIVE_INFINITY;
const status = (code: number, name: string): Fault => ({ kind: 'status', status: code, code: name });
const lostAnswer: Fault = { kind: 'lost-answer' };
const reset: Fault = { kind: 'reset' };
const hang: Fault = { kind: 'hang' };
const internalError = status(500, 'InternalError');
const slowDown = status(503, 'SlowDown');
const notImplemented = status(501, 'NotImplemented');
const accessDenied = status(403, 'AccessDenied');
const expired = status(400, 'ExpiredToken');
const skewed = status(403, 'RequestTimeTooSkewed');
const truncated: Fault = { kind: 'truncated-body' };
const flippedBit: Fault = { kind: 'flipped-bit' };
const slowDrip: Fault = { kind: 'slow-drip', bytesPerChunk: 40, intervalMs: 20 };
const stalling: Fault = { kind: 'slow-drip', bytesPerChunk: 1, intervalMs: 200 };

/** A fault, how often it strikes, and the error that the operator is shown; null where the session gets through. */
type Case = [name: string, fault: Fault, times: number, shown: ErrorCode | null];

let path: FaultyPath;
let journeys = 0;
const open: Journey[] = [];

beforeAll(async () => {
  path = await FaultyPath.start();
});

afterAll(() => path.stop());

afterEach(async () => {
  path.proxy.clearRules();
  await path.server.setClockOffsetMs(0);
  for (const journey of open.splice(0)) await journey.end();
});

async function begin(fault?: Fault, options: JourneyOptions = {}): Promise<Journey> {
  journeys += 1;
  const hangs = fault?.kind === 'hang' || fault === stalling;
  const journey = await path.journey(`bot-${journeys}`, {
    limits: hangs ? impatient : testLimits,
    ...options,
  });
  open.push(journey);
  return journey;
}

function expectShown(result: Result<unknown>, shown: ErrorCode | null): void {
  if (shown === null) {
    expect(result).toMatchObject({ ok: true });
    return;
  }
  expect(result).toMatchObject({ ok: false, error: { code: shown } });
  // A dash stands where a word of the sentence is missing.
  if (!result.ok) expect(Object.values(describeError(result.error)).join()).not.toMatch(/—|\{|^$/);
}

/** Whatever happened, the session can be stored once the fault is gone. */
async function expectStoredInTheEnd(journey: Journey): Promise<void> {
  path.proxy.clearRules();
  expect(await journey.save()).toEqual({ ok: true, value: null });
  expect(await journey.whereabouts()).toEqual({ bucket: 'new', disk: 'empty' });
}

/** Saves a new session while something strikes: it is stored, or kept with the error that is shown, and stored later. */
async function expectSaved(journey: Journey, shown: ErrorCode | null, strike: () => void): Promise<void> {
  expectShown(await journey.begin(), null);
  await journey.signIn();
  strike();
  expectShown(await journey.save(), shown);
  expect(await journey.whereabouts()).toEqual(
    shown === null ? { bucket: 'new', disk: 'empty' } : { bucket: 'old', disk: 'kept' },
  );
  await expectStoredInTheEnd(journey);
}

describe('a fault while the session is written', () => {
  it.each<Case>([
    ['a lost answer', lostAnswer, 1, null],
    ['every answer lost', lostAnswer, forEver, null],
    ['one reset', reset, 1, null],
    ['two resets', reset, 2, null],
    ['resets for ever', reset, forEver, 'store-unreachable'],
    ['500 once', internalError, 1, null],
    ['500 twice', internalError, 2, null],
    ['500 for ever', internalError, forEver, 'store-unavailable'],
    ['503 once', slowDown, 1, null],
    ['503 twice', slowDown, 2, null],
    ['503 for ever', slowDown, forEver, 'store-unavailable'],
    ['403', accessDenied, forEver, 'store-forbidden'],
    ['404 once, as if it had been deleted', status(404, 'NoSuchKey'), 1, null],
    ['404 for ever, though it is there', status(404, 'NoSuchKey'), forEver, 'store-condition-refused'],
    ['404 for the bucket', status(404, 'NoSuchBucket'), forEver, 'store-bucket-missing'],
    ['409 once', status(409, 'ConditionalRequestConflict'), 1, null],
    ['409 for ever', status(409, 'ConditionalRequestConflict'), forEver, 'store-busy'],
    ['412 once, though nobody wrote', status(412, 'PreconditionFailed'), 1, null],
    [
      '412 for ever, though nobody wrote',
      status(412, 'PreconditionFailed'),
      forEver,
      'store-condition-refused',
    ],
    ['501 once', notImplemented, 1, 'store-not-implemented'],
    ['501 for ever', notImplemented, forEver, 'store-not-implemented'],
    ['credentials that expire', expired, forEver, 'store-token-expired'],
    ['a clock that is wrong for ever', skewed, forEver, 'store-clock-skew'],
    ['one hang', hang, 1, null],
    ['a hang for ever', hang, forEver, 'store-timeout'],
  ])('%s', async (_, fault, times, shown) => {
    const journey = await begin(fault);
    await expectSaved(journey, shown, () => path.strike('PUT', fault, times));
  });
});

describe('a fault while the store is tested for overwrite protection', () => {
  it.each<Case>([
    ['a lost answer', lostAnswer, 1, null],
    ['every answer lost', lostAnswer, forEver, 'store-unreachable'],
    ['one reset', reset, 1, null],
    ['resets for ever', reset, forEver, 'store-unreachable'],
    ['500 twice', internalError, 2, null],
    ['503 for ever', slowDown, forEver, 'store-unavailable'],
    ['403', accessDenied, forEver, null],
    ['409 for ever', status(409, 'ConditionalRequestConflict'), forEver, null],
    ['404 for the bucket', status(404, 'NoSuchBucket'), forEver, 'store-bucket-missing'],
    ['501 for ever', notImplemented, forEver, 'store-not-implemented'],
    ['credentials that expire', expired, forEver, 'store-token-expired'],
    ['a wrong clock', skewed, forEver, 'store-clock-skew'],
    ['a hang for ever', hang, forEver, 'store-timeout'],
  ])('%s', async (_, fault, times, shown) => {
    const journey = await begin(fault, { found: null });
    const rule = { method: 'PUT', path: /scratch\.txt/, fault, times };
    await expectSaved(journey, shown, () => path.proxy.addRule(rule));
  });
});

describe.each([
  ['ignores', 'ignored', 'off'],
  ['refuses', 'refused', 'refused'],
] as const)('a fault while the session is written to a store that %s conditions', (_, conditions, found) => {
  beforeEach(() => path.server.setWriteConditions(conditions));

  afterEach(() => path.server.setWriteConditions('honoured'));

  it.each<Case>([
    ['a lost answer', lostAnswer, 1, null],
    ['every answer lost', lostAnswer, forEver, null],
    ['two resets', reset, 2, null],
    ['resets for ever', reset, forEver, 'store-unreachable'],
    ['500 for ever', internalError, forEver, 'store-unavailable'],
    ['503 twice', slowDown, 2, null],
    ['403', accessDenied, forEver, 'store-forbidden'],
    ['501 for ever', notImplemented, forEver, 'store-not-implemented'],
    ['credentials that expire', expired, forEver, 'store-token-expired'],
    ['a hang for ever', hang, forEver, 'store-timeout'],
  ])('%s', async (_, fault, times, shown) => {
    const journey = await begin(fault, { found });
    await expectSaved(journey, shown, () => path.strike('PUT', fault, times));
  });

  it('that makes the comparison impossible keeps the session, and overwrites nothing', async () => {
    const journey = await begin(slowDown, { found });
    expectShown(await journey.begin(), null);
    await journey.signIn();
    path.strike('GET', slowDown, forEver);
    expectShown(await journey.save(), 'store-unavailable');
    expect(await journey.whereabouts()).toEqual({ bucket: 'old', disk: 'kept' });
    await expectStoredInTheEnd(journey);
  });
});

describe('a fault while the stored session is read back', () => {
  it.each<Case>([
    ['a body that breaks off once', truncated, 1, null],
    ['bodies that break off for ever', truncated, forEver, 'store-unreachable'],
    ['one flipped bit', flippedBit, 1, null],
    ['flipped bits for ever', flippedBit, forEver, 'store-object-corrupt'],
    ['a slow drip', slowDrip, forEver, null],
    ['a drip that is too slow', stalling, forEver, 'store-timeout'],
    ['a hang for ever', hang, forEver, 'store-timeout'],
    ['resets for ever', reset, forEver, 'store-unreachable'],
    ['500 twice', internalError, 2, null],
    ['503 for ever', slowDown, forEver, 'store-unavailable'],
    ['403', accessDenied, forEver, 'store-readback-forbidden'],
    ['404', status(404, 'NoSuchKey'), forEver, 'store-readback-differs'],
    ['credentials that expire', expired, forEver, 'store-token-expired'],
  ])('%s', async (_, fault, times, shown) => {
    const journey = await begin(fault);
    expectShown(await journey.begin(), null);
    await journey.signIn();
    path.strike('GET', fault, times);
    expectShown(await journey.save(), shown);
    expect(await journey.whereabouts()).toEqual({
      bucket: 'new',
      disk: shown === null ? 'empty' : 'kept',
    });
    await expectStoredInTheEnd(journey);
  });
});

describe('a fault while the namespace is read', () => {
  it.each<Case>([
    ['a body that breaks off once', truncated, 1, null],
    ['bodies that break off for ever', truncated, forEver, 'store-unreachable'],
    ['a slow drip', slowDrip, forEver, null],
    ['a hang for ever', hang, forEver, 'store-timeout'],
    ['500 twice', internalError, 2, null],
    ['500 for ever', internalError, forEver, 'store-unavailable'],
    ['credentials that expire', expired, forEver, 'store-token-expired'],
    ['a wrong clock', skewed, forEver, 'store-clock-skew'],
    ['404 for the bucket', status(404, 'NoSuchBucket'), forEver, 'store-bucket-missing'],
  ])('%s blocks signing in exactly as long as it lasts', async (_, fault, times, shown) => {
    const journey = await begin(fault);
    path.strike('GET', fault, times);
    expectShown(await journey.read(), shown);
    if (shown !== null) {
      expectShown(await journey.begin(), 'saving-blocked');
      expect(await journey.whereabouts()).toEqual({ bucket: 'old', disk: 'empty' });
      path.proxy.clearRules();
    }
    expectShown(await journey.begin(), null);
    await journey.signIn();
    await expectStoredInTheEnd(journey);
  });

  it('403 is missing or forbidden, and nothing that is there is overwritten', async () => {
    const journey = await begin();
    path.strike('GET', accessDenied, forEver);
    expect(await journey.read()).toEqual({ ok: true, value: 'missing-or-forbidden' });
    expectShown(await journey.begin(), null);
    await journey.signIn();
    expectShown(await journey.save(), 'store-object-unreadable');
    expect(journey.conflict()).toEqual({ kind: 'unreadable', etag: null });
    expect(await journey.whereabouts()).toEqual({ bucket: 'old', disk: 'kept' });
  });

  it('a host that does not exist is told as not reachable', async () => {
    const journey = await begin(undefined, { endpoint: 'http://no-such-host.invalid:9000' });
    expectShown(await journey.read(), 'store-unreachable');
  });
});

describe('clocks that differ by an hour', () => {
  it('do not keep a session from being stored', async () => {
    const journey = await begin();
    expectShown(await journey.begin(), null);
    await journey.signIn();
    await path.server.setClockOffsetMs(60 * 60 * 1000);
    expectShown(await journey.save(), null);
    expect(await journey.whereabouts()).toEqual({ bucket: 'new', disk: 'empty' });
  });
});
