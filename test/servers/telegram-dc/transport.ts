import { createCipheriv, createDecipheriv } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { int32, uint32 } from './bytes.ts';

/** One of the TCP framings of core.telegram.org/mtproto/mtproto-transports, for one connection. */
export interface Framing {
  /** The payloads completed by `chunk`; throws `RangeError` on bytes that are no frame. */
  decode(chunk: Buffer): Buffer[];
  encode(payload: Buffer): Buffer;
}

/** The end of the first frame in `buffered` and its payload, or `undefined` while it is incomplete. */
type FrameReader = (buffered: Buffer) => { payload: Buffer; end: number } | undefined;

const LARGEST_FRAME_BYTES = 1 << 24;

class BufferedFraming implements Framing {
  #buffered: Buffer = Buffer.alloc(0);

  constructor(
    private readonly read: FrameReader,
    readonly encode: (payload: Buffer) => Buffer,
  ) {}

  decode(chunk: Buffer): Buffer[] {
    this.#buffered = Buffer.concat([this.#buffered, chunk]);
    const payloads: Buffer[] = [];
    for (let frame = this.read(this.#buffered); frame !== undefined; frame = this.read(this.#buffered)) {
      payloads.push(frame.payload);
      this.#buffered = this.#buffered.subarray(frame.end);
    }
    return payloads;
  }
}

function checkedLength(length: number, shortest: number): number {
  if (length < shortest || length > LARGEST_FRAME_BYTES) throw new RangeError('frame length out of range');
  return length;
}

export function fullFraming(): Framing {
  let sent = 0;
  const read: FrameReader = (buffered) => {
    if (buffered.length < 4) return undefined;
    const end = checkedLength(buffered.readInt32LE(), 12);
    if (buffered.length < end) return undefined;
    const checksum = buffered.readUInt32LE(end - 4);
    if (crc32(buffered.subarray(0, end - 4)) !== checksum) throw new RangeError('frame checksum is wrong');
    return { payload: buffered.subarray(8, end - 4), end };
  };
  return new BufferedFraming(read, (payload) => {
    const frame = Buffer.concat([int32(payload.length + 12), int32(sent), payload]);
    sent += 1;
    return Buffer.concat([frame, uint32(crc32(frame))]);
  });
}

export function abridgedFraming(): Framing {
  const read: FrameReader = (buffered) => {
    const first = buffered[0];
    if (first === undefined) return undefined;
    const start = first === 0x7f ? 4 : 1;
    if (buffered.length < start) return undefined;
    const words = start === 4 ? buffered.readUIntLE(1, 3) : first & 0x7f;
    const end = start + checkedLength(words * 4, 4);
    return buffered.length < end ? undefined : { payload: buffered.subarray(start, end), end };
  };
  return new BufferedFraming(read, (payload) => {
    const words = payload.length >> 2;
    const head = words < 0x7f ? Buffer.from([words]) : Buffer.from([0x7f, words, words >> 8, words >> 16]);
    return Buffer.concat([head, payload]);
  });
}

export function intermediateFraming(): Framing {
  const read: FrameReader = (buffered) => {
    if (buffered.length < 4) return undefined;
    const end = 4 + checkedLength(buffered.readInt32LE(), 4);
    if (buffered.length < end) return undefined;
    const payload = buffered.subarray(4, end);
    return { payload: payload.subarray(0, payload.length - (payload.length % 4)), end };
  };
  return new BufferedFraming(read, (payload) => Buffer.concat([int32(payload.length), payload]));
}

/** Finds out from its first bytes which framing a client speaks. */
export class DetectedFraming implements Framing {
  #start: Buffer = Buffer.alloc(0);
  #found: Framing | undefined;

  decode(chunk: Buffer): Buffer[] {
    if (this.#found !== undefined) return this.#found.decode(chunk);
    this.#start = Buffer.concat([this.#start, chunk]);
    const detected = detect(this.#start);
    if (detected === undefined) return [];
    this.#found = detected.framing;
    return this.#found.decode(this.#start.subarray(detected.headerLength));
  }

  encode(payload: Buffer): Buffer {
    if (this.#found === undefined) throw new Error('nothing was received yet');
    return this.#found.encode(payload);
  }
}

function detect(start: Buffer): { framing: Framing; headerLength: number } | undefined {
  if (start[0] === 0xef) return { framing: abridgedFraming(), headerLength: 1 };
  if (start.length < 8) return undefined;
  const tag = start.readUInt32LE();
  if (tag === 0xeeeeeeee || tag === 0xdddddddd) return { framing: intermediateFraming(), headerLength: 4 };
  if (start.readUInt32LE(4) === 0) return { framing: fullFraming(), headerLength: 0 };
  if (start.length < 64) return undefined;
  return { framing: obfuscatedFraming(start.subarray(0, 64)), headerLength: 64 };
}

/** "Transport obfuscation": both directions run through AES-CTR with keys taken from the 64-byte header. */
function obfuscatedFraming(header: Buffer): Framing {
  const reversed = Buffer.from(header.subarray(8, 56)).reverse();
  const incoming = createDecipheriv('aes-256-ctr', header.subarray(8, 40), header.subarray(40, 56));
  const outgoing = createCipheriv('aes-256-ctr', reversed.subarray(0, 32), reversed.subarray(32, 48));
  const tag = incoming.update(header).readUInt32LE(56);
  const inner = tag === 0xefefefef ? abridgedFraming() : intermediateFraming();
  return {
    decode: (chunk) => inner.decode(incoming.update(chunk)),
    encode: (payload) => outgoing.update(inner.encode(payload)),
  };
}
