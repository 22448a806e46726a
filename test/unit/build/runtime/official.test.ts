import { expect, test } from 'vitest';
import { failedRecently, parseFailedDownload } from '../../../../build/runtime/official.ts';

const hourMs = 60 * 60_000;
const nowMs = Date.UTC(2026, 0, 2);
const failedAnHourAgo = { version: '45.4.1', failedAtMs: nowMs - hourMs };

test('a download that failed within the last day is not tried again', () => {
  expect(failedRecently(failedAnHourAgo, '45.4.1', nowMs)).toBe(true);
});

test('a download is tried again after a day', () => {
  expect(failedRecently(failedAnHourAgo, '45.4.1', nowMs + 23 * hourMs)).toBe(false);
});

test('the failure of another version does not count', () => {
  expect(failedRecently(failedAnHourAgo, '45.4.2', nowMs)).toBe(false);
});

test('a failure dated in the future, as after a clock change, does not count', () => {
  expect(failedRecently(failedAnHourAgo, '45.4.1', nowMs - 2 * hourMs)).toBe(false);
});

test('without a marker there was no failure', () => {
  expect(failedRecently(undefined, '45.4.1', nowMs)).toBe(false);
});

test('a marker survives being written and read', () => {
  expect(parseFailedDownload(JSON.stringify(failedAnHourAgo))).toEqual(failedAnHourAgo);
});

test.each(['', 'null', '{', '{"version":45}', '{"version":"45.4.1","failedAtMs":"now"}'])(
  'the marker %j counts as none',
  (text) => {
    expect(parseFailedDownload(text)).toBeUndefined();
  },
);
