import { randomBytes } from 'node:crypto';
import { Api } from 'telegram/tl/index.js';
import { describe, expect, it } from 'vitest';
import { ByteReader, int32, int64 } from '../../../servers/telegram-dc/bytes.ts';
import { CallLog } from '../../../servers/telegram-dc/call-log.ts';
import { decryptMessage, encryptMessage } from '../../../servers/telegram-dc/crypto.ts';
import { Dispatcher } from '../../../servers/telegram-dc/dispatch.ts';
import { Faults } from '../../../servers/telegram-dc/faults.ts';
import { METHODS } from '../../../servers/telegram-dc/methods/index.ts';
import { Session } from '../../../servers/telegram-dc/session.ts';
import { World } from '../../../servers/telegram-dc/world.ts';

const SESSION_ID = 77n;
const BAD_SERVER_SALT = 0xedab447b;
const NEW_SESSION_CREATED = 0x9ec20908;
const RPC_RESULT = 0xf35c6d01;

/** A session, and what it sent so far as session id and constructor. */
function openSession() {
  const world = new World();
  const log = new CallLog();
  const key = world.keys.add(2, randomBytes(256), 99n);
  const sent: { sessionId: bigint; constructorId: number }[] = [];
  const dispatcher = new Dispatcher(METHODS, new Faults(), log);
  const session = new Session(key, 2, world, dispatcher, {
    id: 1,
    send: (payload) => {
      const plain = decryptMessage(payload.subarray(8), key.key, 'server');
      if (plain === undefined) throw new Error('not encrypted with the key');
      const reader = new ByteReader(plain.subarray(8));
      const sessionId = reader.int64();
      reader.bytes(16);
      sent.push({ sessionId, constructorId: reader.uint32() });
    },
    sendTransportError: () => {},
    close: () => {},
  });
  const receive = (salt: bigint, messageId: bigint, body = new Api.help.GetNearestDc().getBytes()) => {
    const head = [int64(salt), int64(SESSION_ID), int64(messageId), int32(1), int32(body.length)];
    session.receive(encryptMessage(Buffer.concat([...head, body]), key.key, 'client'));
  };
  return { receive, sent, log };
}

describe('an encrypted session', () => {
  it('corrects a wrong salt without running the call', () => {
    const { receive, sent, log } = openSession();
    receive(1n, 4n);
    expect(sent).toEqual([{ sessionId: SESSION_ID, constructorId: BAD_SERVER_SALT }]);
    expect(log.calls()).toHaveLength(0);
  });

  it('announces itself once and answers each call', async () => {
    const { receive, sent } = openSession();
    receive(1n, 4n);
    receive(99n, 8n);
    receive(99n, 12n);
    await expect
      .poll(() => sent.slice(1).map(({ constructorId }) => constructorId))
      .toEqual([NEW_SESSION_CREATED, RPC_RESULT, RPC_RESULT]);
    expect(sent.every(({ sessionId }) => sessionId === SESSION_ID)).toBe(true);
  });

  it('answers a message that arrives twice twice, but runs it once', async () => {
    const { receive, sent, log } = openSession();
    receive(99n, 8n);
    await expect.poll(() => sent).toHaveLength(2);
    receive(99n, 8n);
    expect(sent.map(({ constructorId }) => constructorId)).toEqual([
      NEW_SESSION_CREATED,
      RPC_RESULT,
      RPC_RESULT,
    ]);
    expect(log.calls()).toHaveLength(1);
  });

  it.each([
    ['a constructor that no schema knows', Buffer.from('01020304', 'hex')],
    ['a bare true', Buffer.from('b5757299', 'hex')],
    ['an empty vector', Buffer.from('15c4b51c00000000', 'hex')],
  ])('answers %s with an error', async (_, body) => {
    const { receive, sent } = openSession();
    receive(99n, 8n, body);
    await expect.poll(() => sent.at(-1)?.constructorId).toBe(RPC_RESULT);
  });
});
