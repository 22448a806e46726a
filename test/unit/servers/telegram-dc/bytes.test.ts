import { randomBytes } from 'node:crypto';
import { serializeBytes } from 'telegram/tl/index.js';
import { describe, expect, it } from 'vitest';
import { ByteReader, int32, int64, tlBytes } from '../../../servers/telegram-dc/bytes.ts';

describe('TL primitives', () => {
  it.each([0, 1, 3, 4, 253, 254, 255, 256, 70_000])(
    'write %i bytes as gramjs does, and read them',
    (length) => {
      const value = randomBytes(length);
      const written = tlBytes(value);
      expect(written).toEqual(serializeBytes(value));
      const reader = new ByteReader(Buffer.concat([written, int32(-7)]));
      expect(reader.tlBytes()).toEqual(value);
      expect(reader.int32()).toBe(-7);
    },
  );

  it.each([0n, 1n, -1n, 2n ** 63n - 1n, -(2n ** 63n)])('carry the 64-bit number %i', (value) => {
    expect(new ByteReader(int64(value)).int64()).toBe(value);
  });

  it('refuse to read past the end', () => {
    expect(() => new ByteReader(Buffer.alloc(3)).int32()).toThrow(RangeError);
    expect(() => new ByteReader(Buffer.from([200, 1, 2])).tlBytes()).toThrow(RangeError);
  });
});
