import { errorCodes } from '../../../shared/error-codes.ts';

const redacted = '[redacted]';

/** `code` names a typed code in a sign-in and an error's code elsewhere; only the closed list of the latter is safe. */
const knownErrorCodes: ReadonlySet<unknown> = new Set(errorCodes);

/** Field names whose values are never written, whatever they look like. */
const secretField =
  /secret|password|passphrase|token|hash|authkey|auth_key|sessionstring|^code$|^text$|phone/i;

/** Shapes of secrets that may stand inside a sentence, such as a library's own error message. */
const secretShapes: readonly RegExp[] = [
  // Bot tokens: id, colon, 35 characters (Telegram, "Bot API").
  /\b\d{5,}:[A-Za-z0-9_-]{30,}/g,
  // Session strings, auth keys and S3 secrets in base64; 32 hex digits are an API hash.
  /[A-Za-z0-9+/_-]{40,}={0,2}/g,
  /\b[0-9a-f]{32,}\b/gi,
  // Phone numbers in international form.
  /\+\d[\d ()-]{6,}\d/g,
];

function redactText(text: string): string {
  return secretShapes.reduce((safe, shape) => safe.replace(shape, redacted), text);
}

/** A copy that may be written to a log: secret fields and secret shapes are replaced at any depth. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (value instanceof Error) {
    return { name: value.name, message: redactText(value.message), stack: redactText(value.stack ?? '') };
  }
  if (value instanceof Uint8Array) return `${redacted} ${value.length} bytes`;
  if (typeof value !== 'object' || value === null) return value;
  if (depth > 6) return '[deep]';
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      isSecret(name, field) ? redacted : redact(field, depth + 1),
    ]),
  );
}

function isSecret(name: string, field: unknown): boolean {
  if (field === null || field === undefined || knownErrorCodes.has(field)) return false;
  return secretField.test(name);
}
