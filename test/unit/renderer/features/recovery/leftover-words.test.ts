import { describe, expect, it } from 'vitest';
import {
  leftoverFacts,
  leftoverTitle,
  nextAskWords,
  waitsForOperator,
} from '../../../../../renderer/src/features/recovery/leftover-words.ts';
import {
  bannerWords,
  introduction,
  pendingHeadline,
} from '../../../../../renderer/src/features/recovery/pending-words.ts';
import type { InterruptedSignIn, LeftoverFile, PendingSession } from '../../../../../shared/held-sessions.ts';

const nowMs = 1_790_000_000_000;
const damaged: LeftoverFile = {
  kind: 'damaged',
  id: 'file:a',
  namespace: null,
  fingerprint: null,
  writtenAt: null,
  readable: false,
  reason: { code: 'held-file-damaged', params: { file: '/a' } },
  actions: [],
};
const interrupted: InterruptedSignIn = {
  kind: 'interrupted',
  id: '0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d',
  namespace: 'a-bot',
  fingerprint: '0a1b2c3d',
  writtenAt: nowMs - 3_600_000,
  readable: true,
  reason: { code: 'sign-in-interrupted' },
  actions: ['ask'],
  asking: false,
  nextAskAt: null,
};
const waiting: PendingSession = {
  id: '0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d',
  namespace: 'a-bot',
  fingerprint: '0a1b2c3d',
  dcId: 2,
  account: null,
  acceptedAt: nowMs,
  error: null,
  nextRetryAt: null,
  trying: false,
  readable: true,
  unprotected: null,
};

describe('a leftover', () => {
  it('is told with all that is known of it', () => {
    expect(leftoverTitle(interrupted)).toBe('a-bot');
    expect(leftoverFacts(interrupted, nowMs)).toBe('Interrupted sign-in · from 1 h ago · key 0a1b2c3d');
  });

  it('says what is not known', () => {
    expect(leftoverTitle(damaged)).toBe('Namespace not known');
    expect(leftoverFacts(damaged, nowMs)).toBe('Damaged file · date not known');
  });
});

describe('an interrupted sign-in', () => {
  it.each([
    ['is being asked about', { asking: true }, 'Telegram is being asked now.'],
    ['is asked about again', { nextAskAt: nowMs + 5_000 }, 'The app asks again in 5 s.'],
    ['was asked about often enough', {}, 'The app asks again the next time it starts.'],
    ['cannot be opened', { readable: false }, null],
  ])('that %s says so', (_, change, words) => {
    expect(nextAskWords({ ...interrupted, ...change }, nowMs)).toBe(words);
  });

  it('waits for nobody while it is asked about for the first time', () => {
    expect(waitsForOperator({ ...interrupted, asking: true })).toBe(false);
    expect(waitsForOperator({ ...interrupted, asking: true, reason: { code: 'api-id-invalid' } })).toBe(true);
    expect(waitsForOperator(damaged)).toBe(true);
  });
});

describe('the banner and the list', () => {
  it('do not say that sessions wait if there are only leftovers', () => {
    expect(pendingHeadline(0, 2)).toBe('2 leftovers of earlier sign-ins');
    expect(bannerWords([], 1)).toMatch(/^The leftover may hold .* waits for your decision.$/);
    expect(introduction(0, 1)).toBe('No session is waiting to be stored.');
    expect(introduction(0, 0)).toBe('Every session is stored.');
  });

  it('name both if both are there, the sessions first', () => {
    expect(pendingHeadline(2, 3)).toBe(
      '2 sessions are waiting to be stored, 3 leftovers of earlier sign-ins',
    );
    expect(bannerWords([waiting, waiting], 3)).toMatch(/^Sealed copies .* The leftovers may hold sessions/);
  });

  it('say nothing if nothing waits', () => {
    expect(pendingHeadline(0, 0)).toBeNull();
  });

  it.each([
    ['tried again', {}, 'store it'],
    ['locked', { readable: false }, 'once you enter its passphrase'],
    ['in memory only', { unprotected: { code: 'held-not-sealed' } } as const, 'until it is stored'],
  ])('speak of one session as one if it is %s', (_, change, words) => {
    expect(bannerWords([{ ...waiting, ...change }], 0)).toContain(words);
    expect(bannerWords([{ ...waiting, ...change }], 0)).not.toContain('them');
    expect(introduction(1, 0)).toContain('this session');
  });
});
