/** Keys come URL-encoded, with "+" for a space, because XML cannot hold every character that a key can. */
export function decodeKey(key: string, encodingType: string | undefined): string | null {
  if (encodingType !== 'url') return key;
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    // A URIError: whatever the store means, it is not one of our keys.
    return null;
  }
}
