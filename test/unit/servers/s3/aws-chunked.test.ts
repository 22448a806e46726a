import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeAwsChunked } from '../../../servers/s3/http/aws-chunked.ts';

function encode(chunks: readonly Uint8Array[], trailers: string): Buffer {
  const parts = chunks.flatMap((chunk) => [`${chunk.length.toString(16)}\r\n`, chunk, '\r\n']);
  return Buffer.concat([...parts, `0\r\n${trailers}\r\n`].map((part) => Buffer.from(part)));
}

const chunk = fc.uint8Array({ minLength: 1, maxLength: 40 });

test('chunks of any bytes come back as one body', () => {
  fc.assert(
    fc.property(fc.array(chunk), (chunks) => {
      const decoded = decodeAwsChunked(encode(chunks, ''));
      expect(decoded.ok && decoded.value.body.equals(Buffer.concat(chunks))).toBe(true);
    }),
  );
});

test('trailers are read with their names in lower case', () => {
  const decoded = decodeAwsChunked(encode([Buffer.from('x')], 'X-Amz-Checksum-Crc32: AAAAAA==\r\n'));
  expect(decoded).toMatchObject({
    ok: true,
    value: { trailers: new Map([['x-amz-checksum-crc32', 'AAAAAA==']]) },
  });
});

test.each([
  '',
  '5\r\nabc',
  '5\r\nabcdeXX0\r\n\r\n',
  'zz\r\n',
  '-1\r\n\r\n',
  '3\r\nabc\r\n',
  '0\r\nno colon\r\n',
])('the broken stream %j is refused', (raw) => {
  expect(decodeAwsChunked(Buffer.from(raw))).toMatchObject({
    ok: false,
    failure: { code: 'IncompleteBody' },
  });
});

test('any bytes at all give an answer', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (raw) => typeof decodeAwsChunked(Buffer.from(raw)).ok === 'boolean'),
  );
});
