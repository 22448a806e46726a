/** Says where a profile's sessions are. */
export interface Place {
  /** Empty for AWS itself. */
  endpoint: string;
  region: string;
  bucket: string;
}

/** Place, and the proxy that requests pass on their way to it. */
export interface Destination extends Place {
  proxy?: { address: string } | undefined;
}

/** RFC 3986, section 2.3: these mean the same with and without percent-encoding. */
const unreserved = /^[A-Za-z0-9._~-]$/;

function plainEscape(code: string): string {
  const character = String.fromCharCode(Number.parseInt(code.slice(1), 16));
  return unreserved.test(character) ? character : code.toUpperCase();
}

/**
 * The one spelling of an address: without case, default port, the root's dot at the end of the host, needless
 * percent-encoding and a slash at the end. Letters beyond ASCII become punycode, so that look-alikes show.
 * What is no address stays as it is.
 */
export function normalAddress(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  url.hostname = url.hostname.replace(/\.$/, '');
  const path = url.pathname.replace(/%[0-9a-f]{2}/gi, plainEscape).replace(/\/+$/, '');
  return `${url.protocol}//${url.host}${path}`;
}

/** The spelling that all places have in common that are the same. */
export function placeName({ endpoint, region, bucket }: Place): string {
  return [normalAddress(endpoint), region, bucket].join(' ');
}

/** The same for what a signed request reaches: a proxy reads everything that is not encrypted. */
export function destinationName(destination: Destination): string {
  const { proxy } = destination;
  return proxy ? `${placeName(destination)} by ${normalAddress(proxy.address)}` : placeName(destination);
}

/** Whether what was entered for one may be sent to the other. */
export function isSameDestination(one: Destination, other: Destination): boolean {
  return destinationName(one) === destinationName(other);
}
