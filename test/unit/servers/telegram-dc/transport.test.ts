import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  abridgedFraming,
  DetectedFraming,
  type Framing,
  fullFraming,
  intermediateFraming,
} from '../../../servers/telegram-dc/transport.ts';

/** The header that a client sends first, and the framing it speaks from then on. */
type Client = () => { header: Buffer; framing: Framing };

const obfuscated: Client = () => {
  const header = randomBytes(64);
  header.writeUInt8(0x01, 0);
  header.writeUInt8(0x01, 4);
  header.writeUInt32LE(0xefefefef, 56);
  const reversed = Buffer.from(header.subarray(8, 56)).reverse();
  const outgoing = createCipheriv('aes-256-ctr', header.subarray(8, 40), header.subarray(40, 56));
  const incoming = createDecipheriv('aes-256-ctr', reversed.subarray(0, 32), reversed.subarray(32));
  const inner = abridgedFraming();
  const sent = Buffer.concat([header.subarray(0, 56), outgoing.update(header).subarray(56)]);
  return {
    header: sent,
    framing: {
      decode: (chunk) => inner.decode(incoming.update(chunk)),
      encode: (payload) => outgoing.update(inner.encode(payload)),
    },
  };
};

const CLIENTS: Record<string, Client> = {
  full: () => ({ header: Buffer.alloc(0), framing: fullFraming() }),
  abridged: () => ({ header: Buffer.from([0xef]), framing: abridgedFraming() }),
  intermediate: () => ({ header: Buffer.alloc(4, 0xee), framing: intermediateFraming() }),
  obfuscated,
};

const PAYLOADS = [8, 40, 508, 4096].map((length) => randomBytes(length));

describe.each(Object.entries(CLIENTS))('the %s framing', (_, makeClient) => {
  it('is detected, and carries payloads of any size in both directions', () => {
    const { header, framing } = makeClient();
    const server = new DetectedFraming();
    const sent = Buffer.concat([header, ...PAYLOADS.map((payload) => framing.encode(payload))]);
    expect(server.decode(sent)).toEqual(PAYLOADS);
    const answered = Buffer.concat(PAYLOADS.map((payload) => server.encode(payload)));
    expect(framing.decode(answered)).toEqual(PAYLOADS);
  });

  it('does not care how the bytes are split', () => {
    const { header, framing } = makeClient();
    const server = new DetectedFraming();
    const sent = Buffer.concat([header, ...PAYLOADS.map((payload) => framing.encode(payload))]);
    const received = Array.from(sent).flatMap((byte) => server.decode(Buffer.from([byte])));
    expect(received).toEqual(PAYLOADS);
  });
});

describe('a frame', () => {
  it('is refused if its checksum is wrong', () => {
    const frame = fullFraming().encode(randomBytes(40));
    frame.writeUInt8(frame.readUInt8(20) ^ 1, 20);
    expect(() => fullFraming().decode(frame)).toThrow(RangeError);
  });

  it('is refused if its length is impossible', () => {
    const frame = Buffer.alloc(12);
    frame.writeInt32LE(-1);
    expect(() => fullFraming().decode(frame)).toThrow(RangeError);
    frame.writeInt32LE(0x7fffffff);
    expect(() => fullFraming().decode(frame)).toThrow(RangeError);
  });
});
