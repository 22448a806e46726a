import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  decodeSessionString,
  encodeTelethon,
  type SessionData,
} from '../../electron/main/sessions/session-string/index.ts';
import { python } from './python.ts';

interface Read {
  dcId: number;
  address: string;
  port: number;
  authKeyHex: string;
  spelled: string;
}

const session = fc.record({
  dcId: fc.integer({ min: 1, max: 5 }),
  address: fc.oneof(fc.ipV4(), fc.constant('2001:67c:4e8:f002::a'), fc.constant('2001:b28:f23d:f001::a')),
  port: fc.integer({ min: 1, max: 65_535 }),
  authKey: fc.uint8Array({ minLength: 256, maxLength: 256 }).map((bytes) => Buffer.from(bytes)),
});

/** Keys in hex: Node and Python hold bytes in types of their own. */
function said({ authKey, ...place }: SessionData): Omit<Read, 'spelled'> {
  return { ...place, authKeyHex: Buffer.from(authKey).toString('hex') };
}

it('is read by Telethon as what it says, and spelled by Telethon byte for byte as here', async () => {
  const sessions = fc.sample(session, 500);
  const texts = sessions.map(encodeTelethon);
  const lines = (await python('codec.py', [], texts.join('\n'))).trim().split('\n');
  const read = lines.map((line): Read => JSON.parse(line));
  expect(read.map(({ spelled }) => spelled)).toEqual(texts);
  expect(read.map(({ spelled: _, ...rest }) => rest)).toEqual(sessions.map(said));
  const decoded = texts.map((text) => decodeSessionString(text));
  expect(decoded.map((result) => (result.ok ? said(result.session) : result.reason))).toEqual(
    sessions.map(said),
  );
});
