import { mkdir, rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countJournaled } from '../../../../electron/main/app/create-workspace.ts';
import { type Leftover, leftoverPhrase } from '../../../../shared/held-sessions.ts';
import { LeftBehind, onlyLeftover, plantedAt, profileId } from '../../../fixtures/leftovers.ts';
import { type NamespacesBench, sampleAccount } from '../../../fixtures/namespaces.ts';
import { fingerprintOfText, sampleSession, sampleText } from '../../../fixtures/session-strings.ts';

const name = 'a-bot';
const first = fingerprintOfText(sampleText(1));
let left: LeftBehind;

beforeEach(async () => {
  left = await LeftBehind.create();
});
afterEach(() => left.remove());

function discard({ namespaces }: NamespacesBench, leftover: Leftover) {
  return namespaces.leftovers.discard(leftover, leftoverPhrase(leftover));
}

describe('the list of leftovers', () => {
  it('has every file that is not in use, with what is known of it', async () => {
    await left.plantKept('kept-bot', 1);
    await left.plantDamaged();
    await left.plantForeign('foreign-bot', 2);
    await left.plantInterrupted('half-way', 3);
    const { namespaces } = await left.start();
    const facts = { writtenAt: plantedAt, readable: true };
    const unknown = { namespace: null, fingerprint: null, readable: false, actions: [] };
    expect(namespaces.pending.list().leftovers).toEqual(namespaces.leftovers.list());
    expect(namespaces.leftovers.list().toSorted((a, b) => (a.kind < b.kind ? -1 : 1))).toMatchObject([
      { kind: 'damaged', ...unknown, writtenAt: expect.any(Number) },
      { kind: 'foreign', namespace: 'foreign-bot', ...facts, actions: ['export'] },
      { kind: 'interrupted', namespace: 'half-way', ...facts, actions: ['ask'] },
      {
        kind: 'kept',
        namespace: 'kept-bot',
        fingerprint: first,
        ...facts,
        actions: ['bring-back', 'export'],
      },
    ]);
  });

  it('names a damaged file without a date of its own by the file’s date', async () => {
    await left.plantDamaged();
    const { writtenAt } = onlyLeftover(await left.start());
    expect(writtenAt).toBeGreaterThan(plantedAt);
  });

  it('offers nothing but discarding for what is sealed with another key', async () => {
    await left.plantKept(name, 1);
    await left.plantInterrupted(name, 2);
    left.sealer.isAvailable = false;
    const { namespaces } = await left.start();
    expect(namespaces.leftovers.list()).toMatchObject([
      { readable: false, actions: [], reason: { code: 'pending-unreadable' } },
      { readable: false, actions: [], fingerprint: first },
    ]);
    left.sealer.isAvailable = true;
    expect(namespaces.leftovers.list()[1]).toMatchObject({ readable: true });
  });

  it('does not have the key of a sign-in that is under way', async () => {
    const { namespaces } = await left.start();
    await namespaces.signIns.anticipate(name, sampleSession(1));
    expect(namespaces.leftovers.list()).toEqual([]);
  });

  it('tells a file that is kept aside while the app runs', async () => {
    await left.plantForeign(name, 1);
    const bench = await left.start();
    await left.signInUnsaved(bench, name, 2);
    expect(onlyLeftover(bench)).toMatchObject({ kind: 'foreign', fingerprint: first });
    expect((await left.start()).namespaces.leftovers.list()).toHaveLength(1);
  });
});

describe('discarding leftovers', () => {
  it('leaves nothing that would keep the profile from being removed or moved', async () => {
    await left.plantKept('kept-bot', 1);
    await left.plantDamaged();
    await left.plantForeign('foreign-bot', 2);
    await left.plantInterrupted('half-way', 3);
    await left.plantKept('half-way/00000000', 4, left.attemptsFolder);
    const bench = await left.start();
    expect(await countJournaled(left.path, profileId)).toBe(5);
    for (const leftover of bench.namespaces.leftovers.list()) {
      expect(await discard(bench, leftover)).toEqual({ ok: true, value: null });
    }
    expect(bench.namespaces.pending.list().leftovers).toEqual([]);
    expect(await countJournaled(left.path, profileId)).toBe(0);
  });

  it('is refused where something else was typed, or where the operator saw another key', async () => {
    await left.plantKept(name, 1);
    const { namespaces } = await left.start();
    const leftover = onlyLeftover(await left.start());
    expect(await namespaces.leftovers.discard(leftover, 'A-bot')).toMatchObject({
      error: { code: 'confirmation-differs', params: { expected: name } },
    });
    const other = { ...leftover, fingerprint: '00000000' };
    expect(await namespaces.leftovers.discard(other, name)).toMatchObject({
      error: { code: 'conflict-changed' },
    });
    expect(await left.files()).toHaveLength(1);
  });

  it('is refused where another file has come under the name that was shown', async () => {
    await left.plantForeign(name, 1);
    const bench = await left.start();
    await left.plantForeign(name, 2);
    expect(await discard(bench, onlyLeftover(bench))).toMatchObject({ error: { code: 'conflict-changed' } });
    expect(await left.files()).toHaveLength(1);
  });

  it('does not take the file of a session that was signed in under its name since', async () => {
    await left.plantForeign(name, 1);
    const bench = await left.start();
    const shown = onlyLeftover(bench);
    await left.signInUnsaved(bench, name, 2);
    expect(await discard(bench, shown)).toMatchObject({ error: { code: 'leftover-gone' } });
    expect(bench.exposed()).toEqual([]);
    expect(await left.files()).toHaveLength(2);
  });

  it('forgets nothing where the disk refuses', async () => {
    const path = await left.plantKept(name, 1);
    const bench = await left.start();
    await rm(path);
    await mkdir(path);
    const shown = onlyLeftover(bench);
    // What stands there now cannot be read, so it is not known to be what was shown.
    expect(await discard(bench, shown)).toMatchObject({ error: { code: 'conflict-changed' } });
    const restarted = await left.start();
    expect(await discard(restarted, onlyLeftover(restarted))).toMatchObject({
      error: { code: 'journal-not-removed', params: { file: path } },
    });
    expect(onlyLeftover(restarted)).toMatchObject({ kind: 'unreadable' });
  });
});

