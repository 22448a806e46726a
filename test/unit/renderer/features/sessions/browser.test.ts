import { describe, expect, it } from 'vitest';
import { filterNames } from '../../../../../renderer/src/features/sessions/filter-names.ts';
import { moveActive } from '../../../../../renderer/src/features/sessions/move-active.ts';
import { needsAttention, rowStatus, statusOf } from '../../../../../renderer/src/features/sessions/status.ts';
import { rowsOf } from '../../../../../renderer/src/stores/namespace-rows.ts';
import { account, summary } from '../../fixtures.ts';

const rows = rowsOf([
  summary('alpha-bot', { account }),
  summary('Beta', { state: 'damaged' }),
  summary('gamma', { verdict: { kind: 'authorized', checkedAt: 0 } }),
]);

describe('the filter', () => {
  it('shows every name, without copying the list, while nothing is asked for', () => {
    expect(filterNames(rows, '  ', 'all')).toBe(rows.names);
  });

  it('finds parts of names whatever their case', () => {
    expect(filterNames(rows, 'BET', 'all')).toEqual(['Beta']);
  });

  it('finds the name and the @username of an account', () => {
    expect(filterNames(rows, 'lovelace', 'all')).toEqual(['alpha-bot']);
    expect(filterNames(rows, '@ada', 'all')).toEqual(['alpha-bot']);
  });

  it('can leave only what needs attention', () => {
    expect(filterNames(rows, '', 'attention')).toEqual(['Beta']);
    expect(filterNames(rows, 'alpha', 'attention')).toEqual([]);
  });
});

describe('the status of a row', () => {
  it('names what is unsaved before anything else', () => {
    expect(statusOf(summary('a', { unsaved: true, state: 'missing' })).word).toBe('Waiting to be stored');
  });

  it('says that a sealed session waits, whatever is stored and whether the bucket was read', () => {
    for (const state of [null, 'missing', 'missing-or-forbidden', 'present', 'unreachable'] as const) {
      const row = summary('a', { locked: true, state });
      expect(statusOf(row)).toMatchObject({ word: 'Locked', hint: expect.stringContaining('passphrase') });
      expect(needsAttention(row)).toBe(true);
    }
    expect(statusOf(summary('a', { locked: true, unsaved: true })).word).toBe('Waiting to be stored');
  });

  it('calls a stored session expired only when Telegram refused it', () => {
    const verdict = { kind: 'unauthorized', reason: 'session-expired', checkedAt: 0 } as const;
    expect(statusOf(summary('a', { verdict })).word).toBe('Expired');
    expect(statusOf(summary('a')).word).toBe('Stored, not checked');
    expect(statusOf(summary('a', { verdict, state: 'unreachable' })).word).toBe('Unreachable');
  });

  it('does not ask for attention if nobody was signed in yet', () => {
    expect(needsAttention(summary('a', { state: 'missing' }))).toBe(false);
    expect(needsAttention(summary('a', { state: 'damaged' }))).toBe(true);
  });

  it('takes a 403 for an alarm only if somebody was signed in', () => {
    const state = 'missing-or-forbidden';
    expect(needsAttention(summary('a', { state }))).toBe(false);
    expect(needsAttention(summary('a', { state, account }))).toBe(true);
    expect(needsAttention(summary('a', { state, verdict: { kind: 'authorized', checkedAt: 0 } }))).toBe(true);
    expect(needsAttention(summary('a', { state, unsaved: true }))).toBe(true);
  });
});

describe('the status in the list', () => {
  const idle = { signIn: false, check: false };

  it('names what is under way before what is known', () => {
    const row = summary('a', { state: 'damaged' });
    expect(rowStatus(row, { signIn: true, check: true }).word).toBe('Checking…');
    expect(rowStatus(row, { ...idle, signIn: true }).word).toBe('Sign-in open');
    expect(rowStatus(row, idle).word).toBe('Damaged');
  });

  it('does not hide an unsaved session behind its wizard', () => {
    expect(rowStatus(summary('a', { unsaved: true }), { ...idle, signIn: true }).word).toBe(
      'Waiting to be stored',
    );
  });
});

describe('the keys of the list', () => {
  it.each([
    ['ArrowDown', 0, 1],
    ['ArrowDown', 99, 99],
    ['ArrowDown', -1, 0],
    ['ArrowUp', 0, 0],
    ['PageDown', 0, 9],
    ['PageUp', 5, 0],
    ['Home', 50, 0],
    ['End', 50, 99],
  ])('%s moves from %i to %i', (key, index, next) => {
    expect(moveActive(key, index, 100, 10)).toBe(next);
  });

  it('leave other keys and an empty list alone', () => {
    expect(moveActive('a', 0, 100, 10)).toBeNull();
    expect(moveActive('ArrowDown', 0, 0, 10)).toBeNull();
  });
});
