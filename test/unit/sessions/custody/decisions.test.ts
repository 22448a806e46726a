import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LeftBehind, onlyLeftover, plantedAt } from '../../../fixtures/leftovers.ts';
import { sampleAccount } from '../../../fixtures/namespaces.ts';
import { succeeded } from '../../../fixtures/session-store.ts';
import { fingerprintOfText, sampleSession, sampleText } from '../../../fixtures/session-strings.ts';

const name = 'a-bot';
const first = fingerprintOfText(sampleText(1));
let left: LeftBehind;

beforeEach(async () => {
  left = await LeftBehind.create();
});
afterEach(() => left.remove());

describe('bringing back a session that another one took the place of', () => {
  it('stores it, with the time of its own sign-in', async () => {
    await left.plantSuperseded(name, 1);
    const bench = await left.start();
    expect(await bench.held.leftovers.bringBack(onlyLeftover(bench))).toEqual({ ok: true, value: null });
    await expect.poll(() => left.store.text(name)).toBe(sampleText(1));
    await expect.poll(() => left.files()).toEqual([]);
    await expect.poll(() => bench.row(name)?.verdict).toEqual({ kind: 'authorized', checkedAt: plantedAt });
  });

  it('replaces nothing without a decision, not even what its sign-in was allowed to replace', async () => {
    const written = succeeded(await left.store.write(name, sampleText(2), { ifNoneMatch: '*' }));
    left.condition = { ifMatch: written.etag };
    await left.plantSuperseded(name, 1);
    const bench = await left.start();
    await bench.held.leftovers.bringBack(onlyLeftover(bench));
    await expect
      .poll(() => bench.held.pending.list().sessions)
      .toMatchObject([{ fingerprint: first, error: { code: 'store-conflict' }, nextRetryAt: null }]);
    expect(await left.store.text(name)).toBe(sampleText(2));
  });

  it('is refused while another session of its namespace waits', async () => {
    await left.plantSuperseded(name, 1);
    const bench = await left.start();
    await left.signInUnsaved(bench, name, 2);
    expect(await bench.held.leftovers.bringBack(onlyLeftover(bench))).toMatchObject({
      error: { code: 'namespace-unsaved' },
    });
    expect(bench.held.pending.list()).toMatchObject({
      sessions: [{ fingerprint: fingerprintOfText(sampleText(2)) }],
      leftovers: [{ kind: 'superseded', fingerprint: first }],
    });
  });

  it('keeps what is on the disk of it where nothing can be sealed', async () => {
    await left.plantSuperseded(name, 1);
    const bench = await left.start();
    left.store.writeError = 'store-unavailable';
    left.sealer.available = () => false;
    expect(await bench.held.leftovers.bringBack(onlyLeftover(bench))).toMatchObject({ ok: true });
    await expect.poll(() => bench.held.pending.list().sessions).toMatchObject([{ fingerprint: first }]);
    expect(bench.exposed()).toEqual([]);
    expect(await bench.onDisk()).toMatchObject([{ stage: 'superseded', text: sampleText(1) }]);
  });

  it('is done once for two that ask at the same time', async () => {
    await left.plantSuperseded(name, 1);
    const bench = await left.start();
    const shown = onlyLeftover(bench);
    const both = await Promise.all([1, 2].map(() => bench.held.leftovers.bringBack(shown)));
    expect(both.map(({ ok }) => ok)).toEqual([true, false]);
    await expect.poll(() => left.store.text(name)).toBe(sampleText(1));
  });

  it('leaves both where Telegram accepts an interrupted one of the same namespace meanwhile', async () => {
    await left.plantSuperseded(name, 1);
    await left.plantInterrupted(name, 2);
    const bench = await left.start();
    left.store.writeError = 'store-unavailable';
    bench.prober.says({ kind: 'authorized', account: sampleAccount });
    const { leftovers } = bench.held.pending.list();
    const interrupted = leftovers.find(({ kind }) => kind === 'interrupted');
    const superseded = leftovers.find(({ kind }) => kind === 'superseded');
    if (!interrupted || !superseded) throw new Error('nothing is left over');
    await Promise.all([bench.held.leftovers.ask(interrupted), bench.held.leftovers.bringBack(superseded)]);
    expect(bench.unsaved()).toEqual([name]);
    const texts = (await bench.onDisk()).map(({ text }) => text);
    expect(texts.toSorted()).toEqual([sampleText(1), sampleText(2)].toSorted());
  });
});

