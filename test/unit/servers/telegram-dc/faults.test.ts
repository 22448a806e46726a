import { describe, expect, it } from 'vitest';
import { Faults } from '../../../servers/telegram-dc/faults.ts';

describe('fault rules', () => {
  it('hit as often as they say and then no more', () => {
    const faults = new Faults();
    faults.add({ method: 'auth.signIn', times: 2, silence: true });
    const hits = Array.from({ length: 3 }, () => faults.take('auth.signIn')?.silence);
    expect(hits).toEqual([true, true, undefined]);
  });

  it('hit every call without a number of times, until they are cleared', () => {
    const faults = new Faults();
    faults.add({ method: '*', silence: true });
    for (let call = 0; call < 50; call += 1) expect(faults.take('ping')).toBeDefined();
    faults.clear();
    expect(faults.take('ping')).toBeUndefined();
  });

  it('are used in the order in which they were added', () => {
    const faults = new Faults();
    faults.add({ method: 'auth.*', times: 1, delayMs: 1 });
    faults.add({ method: 'auth.signIn', times: 1, delayMs: 2 });
    expect([faults.take('auth.signIn')?.delayMs, faults.take('auth.signIn')?.delayMs]).toEqual([1, 2]);
  });

  it.each([
    ['auth.*', 'auth.sendCode', true],
    ['auth.*', 'authXsendCode', false],
    ['*Code', 'auth.sendCode', true],
    ['auth.sendCode', 'auth.sendCodes', false],
    ['sendCode', 'auth.sendCode', false],
  ])('with the pattern %s fit the method %s: %s', (method, called, expected) => {
    const faults = new Faults();
    faults.add({ method, silence: true });
    expect(faults.take(called) !== undefined).toBe(expected);
  });
});
