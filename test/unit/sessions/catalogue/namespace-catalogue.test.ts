import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NamespaceCatalogue } from '../../../../electron/main/sessions/catalogue/namespace-catalogue.ts';
import { quietProblems } from '../../../fixtures/file-problems.ts';
import { sampleAccount, temporaryDirectory } from '../../../fixtures/namespaces.ts';
import { MemorySealer } from '../../../fixtures/sealer.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let sealer: MemorySealer;

beforeEach(async () => {
  directory = await temporaryDirectory();
  sealer = new MemorySealer();
});

afterEach(() => directory.remove());

function open(): Promise<NamespaceCatalogue> {
  return NamespaceCatalogue.open({
    directory: directory.path,
    profileId: 'profile',
    sealer,
    problems: quietProblems(),
    now: () => 1_700_000_000_000,
  });
}

const file = () => join(directory.path, 'profile.json');

describe('what is remembered of a profile', () => {
  it('survives a restart: names, account, verdict, phone number and the namespace open last', async () => {
    const catalogue = await open();
    catalogue.remember('typed');
    catalogue.prefer('opened');
    catalogue.recordAccount('opened', sampleAccount.info, sampleAccount.phoneNumber);
    const verdict = { kind: 'unauthorized', reason: 'session-revoked', checkedAt: 5 } as const;
    catalogue.recordVerdict('opened', { verdict, fingerprint: '0123abcd', etag: '"1"' });
    catalogue.rememberListed(['listed']);
    await catalogue.flush();

    const again = await open();
    expect(again.names().toSorted()).toEqual(['listed', 'opened', 'typed']);
    expect(again.preferred).toBe('opened');
    expect(again.recall('opened')).toMatchObject({
      account: sampleAccount.info,
      verdict,
      fingerprint: '0123abcd',
      etag: '"1"',
    });
    expect(again.phoneNumber('opened')).toBe(sampleAccount.phoneNumber);
  });

  it('remembers what was learned of the sessions that were stored before', async () => {
    const catalogue = await open();
    const dead = { kind: 'unauthorized', reason: 'session-revoked', checkedAt: 5 } as const;
    const alive = { kind: 'authorized', checkedAt: 9 } as const;
    catalogue.recordVerdict('bot', { verdict: dead, fingerprint: '0000000a', etag: '"1"' });
    catalogue.recordVerdict('bot', { verdict: alive, fingerprint: '0000000b', etag: '"2"' });
    await catalogue.flush();
    const again = await open();
    expect(again.verdictOf('bot', '0000000a')).toEqual(dead);
    expect(again.verdictOf('bot', '0000000b')).toEqual(alive);
    expect(again.verdictOf('bot', '0000000c')).toEqual({ kind: 'unknown' });

    again.recordVerdict('bot', { verdict: dead, fingerprint: '0000000b', etag: '"2"' });
    expect(again.verdictOf('bot', '0000000b')).toEqual(dead);
  });

  it('keeps ten earlier verdicts and no more', async () => {
    const catalogue = await open();
    const verdict = { kind: 'authorized', checkedAt: 9 } as const;
    for (let index = 0; index < 14; index += 1) {
      catalogue.recordVerdict('bot', { verdict, fingerprint: `000000${10 + index}`, etag: null });
    }
    expect(catalogue.recall('bot')?.earlier.map(({ fingerprint }) => fingerprint)).toEqual(
      Array.from({ length: 10 }, (_, index) => `000000${22 - index}`),
    );
  });

  it('is written without being asked to', async () => {
    const catalogue = await open();
    catalogue.remember('typed');
    await expect.poll(() => readdir(directory.path)).toEqual(['profile.json']);
  });

  it('never shows a complete phone number on the disk', async () => {
    const catalogue = await open();
    catalogue.recordAccount('bot', sampleAccount.info, sampleAccount.phoneNumber);
    await catalogue.flush();
    const text = await readFile(file(), 'utf8');
    expect(text).toContain('sealed-1');
    expect(text).not.toContain('1511234567');
  });

  it('keeps the phone number in memory only, if there is no keyring', async () => {
    sealer.isAvailable = false;
    const catalogue = await open();
    catalogue.recordAccount('bot', sampleAccount.info, sampleAccount.phoneNumber);
    expect(catalogue.phoneNumber('bot')).toBe(sampleAccount.phoneNumber);
    await catalogue.flush();
    expect(await readFile(file(), 'utf8')).not.toContain('1511234567');
    expect((await open()).phoneNumber('bot')).toBeNull();
  });

  it('writes a phone number that was in memory only once it can be sealed', async () => {
    sealer.isAvailable = false;
    const catalogue = await open();
    catalogue.recordAccount('bot', sampleAccount.info, sampleAccount.phoneNumber);
    await catalogue.unseal();
    expect(await readFile(file(), 'utf8')).not.toContain('sealed-1');
    expect(catalogue.phoneNumber('bot')).toBe(sampleAccount.phoneNumber);
    sealer.isAvailable = true;
    await catalogue.unseal();
    for (const reader of [catalogue, await open()]) {
      expect(reader.phoneNumber('bot')).toBe(sampleAccount.phoneNumber);
      expect(reader.recall('bot')?.account).toEqual(sampleAccount.info);
    }
  });

  it('keeps the sealed number of an account while another one can be in memory only', async () => {
    const first = await open();
    first.recordAccount('bot', sampleAccount.info, sampleAccount.phoneNumber);
    await first.flush();
    sealer.isAvailable = false;
    const locked = await open();
    locked.recordAccount('bot', sampleAccount.info, '+491511234000');
    expect(locked.phoneNumber('bot')).toBe('+491511234000');
    await locked.flush();
    sealer.isAvailable = true;
    expect((await open()).phoneNumber('bot')).toBe(sampleAccount.phoneNumber);
  });

  it('drops the phone number when the account that signs in next has none', async () => {
    const catalogue = await open();
    catalogue.recordAccount('bot', sampleAccount.info, sampleAccount.phoneNumber);
    catalogue.recordAccount('bot', { ...sampleAccount.info, isBot: true }, null);
    expect(catalogue.phoneNumber('bot')).toBeNull();
  });

  it('can be forgotten', async () => {
    const catalogue = await open();
    catalogue.prefer('bot');
    catalogue.recordAccount('bot', sampleAccount.info, sampleAccount.phoneNumber);
    catalogue.rememberListed(['bot', 'other']);
    catalogue.forget('bot');
    await catalogue.flush();
    for (const reader of [catalogue, await open()]) {
      expect(reader.names()).toEqual(['other']);
      expect(reader.recall('bot')).toBeNull();
      expect(reader.phoneNumber('bot')).toBeNull();
      expect(reader.preferred).toBeNull();
    }
  });

  it('keeps no more than 2,000 names of a listing, and every name that somebody opened', async () => {
    const catalogue = await open();
    catalogue.prefer('zz-opened');
    catalogue.rememberListed(Array.from({ length: 10_000 }, (_, index) => `bot-${index}`));
    await catalogue.flush();
    const names = (await open()).names();
    expect(names).toHaveLength(2_001);
    expect(names).toContain('zz-opened');
  });

  it.each(['__proto__', 'constructor', 'ünï "quoted"\n'])('takes any name: %j', async (name) => {
    const catalogue = await open();
    catalogue.recordAccount(name, sampleAccount.info, null);
    await catalogue.flush();
    expect((await open()).recall(name)?.account).toEqual(sampleAccount.info);
  });
});

