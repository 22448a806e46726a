import { getSystemErrorMap } from 'node:util';
import { errorCodes } from '../../../shared/error-codes.ts';
import { visibleText } from '../../../shared/visible-text.ts';

const redacted = '[redacted]';
const withheld = '[text withheld]';

/** `code` names a typed code in a sign-in and an error's code elsewhere; only the closed list of the latter is safe. */
const knownErrorCodes: ReadonlySet<unknown> = new Set(errorCodes);

/** Field names whose values are never written, whatever they look like. */
const secretField =
  /secret|password|passphrase|token|hash|authkey|auth_key|sessionstring|^code$|^text$|phone/i;

/** Field names whose values are namespaces. */
const nameField = /^namespaces?$/;

/** A character of base64 in either alphabet, also as URLs and JSON write it. */
const base64 = String.raw`(?:[A-Za-z0-9+/_-]|%2[BbFf]|\\/)`;

/** Shapes of secrets that may stand inside a sentence, and what is written in their place. */
const secretShapes: readonly (readonly [RegExp, string])[] = [
  // A name and its value, in .env lines, JSON, XML, headers, queries and AWS's configuration files.
  [
    /((?:secret|password|passphrase|token|api_?hash|auth_?key|signature|session_?string)[\w-]*["']?\s*[:=>]\s*["']?)[^\s"'&,;<>{}]+/gi,
    `$1${redacted}`,
  ],
  // A URL's user and password.
  [/\/\/[^\s/@]+:[^\s/@]*@/g, `//${redacted}@`],
  // Bot tokens: id, colon, 35 characters, in URLs of the Bot API after "/bot" (Telegram, "Bot API").
  [/\/bot\d+(?::|%3A)[^\s/?#"']+/gi, `/bot${redacted}`],
  [/\d{5,}(?::|%3A)[A-Za-z0-9_-]{30,}/gi, redacted],
  // Session strings, auth keys and S3 secrets; 32 hex digits are an API hash.
  [new RegExp(`${base64}{40,}(?:=|%3D)*`, 'g'), redacted],
  [/[0-9a-f]{32,}/gi, redacted],
  // AWS's identifiers of keys.
  [/(?:AKIA|ASIA)[A-Z0-9]{12,}/g, redacted],
  // Phone numbers as people and as Telegram write them, in the digits of any script.
  [/(?:[+＋]|(?<!\p{Nd})00)[\s(]*\p{Nd}(?:[\s().,/‐-―-]*\p{Nd}){6,}/gu, redacted],
  [/\p{Nd}{9,}/gu, redacted],
];

/** Writes a namespace as the log may hold it. */
export type NameText = (namespace: string) => string;

/** Makes the function that copies what may be written to a log: see the shapes, the fields and the errors above and below. */
export function createRedactor(nameText: NameText): (value: unknown) => unknown {
  function redactText(text: string): string {
    // Names first: their digest may look like nothing that is secret, and their text may.
    const named = text.replace(
      /(telegram\/)([^/]+)(\/session\.txt)/g,
      (_, before: string, name: string, after: string) => `${before}${nameText(name)}${after}`,
    );
    const safe = secretShapes.reduce((rest, [shape, replacement]) => rest.replace(shape, replacement), named);
    // Nothing foreign may begin a line of its own, nor turn the line around.
    return visibleText(safe);
  }

  function redactField(name: string, field: unknown, depth: number): unknown {
    if (field === null || field === undefined || knownErrorCodes.has(field)) return field;
    if (secretField.test(name)) return redacted;
    if (nameField.test(name)) return redactNames(field);
    if (name === 'error' || name === 'cause') return redactThrown(field, depth);
    return redact(field, depth + 1);
  }

  function redactNames(field: unknown): unknown {
    if (typeof field === 'string') return visibleText(nameText(field));
    return Array.isArray(field) ? field.map(redactNames) : redacted;
  }

  /** Anything may be thrown: what is neither an error nor an expected failure of ours is somebody's text. */
  function redactThrown(thrown: unknown, depth: number): unknown {
    const isOurs =
      thrown instanceof Error ||
      (typeof thrown === 'object' && thrown !== null && 'code' in thrown && knownErrorCodes.has(thrown.code));
    return isOurs ? redact(thrown, depth + 1) : withheld;
  }

  function redact(value: unknown, depth: number): unknown {
    if (typeof value === 'string') return redactText(value);
    if (depth > 6) return '[deep]';
    if (value instanceof Error) return describeError(value, (cause) => redactThrown(cause, depth));
    if (value instanceof Uint8Array) return `${redacted} ${value.length} bytes`;
    if (typeof value === 'function' || typeof value === 'symbol') return withheld;
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
    return Object.fromEntries(
      Object.entries(value).map(([name, field]) => [redactText(name), redactField(name, field, depth)]),
    );
  }

  return (value) => redact(value, 0);
}

const errorNames: ReadonlySet<string> = new Set([
  'AbortError',
  'AggregateError',
  'CredentialsProviderError',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'StoreFailure',
  'SyntaxError',
  'TimeoutError',
  'TokenProviderError',
  'TypeError',
  'URIError',
  'ZodError',
]);

const systemCodes: ReadonlySet<unknown> = new Set([...getSystemErrorMap().values()].map(([code]) => code));

/** V8's own words for a bug; any other message may quote a store, a command or a file. */
const engineWords =
  /^(?:Cannot (?:read|set) properties of (?:undefined|null) \((?:reading|setting) '[\w$#]{1,40}'\)|[\w$.#]{1,60} is not (?:a function|a constructor|defined|iterable))$/;

const stackFrame =
  /^ {4}at (?:[\w$.<>#[\] ]{1,120} \()?(?:node:|file:\/\/\/|\/|[A-Za-z]:\\)[^()]{1,300}:\d+:\d+\)?$/;

/** Copies all of an error but its words: its kind, its code and where it was made. */
function describeError(error: Error, describeCause: (cause: unknown) => unknown): Record<string, unknown> {
  const { name, message, cause } = error;
  const code = 'code' in error && systemCodes.has(error.code) ? error.code : undefined;
  return {
    name: errorNames.has(name) ? name : 'Error',
    ...(code !== undefined && { system: code }),
    ...(engineWords.test(message) && { message }),
    at: framesOf(error),
    ...(cause !== undefined && { cause: describeCause(cause) }),
  };
}

/** The lines of a stack that say where; a message may have lines that look like them, so nothing is taken from it. */
function framesOf({ message, stack = '' }: Error): string[] {
  const end = stack.lastIndexOf(message);
  if (end < 0) return [];
  return stack
    .slice(end + message.length)
    .split('\n')
    .filter((line) => stackFrame.test(line))
    .slice(0, 20)
    .map((line) => line.trim());
}
