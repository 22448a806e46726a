import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type KeyPage, pageOfKeys } from '../../../servers/s3/operations/listing.ts';
import { compareUtf8 } from '../../../servers/s3/utf8-order.ts';

/** Few different characters, so that prefixes and delimiters often meet. */
const word = fc.string({ unit: fc.constantFrom('a', 'b', '/', '\u{1F600}', '\uFFFD'), maxLength: 6 });

/** The expected listing, without paging. */
function expected(keys: readonly string[], prefix: string, delimiter: string): string[] {
  const entries = keys
    .filter((key) => key.startsWith(prefix))
    .map((key) => {
      const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
      return end === -1 ? key : key.slice(0, end + delimiter.length);
    });
  return [...new Set(entries)].sort(compareUtf8);
}

test('pages of any size, put together, are the whole listing', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(word),
      word,
      fc.constantFrom('', '/', 'a'),
      fc.integer({ min: 1, max: 4 }),
      (keys, prefix, delimiter, limit) => {
        const sorted = keys.filter((key) => key !== '').sort(compareUtf8);
        const entries: string[] = [];
        let page: KeyPage;
        do {
          page = pageOfKeys(sorted, { prefix, delimiter, after: entries.at(-1) ?? '', limit });
          expect(page.entries.length).toBeLessThanOrEqual(limit);
          entries.push(...page.entries.map(({ text }) => text));
        } while (page.truncated);
        expect(entries).toEqual(expected(sorted, prefix, delimiter));
      },
    ),
  );
});
