import { parse } from 'dotenv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { envValue } from '../../../electron/main/profiles/env-value.ts';
import { anyValue, readDockerEnv } from '../../fixtures/env-readers.ts';

/** The value among others, whose quotes it could borrow. */
function fileWith(written: string): string {
  return [`BEFORE='first'`, `SESSION=${written}`, `AFTER="last 'one'"`, ''].join('\n');
}

describe('a value in a .env file', () => {
  it('is what dotenv reads, and never begins another variable', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const written = envValue(value);
        fc.pre(written !== null);
        expect({ ...parse(fileWith(written)) }).toEqual({
          BEFORE: 'first',
          SESSION: value,
          AFTER: "last 'one'",
        });
      }),
      { numRuns: 5_000 },
    );
  });

  it('stands in one line, so that Docker reads no other variable either', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const written = envValue(value);
        fc.pre(written !== null);
        const read = readDockerEnv(fileWith(written));
        expect([...read.keys()]).toEqual(['BEFORE', 'SESSION', 'AFTER']);
        if (/^[\w.-]*$/.test(value)) expect(read.get('SESSION')).toBe(value);
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    ['teleapp', 'teleapp'],
    ['ünïcode name 🛰', "'ünïcode name 🛰'"],
    ["o'clock", `"o'clock"`],
    ['a#b', "'a#b'"],
    ['bot\nAWS_S3_ENDPOINT=x', '"bot\\nAWS_S3_ENDPOINT=x"'],
  ])('is written for %j as %s', (value, written) => {
    expect(envValue(value)).toBe(written);
  });

  it.each(['\u0024{HOME}', `both ' and "`, 'a\\\\b', 'a b\\', 'tab\there', 'nul\0', "quote ' and\nline \\"])(
    'is refused where readers would differ: %j',
    (value) => {
      expect(envValue(value)).toBeNull();
    },
  );
});
