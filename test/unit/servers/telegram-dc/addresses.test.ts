import { describe, expect, it } from 'vitest';
import { canonicalAddress, dcIdOfAddress } from '../../../servers/telegram-dc/addresses.ts';

describe('the addresses of the data centres', () => {
  it.each([
    ['149.154.175.53', 1],
    ['149.154.175.50', 1],
    ['149.154.167.51', 2],
    ['149.154.167.50', 2],
    ['149.154.175.100', 3],
    ['149.154.167.91', 4],
    ['91.108.56.130', 5],
    ['2001:67c:4e8:f004::a', 4],
    ['127.0.0.3', 3],
  ])('lead %s to data centre %i', (address, dcId) => {
    expect(dcIdOfAddress(address)).toBe(dcId);
  });

  it.each(['127.0.0.6', '127.0.0.1.1', 'localhost', 'vesta.web.telegram.org', '8.8.8.8', ''])(
    'do not contain %s',
    (address) => {
      expect(dcIdOfAddress(address)).toBeUndefined();
    },
  );

  it('give back the data centre whose canonical address they are', () => {
    for (const dcId of [1, 2, 3, 4, 5]) expect(dcIdOfAddress(canonicalAddress(dcId))).toBe(dcId);
  });
});
