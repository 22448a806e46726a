import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPhrase, type Question } from '../../../shared/confirmation.ts';
import { confirmationView } from '../../../shared/confirmation-words.ts';
import type { SessionConflict } from '../../../shared/conflicts.ts';
import type { UnsavedAtQuit } from '../../../shared/quit.ts';
import type { SessionSide } from '../../../shared/stored-sessions.ts';

const inUse = { name: 'Production', place: 'sessions in eu-central-1 at AWS' };
const session = { namespace: 'a-bot', fingerprint: 'd9c76fa3' };
const side: SessionSide = {
  fingerprint: '0a0a0a0a',
  dcId: 2,
  lastModified: null,
  sizeBytes: 353,
  writer: 'another-program',
  verdict: { kind: 'unknown' },
  damage: null,
};
const ours = { ...side, fingerprint: session.fingerprint };
const changed: SessionConflict = { kind: 'changed', ours, theirs: side, etag: '"1"' };
const unsaved: UnsavedAtQuit = { kind: 'session', ...session, error: null, sealedOnDisk: true };
const leftoverKinds = [
  'interrupted',
  'superseded',
  'wrong-account',
  'newer',
  'damaged',
  'foreign',
  'unreadable',
] as const;

function valuesOf(question: Question): string[] {
  return confirmationView(question, inUse).facts.map(({ value }) => value);
}

const aboutProfile: Question[] = [
  { kind: 'sign-in-over', namespace: 'a-bot', stored: { fingerprint: '0a0a0a0a' }, waiting: null },
  { kind: 'put-ours', namespace: 'a-bot', conflict: changed },
  { kind: 'keep-theirs', namespace: 'a-bot', conflict: changed },
  { kind: 'check', sessions: [session] },
  { kind: 'export', to: 'file', ...session },
  { kind: 'copy-secrets', namespace: 'a-bot', profile: inUse },
  { kind: 'discard-waiting', session },
  { kind: 'discard-leftover', leftover: { kind: 'superseded', ...session } },
  { kind: 'discard-at-quit', sessions: [unsaved] },
  { kind: 'restore', namespace: 'a-bot', restored: 'd9c76fa3', replaced: { fingerprint: '0a0a0a0a' } },
  { kind: 'remove-profile', profile: inUse },
];

it.each(aboutProfile)('a question of the kind $kind names the profile and its place', (question) => {
  expect(valuesOf(question)).toEqual(expect.arrayContaining([inUse.name, inUse.place]));
});

it.each([
  ['sign-in-over', ['a-bot', '0a0a0a0a']],
  ['put-ours', ['a-bot', 'd9c76fa3', '0a0a0a0a']],
  ['keep-theirs', ['a-bot', 'd9c76fa3', '0a0a0a0a']],
  ['check', ['a-bot', 'd9c76fa3']],
  ['export', ['a-bot', 'd9c76fa3']],
  ['copy-secrets', ['a-bot']],
  ['discard-waiting', ['a-bot', 'd9c76fa3']],
  ['discard-leftover', ['a-bot', 'd9c76fa3']],
  ['restore', ['a-bot', 'd9c76fa3', '0a0a0a0a']],
])('a question of the kind %s says which sessions it is about', (kind, values) => {
  const question = aboutProfile.find((each) => each.kind === kind) ?? expect.fail();
  expect(valuesOf(question)).toEqual(expect.arrayContaining(values));
});

it('a check of many is one question, which lists them all and takes one word for all connectors', () => {
  const sessions = Array.from({ length: 300 }, (_, index) => ({ ...session, namespace: `bot-${index}` }));
  const { names, pledge, action } = confirmationView({ kind: 'check', sessions }, inUse);
  expect(names).toHaveLength(300);
  expect(names[299]).toBe('bot-299 (d9c76fa3)');
  expect([pledge, action]).toEqual(['The connectors are stopped', 'Check 300 sessions']);
});

describe('what is typed', () => {
  it('is the namespace’s name for one session, and the number for several', () => {
    const phraseOf = (question: Question) => confirmationView(question, inUse).phrase?.text;
    expect(phraseOf({ kind: 'discard-waiting', session })).toBe('a-bot');
    expect(phraseOf({ kind: 'discard-at-quit', sessions: [unsaved] })).toBe('a-bot');
    expect(phraseOf({ kind: 'discard-at-quit', sessions: [unsaved, unsaved] })).toBe('discard 2 sessions');
    const file = { kind: 'damaged', namespace: null, fingerprint: null } as const;
    expect(phraseOf({ kind: 'discard-leftover', leftover: file })).toBe('discard this file');
    expect(phraseOf({ kind: 'replace-passphrase' })).toBe('I forgot it');
  });

  it('fits itself and nothing that differs by more than how an accent is made', () => {
    expect(isPhrase('u\u0308n', '\u00fcn')).toBe(true);
    expect(isPhrase('A-bot', 'a-bot')).toBe(false);
    expect(isPhrase('', 'a-bot')).toBe(false);
    fc.assert(
      fc.property(fc.string(), fc.string(), (typed, phrase) => {
        expect(isPhrase(phrase, phrase)).toBe(true);
        if (isPhrase(typed, phrase)) expect(typed.length > 0).toBe(phrase.length > 0);
      }),
    );
  });

  it('can be typed as it is shown where it holds what nobody can type', () => {
    expect(isPhrase('bot⟨U+202E⟩toB', 'bot\u202etoB')).toBe(true);
    expect(isPhrase('bottoB', 'bot\u202etoB')).toBe(false);
  });
});

it('says before a leftover is discarded that Telegram may list a session of it', () => {
  for (const kind of leftoverKinds) {
    const { paragraphs } = confirmationView(
      { kind: 'discard-leftover', leftover: { kind, ...session } },
      inUse,
    );
    expect(paragraphs.join()).toContain('Settings › Devices');
  }
});

it('says at quitting of a sign-in that was not answered that it may have made a session', () => {
  const wordsOf = (kind: UnsavedAtQuit['kind']) =>
    confirmationView({ kind: 'discard-at-quit', sessions: [{ ...unsaved, kind }] }, inUse).paragraphs.join();
  expect(wordsOf('interrupted')).toContain('A session that Telegram has made stays listed');
  expect(wordsOf('session')).not.toContain('Devices');
});

it('a sign-in beside a session that only waits does not claim to replace a stored one', () => {
  const question: Question = { kind: 'sign-in-over', namespace: 'a-bot', stored: null, waiting: 'd9c76fa3' };
  const { paragraphs, action } = confirmationView(question, inUse);
  expect(paragraphs.join()).not.toContain('replaces');
  expect(action).toBe('Sign in');
});
