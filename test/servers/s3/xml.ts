/** Escapes text for an XML 1.0 document; control characters become references, as S3 writes them. */
export function escapeXml(text: string): string {
  return Array.from(text, escapeCharacter).join('');
}

function escapeCharacter(character: string): string {
  switch (character) {
    case '&':
      return '&amp;';
    case '<':
      return '&lt;';
    case '>':
      return '&gt;';
    case '"':
      return '&quot;';
    default:
      return character < ' ' ? `&#x${character.charCodeAt(0).toString(16)};` : character;
  }
}

/** An element with text, escaped; or nothing if there is no text to give. */
export function leaf(name: string, text: string | number | boolean | undefined): string {
  return text === undefined ? '' : `<${name}>${escapeXml(String(text))}</${name}>`;
}

export function branch(name: string, children: readonly string[]): string {
  return `<${name}>${children.join('')}</${name}>`;
}

export function document(root: string, children: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${children.join('')}</${root}>`;
}

/** Error documents carry no name space. */
export function errorDocument(elements: Readonly<Record<string, string>>): string {
  const children = Object.entries(elements).map(([name, text]) => leaf(name, text));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${branch('Error', children)}`;
}

/** Text of the first such element. Enough for the two flat documents that clients send. */
export function textOf(xml: string, name: string): string | undefined {
  return new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>([^<]*)</`).exec(xml)?.[1]?.trim();
}
