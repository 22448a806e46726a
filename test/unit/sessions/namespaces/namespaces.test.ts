import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BenchFolder } from '../../../fixtures/bench-folder.ts';
import { FaultyStore } from '../../../fixtures/faulty-store.ts';
import { type NamespacesBench, sampleAccount } from '../../../fixtures/namespaces.ts';
import {
  gramjsText,
  readTelethonText,
  sampleSession,
  sampleText,
  throwawayKey,
} from '../../../fixtures/session-strings.ts';

let folder: BenchFolder;
let store: FaultyStore;
let bench: NamespacesBench;

beforeEach(async () => {
  store = new FaultyStore([
    ['a-bot', sampleText(1)],
    ['b-bot', sampleText(2)],
    ['empty-bot', ''],
    ['garbage', 'not a session'],
    ['poisoned', gramjsText(4, '149.154.167.91', 443, throwawayKey)],
    ['with a newline', `${sampleText(3)}\n`],
  ]);
  folder = await BenchFolder.create({ store });
  bench = await folder.start();
});

afterEach(() => folder.remove());

/** A signed-in session that the store has refused to take. */
async function leaveUnsaved(namespace: string): Promise<void> {
  store.writeError = 'store-unreachable';
  await bench.signIn(namespace, sampleSession(9));
  store.writeError = null;
}

describe('opening', () => {
  it('reads the object and shows what may be shown of it, never the session itself', async () => {
    const opened = await bench.namespaces.open('a-bot');
    expect(opened).toMatchObject({
      ok: true,
      value: {
        name: 'a-bot',
        profileId: 'profile',
        uri: 's3://bucket/telegram/a-bot/session.txt',
        state: 'present',
        object: { sizeBytes: 353, dcId: 2, fingerprint: expect.stringMatching(/^[0-9a-f]{8}$/) },
        damage: null,
        loadError: null,
      },
    });
    expect(JSON.stringify([opened, bench.details, bench.changes])).not.toContain(sampleText(1).slice(20, 60));
  });

  it.each([
    ['empty-bot', 'empty', null],
    ['nobody', 'missing', null],
    ['garbage', 'damaged', 'unknown-version'],
    ['poisoned', 'damaged', 'poisoned'],
    ['with a newline', 'damaged', 'misspelled'],
  ])('shows %s as %s', async (name, state, damage) => {
    expect(await bench.namespaces.open(name)).toMatchObject({ ok: true, value: { state, damage } });
    expect(bench.row(name)).toMatchObject({ state });
  });

  it('shows why the object cannot be read, and that nothing is known then', async () => {
    store.readError = 'store-secret-key-wrong';
    expect(await bench.namespaces.open('a-bot')).toMatchObject({
      ok: true,
      value: { state: 'unreachable', object: null, loadError: { code: 'store-secret-key-wrong' } },
    });
    store.readError = null;
    expect(await bench.namespaces.open('a-bot')).toMatchObject({
      ok: true,
      value: { state: 'present', loadError: null },
    });
  });

  it('is what the profile begins with the next time', async () => {
    expect(bench.namespaces.listing().preferred).toBe('teleapp');
    await bench.namespaces.open('b-bot');
    bench = await folder.start();
    expect(bench.namespaces.listing().preferred).toBe('b-bot');
  });

  it('refuses what cannot be a namespace, and takes odd names that a bucket may hold', async () => {
    expect(await bench.namespaces.open('a/b')).toMatchObject({
      ok: false,
      error: { code: 'namespace-invalid', params: { reason: expect.stringContaining('slash') } },
    });
    expect(await bench.namespaces.open('ü bot')).toMatchObject({ ok: true, value: { state: 'missing' } });
  });

  it('saves what is unsaved in the namespace that was left', async () => {
    await bench.namespaces.open('a-bot');
    await leaveUnsaved('a-bot');
    expect(bench.row('a-bot')?.unsaved).toBe(true);
    await bench.namespaces.open('b-bot');
    await expect.poll(() => bench.unsaved()).toEqual([]);
    expect(await store.text('a-bot')).toBe(sampleText(9));
    expect(bench.row('a-bot')).toMatchObject({ unsaved: false, verdict: { kind: 'authorized' } });
  });
});

describe('a new namespace', () => {
  it('is opened, listed and remembered', async () => {
    expect(await bench.namespaces.create('new-bot')).toMatchObject({ ok: true, value: { state: 'missing' } });
    expect(bench.row('new-bot')).toBeDefined();
    expect(bench.catalogue.names()).toContain('new-bot');
  });

  it.each(['', 'a b', 'a/b', '..', 'ü', '.connector-admin', 'x'.repeat(129)])(
    'may not be called %j, and the reason is given',
    async (name) => {
      expect(await bench.namespaces.create(name)).toMatchObject({
        ok: false,
        error: { code: 'namespace-invalid', params: { reason: expect.stringMatching(/\.$/) } },
      });
      expect(bench.row(name)).toBeUndefined();
    },
  );
});

