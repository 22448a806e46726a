import { describe, expect, it } from 'vitest';
import { toAppError } from '../../../electron/main/telegram/error-table.ts';
import { errorCodes } from '../../../shared/error-codes.ts';
import { describeError } from '../../../shared/errors.ts';

describe('the words for what Telegram says', () => {
  it.each([
    [401, 'AUTH_KEY_UNREGISTERED', 'session-unregistered'],
    [401, 'AUTH_KEY_INVALID', 'session-key-invalid'],
    [401, 'SESSION_REVOKED', 'session-revoked'],
    [401, 'SESSION_EXPIRED', 'session-expired'],
    [406, 'AUTH_KEY_DUPLICATED', 'session-duplicated'],
    [401, 'USER_DEACTIVATED', 'account-deactivated'],
    [401, 'USER_DEACTIVATED_BAN', 'account-banned'],
    [400, 'PHONE_NUMBER_INVALID', 'phone-number-invalid'],
    [400, 'PHONE_NUMBER_BANNED', 'phone-number-banned'],
    [406, 'PHONE_NUMBER_FLOOD', 'phone-number-flood'],
    [406, 'PHONE_PASSWORD_FLOOD', 'password-flood'],
    [400, 'PHONE_NUMBER_UNOCCUPIED', 'phone-unoccupied'],
    [400, 'PHONE_CODE_INVALID', 'code-invalid'],
    [400, 'PHONE_CODE_EMPTY', 'code-malformed'],
    [400, 'PHONE_CODE_EXPIRED', 'code-expired'],
    [406, 'SEND_CODE_UNAVAILABLE', 'code-not-sent'],
    [400, 'PASSWORD_HASH_INVALID', 'password-invalid'],
    [400, 'API_ID_INVALID', 'api-id-invalid'],
    [400, 'CONNECTION_API_ID_INVALID', 'api-id-invalid'],
    [400, 'API_ID_PUBLISHED_FLOOD', 'api-id-flood'],
    [406, 'UPDATE_APP_TO_LOGIN', 'app-outdated'],
    [400, 'CONNECTION_LAYER_INVALID', 'app-outdated'],
    [400, 'ACCESS_TOKEN_INVALID', 'bot-token-invalid'],
    [400, 'ACCESS_TOKEN_EXPIRED', 'bot-token-expired'],
    [406, 'FRESH_RESET_AUTHORISATION_FORBIDDEN', 'session-too-fresh'],
    [500, 'INTERNAL', 'telegram-server-error'],
    [-500, 'No workers running', 'telegram-server-error'],
    [-503, 'Timedout', 'telegram-server-error'],
  ])('reads %i %s as %s', (code, errorMessage, expected) => {
    expect(toAppError({ code, errorMessage })).toEqual({ code: expected });
    expect(errorCodes).toContain(expected);
  });

  it.each([
    [-404, 'session-key-unknown'],
    [-429, 'telegram-server-error'],
    [-444, 'telegram-unexpected'],
  ])('reads transport error %i as %s', (code, expected) => {
    expect(toAppError({ code }).code).toBe(expected);
  });

  it.each([
    { code: 420, errorMessage: 'FLOOD_WAIT_31' },
    { code: 420, errorMessage: 'FLOOD_PREMIUM_WAIT_31' },
    { code: 420, errorMessage: 'FLOOD', seconds: 31 },
  ])('keeps the seconds of $errorMessage', (failure) => {
    expect(toAppError(failure)).toEqual({ code: 'flood-wait', retryAfterSeconds: 31 });
  });

  it('names an error that is listed but has no words of its own', () => {
    const error = toAppError({ code: 400, errorMessage: 'SRP_PASSWORD_CHANGED' });
    expect(error.code).toBe('telegram-unexpected');
    expect(describeError(error).explanation).toContain('SRP_PASSWORD_CHANGED');
  });

  it.each([
    'CALL_THIS_NUMBER_NOW',
    'the token 123:secret is wrong',
    'constructor',
    '__proto__',
    'A',
    `X${'A'.repeat(200)}`,
  ])('passes no free text on: %s', (errorMessage) => {
    expect(toAppError({ code: 400, errorMessage })).toEqual({
      code: 'telegram-unexpected',
      params: { message: 'error 400' },
    });
  });
});