describe('exporting a session that another one took the place of', () => {
  it('gives its session string, and only to who saw that session', async () => {
    await left.plantSuperseded(name, 1);
    const bench = await left.start();
    const { leftovers } = bench.held;
    const shown = onlyLeftover(bench);
    expect(leftovers.session(shown)).toMatchObject({ value: { namespace: name, text: sampleText(1) } });
    expect(leftovers.session({ ...shown, fingerprint: null })).toMatchObject({
      error: { code: 'conflict-changed' },
    });
  });
});

it('a session of another profile is not brought back into this one', async () => {
  await left.plantForeign(name, 1);
  const bench = await left.start();
  expect(await bench.held.leftovers.bringBack(onlyLeftover(bench))).toMatchObject({ ok: false });
  expect(bench.held.pending.list().sessions).toEqual([]);
});

describe('storing an earlier session again', () => {
  it('replaces the object that was shown and no other, and waits through an outage', async () => {
    const { etag } = succeeded(await left.store.write(name, sampleText(1), { ifNoneMatch: '*' }));
    const bench = await left.start();
    left.store.writeError = 'store-unavailable';
    expect(await bench.namespaces.bringBack(name, sampleSession(2), etag)).toMatchObject({
      error: { code: 'store-unavailable' },
    });
    expect(await bench.onDisk()).toMatchObject([{ stage: 'waiting', text: sampleText(2) }]);
    left.store.writeError = null;
    expect(await bench.namespaces.save(name)).toMatchObject({ ok: true });
    expect(await bench.namespaces.bringBack(name, sampleSession(3), etag)).toMatchObject({
      error: { code: 'store-conflict' },
    });
    expect(await left.store.text(name)).toBe(sampleText(2));
  });

  it('is refused while a session of the namespace waits', async () => {
    const bench = await left.start();
    await left.signInUnsaved(bench, name, 1);
    expect(await bench.namespaces.bringBack(name, sampleSession(2), null)).toMatchObject({
      error: { code: 'namespace-unsaved' },
    });
  });

  it('is refused for one that waits under another name: two connectors with one session end it', async () => {
    const bench = await left.start();
    await left.signInUnsaved(bench, name, 1);
    expect(await bench.namespaces.bringBack('b-bot', sampleSession(1), null)).toEqual({
      ok: false,
      error: { code: 'session-held-already', params: { namespace: name } },
    });
    expect([bench.unsaved(), await bench.onDisk()]).toMatchObject([[name], [{ namespace: name }]]);
  });

  it('is refused for the key of an interrupted sign-in, of which nobody knows yet whether it is a session', async () => {
    await left.plantInterrupted(name, 1);
    const bench = await left.start();
    expect(await bench.namespaces.bringBack(name, sampleSession(1), null)).toMatchObject({
      error: { code: 'session-held-already' },
    });
    expect(onlyLeftover(bench)).toMatchObject({ kind: 'interrupted' });
  });

  it('takes up the one that was superseded, with its account, and leaves no second record of it', async () => {
    await left.plantSuperseded(name, 1);
    const bench = await left.start();
    expect(await bench.namespaces.bringBack(name, sampleSession(1), null)).toMatchObject({
      ok: true,
      value: { account: sampleAccount.info },
    });
    expect([bench.held.custody.list(), await left.files()]).toEqual([[], []]);
  });
});
