import { createHash } from 'node:crypto';
import { maskPhoneNumber } from '../sign-in/phone-number.ts';
import type { Authorization, SignedInAccount } from '../telegram-gateway.ts';

export interface FakeAccount {
  account: SignedInAccount;
  authorization: Authorization;
}

export function userAccount(phoneNumber: string): FakeAccount {
  const ending = phoneNumber.slice(-4);
  const authorization = authorizationFor(phoneNumber);
  const info = {
    id: phoneNumber.replace('+', ''),
    name: `Synthetic ${ending}`,
    username: `synthetic_${ending}`,
    maskedPhone: maskPhoneNumber(phoneNumber),
    isBot: false,
    dcId: authorization.dcId,
  };
  return { account: { info, phoneNumber }, authorization };
}

export function botAccount(token: string): FakeAccount {
  const [id = ''] = token.split(':');
  const authorization = authorizationFor(token);
  const info = {
    id,
    name: `Synthetic bot ${id}`,
    username: `synthetic_${id}_bot`,
    maskedPhone: null,
    isBot: true,
    dcId: authorization.dcId,
  };
  return { account: { info, phoneNumber: null }, authorization };
}

function authorizationFor(seed: string): Authorization {
  const blocks = [0, 1, 2, 3].map((index) => createHash('sha512').update(`${index}${seed}`).digest());
  const authKey = new Uint8Array(Buffer.concat(blocks));
  const dcId = 1 + ((authKey[0] ?? 0) % 5);
  return { dcId, address: `192.0.2.${dcId}`, port: 443, authKey };
}
