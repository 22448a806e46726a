import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareUtf8, lowerBound } from '../../../servers/s3/utf8-order.ts';

const text = fc.string({ unit: 'binary' });
const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

test('an emoji sorts after the end of the basic plane, where JavaScript would sort it before', () => {
  expect('\u{1F600}' < '\uFFFD').toBe(true);
  expect(compareUtf8('\u{1F600}', '\uFFFD')).toBeGreaterThan(0);
});

test('a prefix sorts before what it begins', () => {
  expect(compareUtf8('telegram', 'telegram/')).toBeLessThan(0);
});

test('the order is that of the UTF-8 bytes for any two texts', () => {
  fc.assert(fc.property(text, text, (a, b) => Math.sign(compareUtf8(a, b)) === byBytes(a, b)));
  fc.assert(
    fc.property(text, text, text, (start, a, b) => {
      expect(Math.sign(compareUtf8(start + a, start + b))).toBe(byBytes(start + a, start + b));
    }),
  );
});

test('the lower bound is the first entry that is not smaller', () => {
  fc.assert(
    fc.property(fc.array(text), text, (texts, bound) => {
      const sorted = [...texts].sort(byBytes);
      expect(lowerBound(sorted, bound)).toBe(sorted.filter((entry) => byBytes(entry, bound) < 0).length);
    }),
  );
});
