/**
 * Writes a value of a `.env` file, in one line, so that dotenv and python-dotenv read the same and no value can begin
 * another variable; null where there is no such form. Neither reader undoes all that the other does: dotenv knows no escape
 * but `\n` and `\r` between double quotes, python-dotenv escapes in both kinds of quotes and expands `${…}` in any.
 */
export function envValue(value: string): string | null {
  if (bare.test(value)) return value;
  if (expanded.test(value)) return null;
  if (inSingleQuotes.test(value)) return `'${value}'`;
  if (inDoubleQuotes.test(value)) return `"${value.replaceAll('\n', '\\n').replaceAll('\r', '\\r')}"`;
  return null;
}

/** Read alike by these two, by a shell and by Docker, which takes quotes for a part of the value. */
const bare = /^[\p{L}\p{M}\p{N}\p{So}_./:+=@%,-]*$/u;

const expanded = /\$\{/;

/** A backslash is itself unless it stands before another one, a quote or the end. */
const inSingleQuotes = /^(?:[^'\\\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|\\(?=[^'\\\p{Cc}\p{Cs}\p{Zl}\p{Zp}]))*$/u;

const inDoubleQuotes = /^(?:[^"\\\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|[\n\r])*$/u;
