/** Control and format characters, such as those that turn the direction of text, and line separators. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Foreign text for a person to read: what would be obeyed, or not seen, is named, as ⟨U+202E⟩. */
export function visibleText(text: string): string {
  return text.replace(unseen, named);
}

function named(character: string): string {
  const digits = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `⟨U+${digits}⟩`;
}
