import { describe, expect, it } from 'vitest';
import {
  decodeSessionString,
  encodeTelethon,
  fingerprint,
} from '../../../../electron/main/sessions/session-string/index.ts';
import { throwawayFingerprint, throwawayKey } from '../../../fixtures/session-strings.ts';

const keyPart =
  'MKERgfJi00O0JJUFdeZWxzeoGIj5adpKuyucDHztXc4-rx-P8GDRQbIikwNz5FTFNaYWhvdn2Ei5KZoKeutbzDytHY3-bt9PsCCRAXHiUsMzpBSE9WXWRrcnmAh46VnKOqsbi_xs3U2-Lp8Pf-BQwTGiEoLzY9REtSWWBnbnV8g4qRmJ-mrbS7wsnQ197l7PP6AQgPFh0kKzI5QEdOVVxjanF4f4aNlJuiqbC3vsXM09rh6O_2_QQLEhkgJy41PENKUVhfZm10e4KJkJeepayzusHIz9bd5Ovy-QAHDhUcIyoxOD9GTVRbYmlwd36FjJOaoaivtr3Ey9LZ4Ofu9fw=';

/** Written by `StringSession.save()` of Telethon 1.45.0; `address` is what it reads back. */
const vectors = [
  { head: '1AZWarzUBuw', dcId: 1, address: '149.154.175.53', port: 443 },
  { head: '1ApWapzMBuw', dcId: 2, address: '149.154.167.51', port: 443 },
  { head: '1BJWap1sAUA', dcId: 4, address: '149.154.167.91', port: 80 },
  { head: '1BVtsOIL__w', dcId: 5, address: '91.108.56.130', port: 65535 },
  { head: '1AiABBnwE6PACAAAAAAAAAAoBuw', dcId: 2, address: '2001:67c:4e8:f002::a', port: 443 },
  { head: '1AwAAAAAAAAAAAAD__5War2QAAQ', dcId: 3, address: '::ffff:959a:af64', port: 1 },
  { head: '1BSABAAAAAAABAAAAAAACAAAUZg', dcId: 5, address: '2001::1:0:0:2:0', port: 5222 },
  { head: '1AQABAAAAAgAAAAMAAAAEAAABuw', dcId: 1, address: '1:0:2:0:3:0:4:0', port: 443 },
  { head: '1AQAAAAAAAAAAAAAAAAAAAAEBuw', dcId: 1, address: '::1', port: 443 },
  { head: '1AQABAAAAAAAAAAAAAAAAAAABuw', dcId: 1, address: '1::', port: 443 },
];

describe('strings that Telethon itself wrote', () => {
  it.each(vectors)('reads DC $dcId at $address:$port', ({ head, ...expected }) => {
    const decoded = decodeSessionString(head + keyPart);
    expect(decoded).toEqual({
      ok: true,
      format: 'telethon',
      session: { ...expected, authKey: Uint8Array.from(throwawayKey) },
    });
  });

  it.each(vectors)('writes DC $dcId at $address:$port byte for byte', ({ head, ...session }) => {
    expect(encodeTelethon({ ...session, authKey: throwawayKey })).toBe(head + keyPart);
  });

  it('writes an IPv4-mapped address, however it is spelled, as the 16 bytes that Telethon keeps', () => {
    const spelled = { dcId: 3, address: '::ffff:149.154.175.100', port: 1, authKey: throwawayKey };
    expect(encodeTelethon(spelled)).toBe(`1AwAAAAAAAAAAAAD__5War2QAAQ${keyPart}`);
  });

  it('shows a key as the first 8 hex digits of its SHA-256', () => {
    expect(fingerprint(throwawayKey)).toBe(throwawayFingerprint);
  });
});
