import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { int32, int64, tlBytes, uint32 } from '../../../servers/telegram-dc/bytes.ts';
import { rpcResult, unpack } from '../../../servers/telegram-dc/messages.ts';

const PING = Buffer.concat([uint32(0x7abe77ec), int64(5n)]);
const ACK = Buffer.concat([uint32(0x62d6b459), uint32(0x1cb5c415), int32(0)]);

function gzipped(body: Buffer): Buffer {
  return Buffer.concat([uint32(0x3072cfa1), tlBytes(gzipSync(body))]);
}

function container(...messages: { id: bigint; body: Buffer }[]): Buffer {
  const parts = messages.map(({ id, body }) =>
    Buffer.concat([int64(id), int32(1), int32(body.length), body]),
  );
  return Buffer.concat([uint32(0x73f1f8dc), int32(messages.length), ...parts]);
}

describe('the messages in one packet', () => {
  it('come out of containers and gzip, without those that need no answer', () => {
    const body = container({ id: 1n, body: PING }, { id: 2n, body: ACK }, { id: 3n, body: gzipped(PING) });
    expect(unpack({ id: 9n, body })).toEqual([
      { id: 1n, body: PING },
      { id: 3n, body: PING },
    ]);
  });

  it('are just the one if nothing is packed', () => {
    expect(unpack({ id: 9n, body: PING })).toEqual([{ id: 9n, body: PING }]);
  });
});

describe('an answer', () => {
  it('is compressed if it is long', () => {
    const long = Buffer.alloc(5000, 1);
    expect(rpcResult(1n, PING).subarray(12)).toEqual(PING);
    const packed = rpcResult(1n, long).subarray(12);
    expect(unpack({ id: 1n, body: packed })).toEqual([{ id: 1n, body: long }]);
  });
});
