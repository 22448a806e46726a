import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namespaceProblemWords, newNamespaceProblem } from '../../../shared/namespaces.ts';
import { isNamespace, namespaceOfKey, sessionKey, sessionUri } from '../../../shared/session-keys.ts';

describe('a new namespace', () => {
  it.each(['teleapp', 'a', 'Prod.bot_1-x', '...', '-', '_', 'x'.repeat(128)])('may be called %j', (name) => {
    expect(newNamespaceProblem(name)).toBeNull();
    expect(isNamespace(name)).toBe(true);
  });

  it.each([
    ['', 'empty'],
    ['a/b', 'slash'],
    ['a\\b', 'slash'],
    ['a b', 'space'],
    ['a\u{a0}b', 'space'],
    ['a\nb', 'control-character'],
    ['a\u{0}', 'control-character'],
    ['.', 'dots'],
    ['..', 'dots'],
    ['bötchen', 'character'],
    ['bot\u{200b}', 'character'],
    ['🤖', 'character'],
    ['.connector-admin', 'reserved'],
    ['x'.repeat(129), 'too-long'],
  ] as const)('may not be called %j: %s', (name, problem) => {
    expect(newNamespaceProblem(name)).toBe(problem);
    expect(namespaceProblemWords[problem]).toMatch(/\.$/);
  });
});

describe('a key in the bucket', () => {
  it('is where the connector looks for it', () => {
    expect(sessionKey('teleapp')).toBe('telegram/teleapp/session.txt');
    expect(sessionUri('sessions', 'teleapp')).toBe('s3://sessions/telegram/teleapp/session.txt');
  });

  it('belongs to the namespace that made it, whatever it is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (name) => {
        fc.pre(isNamespace(name));
        expect(namespaceOfKey(sessionKey(name))).toBe(name);
      }),
    );
  });

  it.each([
    'telegram/session.txt',
    'telegram//session.txt',
    'telegram/a/b/session.txt',
    'telegram/a/session.txt/',
    'telegram/a/session.txt.bak',
    'Telegram/a/session.txt',
    'other/a/session.txt',
    'telegram/.connector-admin/session.txt',
    '',
  ])('is no session: %j', (key) => {
    expect(namespaceOfKey(key)).toBeNull();
  });

  it('has at most 1,024 bytes, however many characters those are', () => {
    expect(isNamespace('x'.repeat(1_003))).toBe(true);
    expect(isNamespace('x'.repeat(1_004))).toBe(false);
    expect(isNamespace('ü'.repeat(502))).toBe(false);
  });
});
