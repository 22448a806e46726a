import fc from 'fast-check';
import { expect, it } from 'vitest';
import { visibleText } from '../../../shared/visible-text.ts';

it('shows what would turn the direction of text, break its line or not be seen', () => {
  expect(visibleText('a\u202eb')).toBe('a\\u{202e}b');
  expect(visibleText('a\nb\u0000\u200b\u2028')).toBe('a\\u{a}b\\u{0}\\u{200b}\\u{2028}');
  expect(visibleText('ünïcode name 🛰')).toBe('ünïcode name 🛰');
});

it('leaves nothing that is obeyed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(visibleText(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
  );
});
