import { fail, ok } from '../../../../shared/result.ts';
import { maskPhoneNumber } from '../sign-in/phone-number.ts';
import type { SignedInAccount, TelegramResult } from '../telegram-gateway.ts';
import { Api } from './library.ts';
import type { Answer } from './link.ts';

export function selfRequest(): Api.users.GetUsers {
  return new Api.users.GetUsers({ id: [new Api.InputUserSelf()] });
}

export function readSelf(answer: Answer<Api.TypeUser[]>, dcId: number): TelegramResult<SignedInAccount> {
  if (answer.kind !== 'value') return { ok: false, error: answer.error };
  const [user] = answer.value;
  return user ? ok(signedInAccount(user, dcId)) : fail('telegram-unexpected', { message: 'an empty list' });
}

/** `user` or `userEmpty`, which carries no more than the id. */
export function signedInAccount(user: Api.TypeUser, dcId: number): SignedInAccount {
  const id = user.id.toString();
  if (user.className === 'UserEmpty') {
    const info = { id, name: id, username: null, maskedPhone: null, isBot: false, dcId };
    return { info, phoneNumber: null };
  }
  const username = user.username ?? null;
  const phoneNumber = user.phone ? `+${user.phone}` : null;
  const name = [user.firstName, user.lastName].filter(Boolean).join(' ');
  const info = {
    id,
    name: name || (username ?? id),
    username,
    maskedPhone: phoneNumber && maskPhoneNumber(phoneNumber),
    isBot: user.bot === true,
    dcId,
  };
  return { info, phoneNumber };
}
