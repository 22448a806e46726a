import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNamespace, namespaceOfKey, sessionUri } from '../../../shared/session-keys.ts';
import { visibleText } from '../../../shared/visible-text.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 40 });
/** Characters that a reader cannot see, or what changes where they see the rest. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\u200b\u2060\ufeff\u00ad\u3164\u2800\u00a0]|\p{Cs}/u;

describe('a text of unknown origin', () => {
  it.each([
    ['teleapp\u202Etxt.exe', 'teleapp⟨U+202E⟩txt.exe'],
    ['a\u2066b\u2069', 'a⟨U+2066⟩b⟨U+2069⟩'],
    ['a\r\nb', 'a⟨U+000D⟩⟨U+000A⟩b'],
    ['\u001b[31mred', '⟨U+001B⟩[31mred'],
    ['bot\u200b', 'bot⟨U+200B⟩'],
    ['bot1\ufe0f', 'bot1⟨U+FE0F⟩'],
    ['bot\u{e0041}', 'bot⟨U+E0041⟩'],
    ['\ud800', '⟨U+D800⟩'],
    ['a\u3000b', 'a⟨U+3000⟩b'],
    [' a  b ', '⟨U+0020⟩a⟨U+0020⟩⟨U+0020⟩b⟨U+0020⟩'],
    ['a\u2028b', 'a⟨U+2028⟩b'],
  ])('names what cannot be seen in %j', (text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });

  it.each(['teleapp', 'ünïcode name 🛰', '🛰️', '👩‍🚀', '1️⃣', 'שלום', 'סשן של בוט', ''])(
    'leaves %j as it is',
    (text) => {
      expect(visibleText(text)).toBe(text);
    },
  );

  it('keeps nothing unseen, whatever it is, and may be shown twice', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = visibleText(text);
        expect(shown).not.toMatch(unseen);
        expect(visibleText(shown)).toBe(shown);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the address of a session', () => {
  it('is one line without controls, whatever the key is called', () => {
    fc.assert(
      fc.property(anyText, (name) => {
        fc.pre(isNamespace(name));
        expect(sessionUri('sessions', name)).not.toMatch(unseen);
      }),
    );
    expect(sessionUri('sessions', 'bot\nrm')).toBe('s3://sessions/telegram/bot%0Arm/session.txt');
  });

  it('is that of any key that a bucket can hold', () => {
    expect(namespaceOfKey('telegram/bot\u202e\n/session.txt')).toBe('bot\u202e\n');
  });
});
