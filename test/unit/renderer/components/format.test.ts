import { describe, expect, it } from 'vitest';
import {
  formatAge,
  formatAgo,
  formatCount,
  formatCountdown,
  formatSize,
  secondsUntil,
} from '../../../../renderer/src/components/format.ts';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

describe('ages', () => {
  it.each([
    [0, 'now'],
    [minute - 1, 'now'],
    [minute, '1 min'],
    [hour - 1, '59 min'],
    [hour, '1 h'],
    [day, '1 d'],
    [59 * day, '59 d'],
    [60 * day, '2 mo'],
    [730 * day, '2 y'],
  ])('of %i ms read “%s”', (age, words) => {
    expect(formatAge(1_000, 1_000 + age)).toBe(words);
  });

  it('of a time that a wrong clock puts into the future read “now”', () => {
    expect(formatAge(10_000, 5_000)).toBe('now');
  });

  it('in sentences end with “ago” unless it is just now', () => {
    expect(formatAgo(0, 0)).toBe('just now');
    expect(formatAgo(0, hour)).toBe('1 h ago');
  });
});

describe('sizes', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [353, '353 bytes'],
    [2048, '2.0 KiB'],
    [2 * 1024 ** 2, '2.0 MiB'],
  ])('of %i read “%s”', (bytes, words) => {
    expect(formatSize(bytes)).toBe(words);
  });

  it('of lists are grouped by thousands', () => {
    expect(formatCount(100_000)).toBe('100,000');
  });
});

describe('a countdown', () => {
  it.each([
    [5, '0:05'],
    [65, '1:05'],
    [3_725, '1:02:05'],
  ])('of %i seconds reads “%s”', (seconds, words) => {
    expect(formatCountdown(seconds)).toBe(words);
  });

  it('counts begun seconds as whole ones and stops at zero', () => {
    expect(secondsUntil(1_001, 0)).toBe(2);
    expect(secondsUntil(1_000, 0)).toBe(1);
    expect(secondsUntil(0, 5_000)).toBe(0);
  });
});
