import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { destinationName, isSameDestination, normalAddress, placeName } from '../../../shared/place.ts';

const place = { endpoint: 'https://minio.example.org', region: 'us-east-1', bucket: 'sessions' };

function isSame(endpoint: string): boolean {
  return isSameDestination(place, { ...place, endpoint });
}

describe('a place', () => {
  it.each([
    'https://MINIO.Example.ORG',
    'HTTPS://minio.example.org/',
    'https://minio.example.org:443',
    'https://minio.example.org.',
    'https://minio.example.org.:443/',
    'https://%6dinio.ex%41mple.org',
    'https://ｍinio.example.org',
    '  https://minio.example.org',
  ])('is the same in the spelling “%s”', (endpoint) => {
    expect(isSame(endpoint)).toBe(true);
  });

  it.each([
    'http://minio.example.org',
    'https://minio.example.org:9000',
    'https://minio.example.org/tenant',
    'https://minio.example.com',
    'https://minio.example.org.evil.test',
    'https://mіnio.example.org',
    '',
  ])('is another at “%s”', (endpoint) => {
    expect(isSame(endpoint)).toBe(false);
  });

  it('shows a look-alike letter in punycode', () => {
    expect(normalAddress('https://mіnio.example.org')).toBe('https://xn--mnio-l9d.example.org');
  });

  it('keeps the case of a path and what its escapes mean', () => {
    expect(normalAddress('https://h/A%7e%2fb%2f/')).toBe('https://h/A~%2Fb%2F');
    expect(normalAddress('https://h/%2541')).toBe('https://h/%2541');
  });

  it('keeps the name that older versions gave to a plain address, so nothing that is kept by it is lost', () => {
    expect(placeName({ ...place, endpoint: 'http://localhost:9000' })).toBe(
      'http://localhost:9000 us-east-1 sessions',
    );
    expect(placeName({ ...place, endpoint: '' })).toBe(' us-east-1 sessions');
  });

  it('is another by another proxy, and the same by the same one', () => {
    const by = (address: string) => ({ ...place, proxy: { address } });
    expect(isSameDestination(place, by('http://proxy:3128'))).toBe(false);
    expect(isSameDestination(by('http://proxy:3128'), by('HTTP://PROXY.:3128/'))).toBe(true);
    expect(isSameDestination(by('http://proxy:3128'), by('http://proxy:3129'))).toBe(false);
  });

  it('has a name that names itself, whatever the address', () => {
    fc.assert(
      fc.property(fc.webUrl(), (endpoint) => {
        const once = normalAddress(endpoint);
        expect(normalAddress(once)).toBe(once);
      }),
    );
  });

  it('reaches the host and the port that the address reaches', () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: false, withQueryParameters: false }), (endpoint) => {
        const [one, other] = [new URL(endpoint), new URL(normalAddress(endpoint))];
        expect([other.protocol, other.host]).toEqual([one.protocol, one.host]);
      }),
    );
  });

  it('has one name for each endpoint, region, bucket and proxy', () => {
    const name = fc.stringMatching(/^[a-z0-9-]{1,12}$/);
    const destination = fc.record({
      endpoint: fc.constantFrom('', 'http://a', 'http://a:1', 'https://a'),
      region: name,
      bucket: name,
      proxy: fc.option(fc.constantFrom({ address: 'http://p:1' }, { address: 'http://p:2' }), {
        nil: undefined,
      }),
    });
    fc.assert(
      fc.property(destination, destination, (one, other) => {
        const isEqual = JSON.stringify(one) === JSON.stringify(other);
        expect(destinationName(one) === destinationName(other)).toBe(isEqual);
      }),
    );
  });
});