describe('forgetting', () => {
  it('takes away a name that the bucket does not hold, and only what is remembered of one that it does', async () => {
    await bench.listed();
    await bench.namespaces.create('typed');
    bench.prober.says({ kind: 'authorized', account: sampleAccount });
    await bench.namespaces.checkNow('a-bot');
    await bench.namespaces.forget('typed');
    await bench.namespaces.forget('a-bot');
    expect(bench.row('typed')).toBeUndefined();
    expect(bench.row('a-bot')).toMatchObject({ account: null, verdict: { kind: 'unknown' }, sizeBytes: 353 });
    expect(await store.text('a-bot')).toBe(sampleText(1));
  });

  it('is refused while a session is unsaved', async () => {
    await leaveUnsaved('a-bot');
    expect(await bench.namespaces.forget('a-bot')).toMatchObject({
      ok: false,
      error: { code: 'namespace-unsaved' },
    });
    expect(bench.unsaved()).toEqual(['a-bot']);
  });
});

describe('checking now', () => {
  it('asks with the stored session and remembers who it is', async () => {
    bench.prober.says({ kind: 'authorized', account: sampleAccount });
    expect(await bench.namespaces.checkNow('a-bot')).toMatchObject({
      ok: true,
      value: { verdict: { kind: 'authorized' }, account: sampleAccount.info },
    });
    expect(bench.prober.asked).toMatchObject([
      { namespace: 'a-bot', session: { dcId: 2, authKey: Uint8Array.from(Buffer.alloc(256, 1)) } },
    ]);
    expect(bench.catalogue.phoneNumber('a-bot')).toBe(sampleAccount.phoneNumber);
  });

  it.each([
    { kind: 'unauthorized', reason: 'session-duplicated' },
    { kind: 'account-gone', reason: 'account-banned' },
  ] as const)('shows that the session is $kind, with the reason', async (outcome) => {
    bench.prober.says(outcome);
    expect(await bench.namespaces.checkNow('a-bot')).toMatchObject({ ok: true, value: { verdict: outcome } });
    expect(bench.row('a-bot')?.verdict).toMatchObject(outcome);
  });

  it('leaves what is known untouched when the network fails', async () => {
    bench.prober.says({ kind: 'authorized', account: sampleAccount });
    await bench.namespaces.checkNow('a-bot');
    bench.prober.answer = { ok: false, error: { code: 'telegram-timeout' } };
    expect(await bench.namespaces.checkNow('a-bot')).toEqual({
      ok: false,
      error: { code: 'telegram-timeout' },
    });
    expect(bench.row('a-bot')?.verdict).toMatchObject({ kind: 'authorized' });
  });

  it.each(['garbage', 'poisoned', 'empty-bot', 'nobody'])('asks nobody about %s', async (name) => {
    expect(await bench.namespaces.checkNow(name)).toMatchObject({
      ok: false,
      error: { code: 'nothing-stored' },
    });
    expect(bench.prober.asked).toEqual([]);
  });

  it('never runs two connections at once, since that would end a session used in both', async () => {
    let release = () => {};
    bench.prober.gate = new Promise((resolve) => {
      release = resolve;
    });
    bench.prober.says({ kind: 'authorized', account: sampleAccount });
    const checks = ['a-bot', 'a-bot', 'b-bot'].map((name) => bench.namespaces.checkNow(name));
    await expect.poll(() => bench.prober.running).toBe(1);
    release();
    await Promise.all(checks);
    expect(bench.prober.asked.map(({ namespace }) => namespace)).toEqual(['a-bot', 'b-bot']);
    expect(bench.prober.mostAtOnce).toBe(1);
  });

  it('says nothing of a session that somebody stored since', async () => {
    bench.prober.says({ kind: 'unauthorized', reason: 'session-revoked' });
    await bench.namespaces.checkNow('a-bot');
    await store.overwrite('a-bot', sampleText(5));
    expect(await bench.namespaces.open('a-bot')).toMatchObject({
      ok: true,
      value: { verdict: { kind: 'unknown' } },
    });
  });
});

describe('repairing', () => {
  it('rewrites a poisoned text as Telethon’s own, with the same key', async () => {
    expect(await bench.namespaces.repair('poisoned')).toMatchObject({
      ok: true,
      value: { state: 'present', damage: null },
    });
    expect(readTelethonText((await store.text('poisoned')) ?? '')).toMatchObject({
      dcId: 4,
      authKey: throwawayKey,
    });
  });

  it('touches nothing that is right already or past repair', async () => {
    expect(await bench.namespaces.repair('a-bot')).toMatchObject({ ok: true });
    expect(await bench.namespaces.repair('garbage')).toMatchObject({
      ok: false,
      error: { code: 'nothing-stored' },
    });
    expect(store.calls.filter((call) => call.startsWith('write'))).toEqual([]);
  });

  it('is refused where a session waits that would replace the text, and where the object cannot be read', async () => {
    await leaveUnsaved('poisoned');
    const refusal = { ok: false, error: { code: 'namespace-unsaved', params: { namespace: 'poisoned' } } };
    expect(await bench.namespaces.repair('poisoned')).toEqual(refusal);
    store.readError = 'store-unreachable';
    expect(await bench.namespaces.repair('with a newline')).toMatchObject({
      error: { code: 'store-unreachable' },
    });
  });

  it('leaves nothing unsaved where somebody stored another session meanwhile', async () => {
    const write = store.inner.write.bind(store.inner);
    store.inner.write = async (namespace, text, condition) => {
      store.inner.write = write;
      await store.overwrite(namespace, sampleText(2));
      return write(namespace, text, condition);
    };
    expect(await bench.namespaces.repair('poisoned')).toMatchObject({ error: { code: 'store-conflict' } });
    expect([await store.text('poisoned'), bench.unsaved()]).toEqual([sampleText(2), []]);
  });
});