describe('an interrupted sign-in', () => {
  beforeEach(() => left.plantInterrupted(name, 1));

  async function startAsked(): Promise<NamespacesBench> {
    const bench = await left.start();
    bench.namespaces.recover();
    await expect
      .poll(() => onlyLeftover(bench))
      .toMatchObject({
        asking: false,
        nextAskAt: expect.any(Number),
        reason: { code: 'telegram-unreachable' },
      });
    return bench;
  }

  it('is asked about at once, and an accepted one is stored', async () => {
    const bench = await startAsked();
    bench.prober.says({ kind: 'authorized', account: sampleAccount });
    expect(await bench.namespaces.leftovers.ask(onlyLeftover(bench))).toEqual({
      ok: true,
      value: 'accepted',
    });
    await expect.poll(() => left.store.text(name)).toBe(sampleText(1));
    expect(bench.namespaces.leftovers.list()).toEqual([]);
  });

  it('is gone when Telegram did not accept it', async () => {
    const bench = await startAsked();
    bench.prober.says({ kind: 'unauthorized', reason: 'session-unregistered' });
    expect(await bench.namespaces.leftovers.ask(onlyLeftover(bench))).toEqual({
      ok: true,
      value: 'not-accepted',
    });
    expect(await left.files()).toEqual([]);
  });

  it('stays, with the reason, when Telegram does not answer again', async () => {
    const bench = await startAsked();
    bench.prober.answer = { ok: false, error: { code: 'api-id-invalid' } };
    expect(await bench.namespaces.leftovers.ask(onlyLeftover(bench))).toMatchObject({
      error: { code: 'api-id-invalid' },
    });
    expect(onlyLeftover(bench)).toMatchObject({ reason: { code: 'api-id-invalid' } });
  });

  it('is never asked about where its key is stored', async () => {
    const bench = await startAsked();
    const asked = bench.prober.asked.length;
    await left.store.write(name, sampleText(1), { ifNoneMatch: '*' });
    expect(await bench.namespaces.leftovers.ask(onlyLeftover(bench))).toEqual({ ok: true, value: 'known' });
    expect(bench.prober.asked).toHaveLength(asked);
  });

  it('is not discarded while Telegram is asked, and not asked about once it is discarded', async () => {
    const bench = await startAsked();
    let answer = () => {};
    bench.prober.gate = new Promise((resolve) => {
      answer = resolve;
    });
    const shown = onlyLeftover(bench);
    const asking = bench.namespaces.leftovers.ask(shown);
    await expect.poll(() => onlyLeftover(bench)).toMatchObject({ asking: true });
    expect(await discard(bench, shown)).toMatchObject({ error: { code: 'leftover-busy' } });
    answer();
    await asking;
    expect(await discard(bench, shown)).toMatchObject({ ok: true });
    expect(await bench.namespaces.leftovers.ask(shown)).toMatchObject({ error: { code: 'leftover-gone' } });
    expect(await left.files()).toEqual([]);
  });

  it('is asked about also where its key was kept aside', async () => {
    const slot = `${name}/${first}`;
    await left.plantKept(slot, 1, left.attemptsFolder);
    const bench = await left.start();
    bench.prober.says({ kind: 'authorized', account: sampleAccount });
    const [kept] = bench.namespaces.leftovers.list();
    expect(kept).toMatchObject({ kind: 'kept', namespace: name, actions: ['ask'] });
    if (kept) expect(await bench.namespaces.leftovers.ask(kept)).toEqual({ ok: true, value: 'accepted' });
    await expect.poll(() => left.store.text(name)).toBe(sampleText(1));
    await expect.poll(() => left.files()).toEqual([]);
  });
});
