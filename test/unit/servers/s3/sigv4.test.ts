import { describe, expect, test } from 'vitest';
import {
  canonicalRequest,
  encodeUri,
  type SignedParts,
  signature,
  stringToSign,
} from '../../../servers/s3/auth/sigv4.ts';

/** Amazon S3 API reference, "Signature calculations for the Authorization header: transferring payload in a single chunk". */
const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const scope = { date: '20130524', region: 'us-east-1', service: 's3' };
const timestamp = '20130524T000000Z';
const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const host = ['host', 'examplebucket.s3.amazonaws.com'] as const;
const date = ['x-amz-date', timestamp] as const;
const hashHeader = (hash: string) => ['x-amz-content-sha256', hash] as const;
const plain = {
  method: 'GET',
  path: '/',
  payloadHash: emptyHash,
  headers: [host, hashHeader(emptyHash), date],
};
const putHash = '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072';

const examples: readonly (SignedParts & { readonly example: string; readonly expected: string })[] = [
  {
    ...plain,
    example: 'GET object',
    path: '/test.txt',
    query: [],
    headers: [host, ['range', 'bytes=0-9'], hashHeader(emptyHash), date],
    expected: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  },
  {
    example: 'PUT object',
    method: 'PUT',
    path: '/test$file.text',
    query: [],
    headers: [
      ['date', 'Fri, 24 May 2013 00:00:00 GMT'],
      host,
      hashHeader(putHash),
      date,
      ['x-amz-storage-class', 'REDUCED_REDUNDANCY'],
    ],
    payloadHash: putHash,
    expected: '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  },
  {
    ...plain,
    example: 'GET bucket lifecycle',
    query: [['lifecycle', '']],
    expected: 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
  },
  {
    ...plain,
    example: 'list objects',
    query: [
      ['prefix', 'J'],
      ['max-keys', '2'],
    ],
    expected: '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  },
];

test.each(examples)("Amazon's example $example has the published signature", ({ expected, ...parts }) => {
  const text = stringToSign(canonicalRequest(parts), timestamp, scope);
  expect(signature(secret, scope, text)).toBe(expected);
});

describe('canonicalisation', () => {
  test('encodes everything but unreserved characters, and slashes only in queries', () => {
    expect(encodeUri("a-Z_0.9~ !'()*+/ü", true)).toBe('a-Z_0.9~%20%21%27%28%29%2A%2B/%C3%BC');
    expect(encodeUri('a/b', false)).toBe('a%2Fb');
  });

  test('keeps dots and double slashes of a path', () => {
    const lines = canonicalRequest({ ...plain, path: '/b/../x//./y', query: [] }).split('\n');
    expect(lines[1]).toBe('/b/../x//./y');
  });

  test('sorts a query by encoded name and then by value', () => {
    const query = [
      ['b', '2'],
      ['a', 'z'],
      ['b', '1'],
      ['a-', 'x'],
      ['A', ''],
    ] as const;
    expect(canonicalRequest({ ...plain, query }).split('\n')[2]).toBe('A=&a=z&a-=x&b=1&b=2');
  });

  test('trims header values and folds their inner spaces', () => {
    const headers = [['x-amz-meta-a', '  two   spaces ']] as const;
    expect(canonicalRequest({ ...plain, query: [], headers }).split('\n')[3]).toBe('x-amz-meta-a:two spaces');
  });
});
