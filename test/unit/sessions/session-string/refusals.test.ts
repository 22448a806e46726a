import { describe, expect, it } from 'vitest';
import {
  canonicalDataCentre,
  decodeSessionString,
  encodeTelethon,
} from '../../../../electron/main/sessions/session-string/index.ts';
import {
  gramjsText,
  readTelethonText,
  telethonText,
  throwawayKey,
} from '../../../fixtures/session-strings.ts';

const good = { dcId: 2, addressBytes: [149, 154, 167, 51], port: 443, authKey: throwawayKey };
const goodText = telethonText(good);

describe('a text that is no usable session', () => {
  it.each([
    ['nothing but white space', ' \n', 'wrong-length'],
    ['another version', `2${goodText.slice(1)}`, 'unknown-version'],
    ['a sentence', 'please sign in first', 'unknown-version'],
    ['a character outside both alphabets', goodText.replace('M', '!'), 'not-base64'],
    ['padding in the middle', `${goodText.slice(0, 100)}=${goodText.slice(101)}`, 'not-base64'],
    ['the first half only', goodText.slice(0, 180), 'wrong-length'],
    ['the same string twice', goodText.replace('=', '') + goodText.slice(1), 'wrong-length'],
    ['data centre 0', telethonText({ ...good, dcId: 0 }), 'unknown-data-centre'],
    ['data centre 6', telethonText({ ...good, dcId: 6 }), 'unknown-data-centre'],
    ['port 0', telethonText({ ...good, port: 0 }), 'bad-port'],
    ['a key of zeros', telethonText({ ...good, authKey: Buffer.alloc(256) }), 'empty-key'],
    [
      'a gramjs address that is no address',
      gramjsText(2, 'no such\u{0}host', 443, throwawayKey),
      'bad-address',
    ],
    [
      'a gramjs string with a short key',
      gramjsText(2, '149.154.167.5', 443, Buffer.alloc(200, 1)),
      'wrong-length',
    ],
  ])('is refused with its reason: %s', (_, text, reason) => {
    expect(decodeSessionString(text)).toEqual({ ok: false, reason });
  });
});

describe('a gramjs text', () => {
  it('with a host name is repaired to its data centre’s own address, which Telethon can store', () => {
    const decoded = decodeSessionString(gramjsText(4, 'vesta.web.telegram.org', 80, throwawayKey));
    expect(decoded).toMatchObject({
      ok: true,
      format: 'gramjs',
      session: { address: '149.154.167.91', port: 443 },
    });
  });

  it('with an IPv6 address that gramjs garbled is repaired to its data centre’s own address', () => {
    const decoded = decodeSessionString(gramjsText(5, '2001::b28::a', 443, throwawayKey));
    expect(decoded).toMatchObject({ ok: true, session: { address: '91.108.56.130', port: 443 } });
  });

  it('with a port that gramjs wrote as a negative number is read with the real port', () => {
    const decoded = decodeSessionString(gramjsText(2, '149.154.167.5', 40_000, throwawayKey));
    expect(decoded).toMatchObject({ ok: true, session: { port: 40_000 } });
  });

  it.each(['149.154.167.91', '149.154.175.53', 'a-14.host.name', '2001:67c:4e8::'])(
    'that Telethon would misread as an IPv6 address is recognised: %s',
    (address) => {
      const text = gramjsText(4, address, 443, throwawayKey);
      expect(text).toHaveLength(369);
      const decoded = decodeSessionString(text);
      expect(decoded).toMatchObject({ ok: false, reason: 'poisoned' });
      const repaired = !decoded.ok && decoded.repairable && encodeTelethon(decoded.repairable);
      expect(repaired && readTelethonText(repaired)).toMatchObject({
        dcId: 4,
        port: 443,
        authKey: throwawayKey,
      });
    },
  );

  it('that Telethon has misread and saved again in its own alphabet is still recognised', () => {
    const text = gramjsText(4, '149.154.167.91', 443, throwawayKey).replaceAll('+', '-').replaceAll('/', '_');
    expect(decodeSessionString(text)).toMatchObject({ ok: false, reason: 'poisoned' });
  });
});

describe('writing', () => {
  const session = { dcId: 2, address: '149.154.167.51', port: 443, authKey: throwawayKey };

  it('refuses what no sign-in can give, without naming the key', () => {
    expect(() => encodeTelethon({ ...session, dcId: 7 })).toThrow(RangeError);
    expect(() => encodeTelethon({ ...session, authKey: throwawayKey.subarray(1) })).toThrow(RangeError);
    expect(() => encodeTelethon({ ...session, port: 65_536 })).toThrow(RangeError);
  });

  it('puts the data centre’s own address where a host name stands', () => {
    expect(encodeTelethon({ ...session, address: 'venus.web.telegram.org', port: 80 })).toBe(goodText);
  });

  it('knows an address for the five data centres and no other', () => {
    expect([1, 2, 3, 4, 5].every((dcId) => canonicalDataCentre(dcId)?.port === 443)).toBe(true);
    expect([0, 6, 203].map(canonicalDataCentre)).toEqual([null, null, null]);
  });
});
