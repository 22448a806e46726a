/** Reads TL primitives (little endian) from one message, without any schema. */
export class ByteReader {
  #offset = 0;

  constructor(private readonly data: Buffer) {}

  get position(): number {
    return this.#offset;
  }

  bytes(length: number): Buffer {
    if (length < 0 || this.#offset + length > this.data.length)
      throw new RangeError('message ends too early');
    const slice = this.data.subarray(this.#offset, this.#offset + length);
    this.#offset += length;
    return slice;
  }

  rest(): Buffer {
    return this.bytes(this.data.length - this.#offset);
  }

  uint32(): number {
    return this.bytes(4).readUInt32LE();
  }

  int32(): number {
    return this.bytes(4).readInt32LE();
  }

  int64(): bigint {
    return this.bytes(8).readBigInt64LE();
  }

  /** A TL `bytes` or `string`: a length of one byte, or 254 and three bytes, padded to four. */
  tlBytes(): Buffer {
    const start = this.#offset;
    const first = this.bytes(1).readUInt8();
    const length = first < 254 ? first : this.bytes(3).readUIntLE(0, 3);
    const value = this.bytes(length);
    this.bytes((4 - ((this.#offset - start) % 4)) % 4);
    return value;
  }
}

export function int32(value: number): Buffer {
  const out = Buffer.alloc(4);
  out.writeInt32LE(value | 0);
  return out;
}

export function uint32(value: number): Buffer {
  const out = Buffer.alloc(4);
  out.writeUInt32LE(value);
  return out;
}

export function int64(value: bigint): Buffer {
  const out = Buffer.alloc(8);
  out.writeBigInt64LE(BigInt.asIntN(64, value));
  return out;
}

export function tlBytes(value: Buffer): Buffer {
  const head =
    value.length < 254
      ? Buffer.from([value.length])
      : Buffer.from([254, value.length & 255, (value.length >> 8) & 255, (value.length >> 16) & 255]);
  const padding = Buffer.alloc((4 - ((head.length + value.length) % 4)) % 4);
  return Buffer.concat([head, value, padding]);
}

export function bigIntToBytes(value: bigint): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}

export function bytesToBigInt(bytes: Buffer): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${bytes.toString('hex')}`);
}