describe('a damaged file', () => {
  it.each([
    ['not JSON', '{"version": 1, "nam'],
    ['another shape', '{"version": 1, "namespaces": "none"}'],
    ['binary', '\u{0}\u{1}'],
    [
      'an error code that does not exist',
      JSON.stringify({
        version: 1,
        preferred: null,
        listed: [],
        namespaces: [
          {
            name: 'bot',
            account: null,
            verdict: { kind: 'unauthorized', reason: 'no-such-code', checkedAt: 1 },
            fingerprint: null,
            etag: null,
            sealedPhone: null,
          },
        ],
      }),
    ],
  ])('is kept aside and the catalogue starts afresh: %s', async (_, text) => {
    await writeFile(file(), text);
    const catalogue = await open();
    expect(catalogue.names()).toEqual([]);
    catalogue.remember('new');
    await catalogue.flush();
    const kept = (await readdir(directory.path)).find((name) => name.endsWith('.damaged'));
    expect(await readFile(join(directory.path, kept ?? ''), 'utf8')).toBe(text);
    expect((await open()).names()).toEqual(['new']);
  });
});

describe('a catalogue that was closed', () => {
  it('has written what was learned, and writes nothing over the next one', async () => {
    const closed = await open();
    closed.remember('before');
    await closed.close();
    const next = await open();
    expect(next.names()).toEqual(['before']);
    next.remember('next');
    await next.flush();
    closed.remember('late');
    await closed.flush();
    expect((await open()).names()).toEqual(['before', 'next']);
  });
});

it.each([1e300, 8.64e15 + 1, -1, 0.5])(
  'a file with the date %d is damaged: no screen could show it',
  async (date) => {
    const catalogue = await open();
    const verdict = { kind: 'authorized', checkedAt: date } as const;
    catalogue.recordVerdict('bot', { verdict, fingerprint: '0000000a', etag: null });
    await catalogue.flush();
    expect((await open()).names()).toEqual([]);
    expect(await readdir(directory.path)).toEqual(['profile.json.1700000000000.damaged']);
  },
);
