/**
 * Everything that shows as nothing, moves the line or turns the text around it: controls, format characters (those of
 * bidirectional text among them), characters that are ignored by default, halves of characters, and every space but
 * the plain one. The Braille blank is a symbol by its class and empty all the same.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/u;

/** Inside an emoji these only choose its picture: a joiner between two, or the variation selector of one. */
const ofEmoji =
  /(?<=\p{Extended_Pictographic}\ufe0f?)\u200d(?=\p{Extended_Pictographic})|(?<=\p{Extended_Pictographic})\ufe0f|\ufe0f(?=\u20e3)/u;

/** Plain spaces that a line of text would swallow. */
const swallowed = /^ +| +$| {2,}/u;

const hidden = new RegExp(`${swallowed.source}|(?!${ofEmoji.source})(?:${unseen.source})`, 'gu');

/**
 * A text of unknown origin, such as a key of the bucket or the name of an account, as it may stand in one line of a
 * window, dialog, notification or log: what cannot be seen is named, as ⟨U+202E⟩, instead of obeyed. It may be applied
 * twice.
 */
export function visibleText(text: string): string {
  return replaceUnseen(text, named);
}

/** The same with another spelling of what cannot be seen. */
export function replaceUnseen(text: string, spell: (character: string) => string): string {
  return text.replace(hidden, (found) => [...found].map(spell).join(''));
}

function named(character: string): string {
  const digits = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `⟨U+${digits}⟩`;
}
