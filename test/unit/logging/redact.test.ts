import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../electron/main/logging/redact.ts';

const redact = createRedactor((namespace) => `ns-${namespace.length}`);

const from = (alphabet: string, minLength: number, maxLength = minLength) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength });

const digits = '0123456789';
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const base64 = `${letters}${digits}+/`;
const base64url = `${letters}${digits}-_`;

/** Text around a secret in a sentence; it may well touch it. */
const around = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  from(`${letters}${digits} ":=/.,`, 0, 30),
);

const botToken = fc
  .tuple(from('123456789', 8, 10), from(base64url, 35))
  .map(([id, secret]) => ({ secret, text: `${id}:${secret}` }));

const whole = (text: string) => ({ secret: text, text });

const secrets = {
  'a bot token': botToken,
  'a URL of the Bot API': botToken.map(({ secret, text }) => ({
    secret,
    text: `https://api.telegram.org/bot${text}/getMe`,
  })),
  'a session string of Telethon': from(base64url, 352).map((key) => whole(`1${key}=`)),
  'a session string of gramjs': from(base64, 362).map((key) => whole(`1${key}==`)),
  'an AWS secret key': from(base64, 40).map(whole),
  'an AWS secret key in a URL': from(base64, 40).map((key) => whole(encodeURIComponent(key))),
  'an AWS session token': from(base64, 200, 400).map(whole),
  'an API hash': from('0123456789abcdef', 32).map(whole),
  'an auth key in hex': from('0123456789ABCDEF', 512).map(whole),
  'a short secret key with its name': fc
    .tuple(
      fc.constantFrom(
        'AWS_SECRET_KEY=',
        'aws_secret_access_key = ',
        '"SecretAccessKey":"',
        '<SecretAccessKey>',
      ),
      from(base64, 8, 30),
    )
    .map(([name, secret]) => ({ secret, text: `${name}${secret}` })),
} as const;

describe('no text keeps', () => {
  it.each(Object.entries(secrets))('%s, whatever stands around it', (_, secret) => {
    fc.assert(
      fc.property(around, secret, around, (before, { secret: kept, text }, after) => {
        fc.pre(!`${before}${after}`.includes(kept));
        expect(redact(`${before}${text}${after}`)).not.toContain(kept);
        expect(JSON.stringify(redact({ sentence: [`${before}${text}`] }))).not.toContain(kept);
      }),
    );
  });

  it('a phone number, however it is written', () => {
    const separator = fc.constantFrom('', ' ', '-', '.', '/', ' ', '‑', ') ', ' (');
    const number = fc.tuple(
      fc.constantFrom('+', '00', '＋', '+ ', ''),
      fc.array(separator, { minLength: 14, maxLength: 14 }),
      from('123456789', 10, 15),
    );
    fc.assert(
      fc.property(around, number, around, (before, [prefix, separators, national], after) => {
        fc.pre(!/\p{Nd}/u.test(before + after));
        const written = [...national].map(
          (digit, index) => `${digit}${prefix === '' ? '' : (separators[index] ?? '')}`,
        );
        const text = String(redact(`${before}${prefix}${written.join('')}${after}`));
        // What cannot be seen is named by its number.
        const withoutNames = text.replace(/⟨U\+[0-9A-F]+⟩/g, '');
        expect(withoutNames.match(/\p{Nd}/gu) ?? []).toEqual([]);
      }),
    );
  });

  it('a user and a password of a URL', () => {
    expect(redact('proxy http://operator:hunter2@10.0.0.1:3128')).toBe(
      'proxy http://[redacted]@10.0.0.1:3128',
    );
  });
});

describe('a field', () => {
  it('is left out by its name at any depth, unless it holds one of our own codes', () => {
    expect(redact({ a: [{ password: 'p', secretAccessKey: 1, code: '12345', phoneNumber: null }] })).toEqual({
      a: [{ password: '[redacted]', secretAccessKey: '[redacted]', code: '[redacted]', phoneNumber: null }],
    });
    expect(redact({ error: { code: 'store-conflict' } })).toEqual({ error: { code: 'store-conflict' } });
  });

  it('names a namespace as it is told to, in fields, in expected failures and in keys of the bucket', () => {
    expect(
      redact({
        namespace: 'abc',
        error: { code: 'namespace-unsaved', params: { namespace: 'abcd' } },
        text: 'x',
        key: 's3://bucket/telegram/abcde/session.txt',
        spaced: 'no object at telegram/my bot/session.txt',
      }),
    ).toEqual({
      namespace: 'ns-3',
      error: { code: 'namespace-unsaved', params: { namespace: 'ns-4' } },
      text: '[redacted]',
      key: 's3://bucket/telegram/ns-5/session.txt',
      spaced: 'no object at telegram/ns-6/session.txt',
    });
  });

  it('stays readable where it helps', () => {
    const fields = {
      fingerprint: '1a2b3c4d',
      channel: 'vault:unlock',
      path: '/home/me/profiles.json',
      n: 1.5,
    };
    expect(redact(fields)).toEqual(fields);
  });
});

describe('an error', () => {
  const hostile = fc.string({ minLength: 8 }).map((text) => `Hostile ${text}`);

  it('says what it is and where it was made, and nothing that it says itself', () => {
    const error = Object.assign(new TypeError('the store answered HOSTILE'), { code: 'ENOENT' });
    const written = redact({ error }) as { error: { at: string[] } };
    expect(written).toMatchObject({ error: { name: 'TypeError', system: 'ENOENT' } });
    expect(written.error.at[0]).toMatch(/redact\.test\.ts:\d+:\d+/);
    expect(JSON.stringify(written)).not.toContain('HOSTILE');
  });

  it('keeps nothing of foreign names, codes, messages, causes and frames', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const error = new Error(`${text}\n    at ${text} (file:///${text}:1:1)`, { cause: text });
        Object.assign(error, { name: text, code: text, Code: text, $response: { body: text } });
        const written = JSON.stringify(redact({ error, cause: { message: text } }));
        expect(written).not.toContain('Hostile');
      }),
    );
  });

  it('keeps the engine’s own words for a bug', () => {
    const error = new TypeError("Cannot read properties of undefined (reading 'length')");
    expect(redact({ error })).toMatchObject({ error: { message: error.message } });
  });

  it('is withheld where what was thrown is none', () => {
    expect(redact({ error: 'anybody’s text' })).toEqual({ error: '[text withheld]' });
    expect(redact({ error: { message: 'anybody’s text' } })).toEqual({ error: '[text withheld]' });
    expect(redact({ error: 'store-conflict' })).toEqual({ error: 'store-conflict' });
  });
});
