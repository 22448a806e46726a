import { gunzipSync, gzipSync } from 'node:zlib';
import { ByteReader, int32, int64, tlBytes, uint32 } from './bytes.ts';

const CONTAINER = 0x73f1f8dc;
const GZIP_PACKED = 0x3072cfa1;
const RPC_RESULT = 0xf35c6d01;
const BAD_SERVER_SALT = 0xedab447b;
const NEW_SESSION_CREATED = 0x9ec20908;
const PONG = 0x347773c5;
const FUTURE_SALTS = 0xae500895;
/** From this size on answers are compressed, as Telegram does with large ones. */
const PACKED_FROM_BYTES = 512;

/** Acknowledgements and the like (core.telegram.org/mtproto/service_messages): nothing needs an answer. */
const WITHOUT_ANSWER = new Set([
  0x62d6b459, // msgs_ack
  0xda69fb52, // msgs_state_req
  0x04deb57d, // msgs_state_info
  0x8cc0d131, // msgs_all_info
  0x7d861a08, // msg_resend_req
  0x9299359f, // http_wait
  0xe7512126, // destroy_session
  0x58e4a740, // rpc_drop_answer
]);

export interface Message {
  readonly id: bigint;
  readonly body: Buffer;
}

/** The messages inside one, which may be packed or a container; those that need no answer are left out. */
export function unpack(message: Message): Message[] {
  const reader = new ByteReader(message.body);
  const constructorId = reader.uint32();
  if (constructorId === GZIP_PACKED) return unpack({ id: message.id, body: gunzipSync(reader.tlBytes()) });
  if (constructorId === CONTAINER) {
    return Array.from({ length: reader.int32() }, () => {
      const id = reader.int64();
      reader.int32();
      return { id, body: reader.bytes(reader.int32()) };
    }).flatMap(unpack);
  }
  return WITHOUT_ANSWER.has(constructorId) ? [] : [message];
}

export function rpcResult(requestId: bigint, result: Buffer): Buffer {
  const packed = result.length < PACKED_FROM_BYTES ? result : gzipPacked(result);
  return Buffer.concat([uint32(RPC_RESULT), int64(requestId), packed]);
}

function gzipPacked(data: Buffer): Buffer {
  return Buffer.concat([uint32(GZIP_PACKED), tlBytes(gzipSync(data))]);
}

export function badServerSalt(messageId: bigint, sequence: number, salt: bigint): Buffer {
  return Buffer.concat([uint32(BAD_SERVER_SALT), int64(messageId), int32(sequence), int32(48), int64(salt)]);
}

export function newSessionCreated(firstMessageId: bigint, uniqueId: bigint, salt: bigint): Buffer {
  return Buffer.concat([uint32(NEW_SESSION_CREATED), int64(firstMessageId), int64(uniqueId), int64(salt)]);
}

export function pong(messageId: bigint, pingId: bigint): Buffer {
  return Buffer.concat([uint32(PONG), int64(messageId), int64(pingId)]);
}

/** The one salt a key has here, good for a day. */
export function futureSalts(messageId: bigint, nowSeconds: number, salt: bigint): Buffer {
  const validity = Buffer.concat([int32(nowSeconds), int32(nowSeconds + 86_400), int64(salt)]);
  return Buffer.concat([uint32(FUTURE_SALTS), int64(messageId), int32(nowSeconds), int32(1), validity]);
}
