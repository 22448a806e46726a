import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LeftBehind, onlyLeftover, plantedAt } from '../../../fixtures/leftovers.ts';
import { sampleAccount } from '../../../fixtures/namespaces.ts';
import { succeeded } from '../../../fixtures/session-store.ts';
import { fingerprintOfText, sampleText } from '../../../fixtures/session-strings.ts';

const name = 'a-bot';
const first = fingerprintOfText(sampleText(1));
let left: LeftBehind;

beforeEach(async () => {
  left = await LeftBehind.create();
});
afterEach(() => left.remove());

describe('a session that was kept aside', () => {
  it('is stored when it is brought back, with the time of its own sign-in', async () => {
    await left.plantKept(name, 1);
    const bench = await left.start();
    expect(await bench.namespaces.leftovers.bringBack(onlyLeftover(bench))).toEqual({
      ok: true,
      value: null,
    });
    await expect.poll(() => left.store.text(name)).toBe(sampleText(1));
    await expect.poll(() => left.files()).toEqual([]);
    await expect.poll(() => bench.row(name)?.verdict).toEqual({ kind: 'authorized', checkedAt: plantedAt });
  });

  it('replaces nothing without a decision', async () => {
    const written = succeeded(await left.store.write(name, sampleText(2), { ifNoneMatch: '*' }));
    left.condition = { ifMatch: written.etag };
    await left.plantKept(name, 1);
    const bench = await left.start();
    await bench.namespaces.leftovers.bringBack(onlyLeftover(bench));
    await expect
      .poll(() => bench.namespaces.pending.list().sessions)
      .toMatchObject([{ fingerprint: first, error: { code: 'store-conflict' }, nextRetryAt: null }]);
    expect(await left.store.text(name)).toBe(sampleText(2));
  });

  it('stays where it is while another session of its namespace waits', async () => {
    await left.plantKept(name, 1);
    const bench = await left.start();
    await left.signInUnsaved(bench, name, 2);
    expect(await bench.namespaces.leftovers.bringBack(onlyLeftover(bench))).toMatchObject({
      error: { code: 'namespace-unsaved' },
    });
    expect(bench.namespaces.pending.list()).toMatchObject({
      sessions: [{ fingerprint: fingerprintOfText(sampleText(2)) }],
      leftovers: [{ fingerprint: first }],
    });
  });

  it('stays where it is while nothing can be sealed', async () => {
    await left.plantKept(name, 1);
    const bench = await left.start();
    left.sealer.available = () => false;
    expect(await bench.namespaces.leftovers.bringBack(onlyLeftover(bench))).toEqual({
      ok: false,
      error: { code: 'journal-not-sealed' },
    });
    expect(bench.namespaces.pending.list()).toMatchObject({ sessions: [], leftovers: [{ kind: 'kept' }] });
    expect(left.store.calls).not.toContain(`write ${name}`);
  });

  it('is exported as its session string, and only to who saw that session', async () => {
    await left.plantKept(name, 1);
    const bench = await left.start();
    const { leftovers } = bench.namespaces;
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
  expect(await bench.namespaces.leftovers.bringBack(onlyLeftover(bench))).toMatchObject({ ok: false });
  expect(bench.namespaces.pending.list().sessions).toEqual([]);
});

it('a session that Telegram accepted is not journaled over one that is being brought back', async () => {
  await left.plantKept(name, 1);
  await left.plantInterrupted(name, 2);
  const bench = await left.start();
  left.store.writeError = 'store-unavailable';
  bench.prober.says({ kind: 'authorized', account: sampleAccount });
  const [interrupted, kept] = bench.namespaces.leftovers.list();
  if (!interrupted || !kept) throw new Error('nothing is left over');
  await Promise.all([
    bench.namespaces.leftovers.ask(interrupted),
    bench.namespaces.leftovers.bringBack(kept),
  ]);
  const { sessions, leftovers } = bench.namespaces.pending.list();
  const keys = [...sessions, ...leftovers].map(({ fingerprint }) => fingerprint);
  expect(keys.toSorted()).toEqual([first, fingerprintOfText(sampleText(2))].toSorted());
  expect(await left.files()).toHaveLength(2);
});
