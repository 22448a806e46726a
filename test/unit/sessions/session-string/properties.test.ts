import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeSessionString,
  encodeTelethon,
} from '../../../../electron/main/sessions/session-string/index.ts';
import { gramjsText, readTelethonText, telethonText } from '../../../fixtures/session-strings.ts';

const dcId = fc.integer({ min: 1, max: 5 });
const port = fc.oneof(fc.integer({ min: 1, max: 65535 }), fc.constantFrom(1, 80, 443, 32767, 32768, 65535));
const authKey = fc
  .uint8Array({ minLength: 256, maxLength: 256 })
  .filter((key) => key.some((byte) => byte !== 0))
  .map((key) => Buffer.from(key));
const ipv4Bytes = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 4, maxLength: 4 });
const zeroOrGroup = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff }));
/** Starts at 0x1000: `000e::/16` is what a poisoned gramjs string looks like. */
const ipv6Bytes = fc
  .tuple(fc.integer({ min: 0x1000, max: 0xffff }), fc.array(zeroOrGroup, { minLength: 7, maxLength: 7 }))
  .map(([first, rest]) => [first, ...rest].flatMap((group) => [group >> 8, group & 0xff]));
const stored = fc.record({ dcId, addressBytes: fc.oneof(ipv4Bytes, ipv6Bytes), port, authKey });
const runs = { numRuns: 300 };

describe('every Telethon string', () => {
  it('survives reading and writing byte for byte, for each DC, both address families and all ports', () => {
    fc.assert(
      fc.property(stored, (session) => {
        const text = telethonText(session);
        const decoded = decodeSessionString(text);
        expect(decoded).toMatchObject({ ok: true, format: 'telethon' });
        expect(decoded.ok && encodeTelethon(decoded.session)).toBe(text);
        expect(readTelethonText(text)).toEqual(session);
      }),
      runs,
    );
  });

  it('reads the same without padding, in the other alphabet, and with white space or a byte order mark around or inside it', () => {
    const noise = fc.constantFrom('', ' ', '\n', '\r\n', '\t', '\u{feff}', '\u{a0}');
    fc.assert(
      fc.property(
        stored,
        noise,
        noise,
        noise,
        fc.nat(352),
        fc.boolean(),
        (session, a, b, c, at, standard) => {
          const text = telethonText(session);
          const bare = text.replaceAll('=', '');
          const spelled = standard ? bare.replaceAll('-', '+').replaceAll('_', '/') : bare;
          const noisy = `${a}${spelled.slice(0, at)}${b}${spelled.slice(at)}${c}`;
          expect(decodeSessionString(noisy)).toEqual(decodeSessionString(text));
        },
      ),
      runs,
    );
  });
});

describe('every gramjs string', () => {
  const dotted = ipv4Bytes.map((bytes) => bytes.join('.'));

  it('gives the Telethon string of the same session, be it read as gramjs or as poisoned', () => {
    fc.assert(
      fc.property(dcId, dotted, port, authKey, (dc, address, portNumber, key) => {
        const decoded = decodeSessionString(gramjsText(dc, address, portNumber, key));
        expect(decoded).toMatchObject(
          address.length === 14 ? { ok: false, reason: 'poisoned' } : { ok: true, format: 'gramjs' },
        );
        const session = decoded.ok ? decoded.session : decoded.repairable;
        expect(session && readTelethonText(encodeTelethon(session))).toEqual({
          dcId: dc,
          addressBytes: address.split('.').map(Number),
          port: portNumber,
          authKey: key,
        });
      }),
      runs,
    );
  });
});

describe('anything else', () => {
  it('is refused or read, but never makes the codec throw', () => {
    const base64Like = fc.string({ unit: fc.constantFrom(...'1AZaz09+/_-= \n'), maxLength: 500 });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          base64Like,
          base64Like.map((t) => `1${t}`),
        ),
        (text) => {
          expect(() => decodeSessionString(text)).not.toThrow();
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('with one character changed is refused, or read as a session that is written and read back the same', () => {
    fc.assert(
      fc.property(stored, fc.nat(352), fc.string({ unit: 'binary', maxLength: 2 }), (session, at, put) => {
        const text = telethonText(session);
        const decoded = decodeSessionString(text.slice(0, at) + put + text.slice(at + 1));
        if (!decoded.ok) return;
        const again = decodeSessionString(encodeTelethon(decoded.session));
        expect(again).toEqual({ ...decoded, format: 'telethon' });
      }),
      { numRuns: 1000 },
    );
  });

  it('cut short or with characters added is refused', () => {
    fc.assert(
      fc.property(stored, fc.integer({ min: 1, max: 300 }), fc.boolean(), (session, count, cut) => {
        const bare = telethonText(session).replaceAll('=', '');
        const changed = cut ? bare.slice(0, -count) : bare + 'A'.repeat(count);
        const decoded = decodeSessionString(changed);
        // 16 characters are the difference between IPv4 and IPv6: only the length tells them apart.
        if (count === 16 && cut === (session.addressBytes.length === 16)) return;
        expect(decoded.ok).toBe(false);
      }),
      runs,
    );
  });

  it('never comes back in the refusal', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 12 }), (text) => {
        expect(JSON.stringify(decodeSessionString(text))).not.toContain(text);
      }),
      runs,
    );
  });
});
