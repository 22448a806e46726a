import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countHeld } from '../../../../electron/main/app/count-held.ts';
import type { Leftover } from '../../../../shared/held-sessions.ts';
import { ok } from '../../../../shared/result.ts';
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

function discard({ held }: NamespacesBench, leftover: Leftover) {
  return held.leftovers.discard(leftover);
}

function list({ held }: NamespacesBench): Leftover[] {
  return held.pending.list().leftovers;
}

describe('the list of leftovers', () => {
  it('has everything that is on no way to the store, with what is known of it', async () => {
    await left.plantSuperseded('superseded-bot', 1);
    const damaged = await left.plantDamaged();
    await left.plantForeign('foreign-bot', 2);
    await left.plantInterrupted('half-way', 3);
    const facts = { writtenAt: plantedAt, readable: true };
    const unknown = { namespace: null, fingerprint: null, readable: false, actions: [] };
    expect(list(await left.start()).toSorted((a, b) => (a.kind < b.kind ? -1 : 1))).toMatchObject([
      {
        kind: 'damaged',
        ...unknown,
        writtenAt: expect.any(Number),
        reason: { code: 'held-file-damaged', params: { file: damaged } },
      },
      { kind: 'foreign', namespace: 'foreign-bot', ...facts, actions: ['export'] },
      { kind: 'interrupted', namespace: 'half-way', ...facts, actions: ['ask'] },
      {
        kind: 'superseded',
        namespace: 'superseded-bot',
        fingerprint: first,
        ...facts,
        reason: { code: 'session-superseded' },
        actions: ['bring-back', 'export'],
      },
    ]);
  });

  it('names a damaged file without a date of its own by the file’s date', async () => {
    await left.plantDamaged();
    const { writtenAt } = onlyLeftover(await left.start());
    expect(writtenAt).toBeGreaterThan(plantedAt);
  });

  it('offers nothing but discarding for what is sealed with another key, until that is there', async () => {
    await left.plantSuperseded(name, 1);
    await left.plantInterrupted(name, 2);
    left.sealer.isAvailable = false;
    const bench = await left.start();
    const closed = { readable: false, actions: [] };
    const byKind = () => list(bench).toSorted((a, b) => (a.kind < b.kind ? -1 : 1));
    expect(byKind()).toMatchObject([
      { ...closed, kind: 'interrupted', reason: { code: 'pending-unreadable' } },
      { ...closed, kind: 'superseded', fingerprint: first },
    ]);
    left.sealer.isAvailable = true;
    await bench.namespaces.unseal();
    expect(byKind()[1]).toMatchObject({ readable: true, actions: ['bring-back', 'export'] });
  });

  it('does not have the key of a sign-in that is under way', async () => {
    const bench = await left.start();
    await (await bench.begin(name)).offer(sampleSession(1));
    expect(list(bench)).toEqual([]);
  });

  it('has a session whose place was taken while the app runs, now and at the next start', async () => {
    const bench = await left.start();
    await left.signInUnsaved(bench, name, 1);
    await left.signInUnsaved(bench, name, 2);
    expect(onlyLeftover(bench)).toMatchObject({ kind: 'superseded', fingerprint: first });
    expect(onlyLeftover(await left.start())).toMatchObject({ kind: 'superseded', fingerprint: first });
  });
});

describe('discarding leftovers', () => {
  it('leaves nothing that would keep the profile from being removed or moved', async () => {
    await left.plantSuperseded('superseded-bot', 1);
    await left.plantDamaged();
    await left.plantForeign('foreign-bot', 2);
    await left.plantInterrupted('half-way', 3);
    const bench = await left.start();
    expect(await countHeld(left.path, profileId)).toEqual(ok(4));
    for (const leftover of list(bench)) {
      expect(await discard(bench, leftover)).toEqual({ ok: true, value: null });
    }
    expect(list(bench)).toEqual([]);
    expect(await countHeld(left.path, profileId)).toEqual(ok(0));
  });

  it('is refused where the operator saw another key', async () => {
    await left.plantSuperseded(name, 1);
    const bench = await left.start();
    const { leftovers } = bench.held;
    const leftover = onlyLeftover(bench);
    const other = { ...leftover, fingerprint: '00000000' };
    expect(await leftovers.discard(other)).toMatchObject({ error: { code: 'conflict-changed' } });
    expect(await left.files()).toHaveLength(1);
  });

  it('is refused where another file has come under the name that was shown', async () => {
    const shown = await left.plantForeign(name, 1);
    const bench = await left.start();
    await rename(await left.plantForeign(name, 2), shown);
    expect(await discard(bench, onlyLeftover(bench))).toMatchObject({ error: { code: 'conflict-changed' } });
    expect(await left.files()).toHaveLength(1);
  });

  it('is refused where what stands there now cannot be read, so that nobody knows what it is', async () => {
    const path = await left.plantForeign(name, 1);
    const bench = await left.start();
    await rm(path);
    await mkdir(path);
    expect(await discard(bench, onlyLeftover(bench))).toMatchObject({ error: { code: 'conflict-changed' } });
    expect(onlyLeftover(bench)).toMatchObject({ kind: 'foreign' });
  });

  it('takes nothing of a session that was signed in under the same name since', async () => {
    await left.plantForeign(name, 1);
    const bench = await left.start();
    await left.signInUnsaved(bench, name, 2);
    expect(await discard(bench, onlyLeftover(bench))).toMatchObject({ ok: true });
    expect(bench.exposed()).toEqual([]);
    expect(await bench.onDisk()).toMatchObject([{ text: sampleText(2) }]);
  });

  it('forgets nothing where the disk refuses', async () => {
    const path = await left.plantSuperseded(name, 1);
    const bench = await left.start();
    await rm(path);
    await mkdir(path);
    expect(await discard(bench, onlyLeftover(bench))).toMatchObject({
      error: { code: 'held-not-removed' },
    });
    expect(onlyLeftover(bench)).toMatchObject({ kind: 'superseded' });
    const restarted = await left.start();
    expect(await discard(restarted, onlyLeftover(restarted))).toMatchObject({
      error: { code: 'held-not-removed', params: { file: path } },
    });
    expect(onlyLeftover(restarted)).toMatchObject({ kind: 'unreadable' });
  });
});

describe('a file that the disk does not give', () => {
  it('is there as soon as it can be read again', async () => {
    const path = await left.plantSuperseded(name, 1);
    const text = await readFile(path, 'utf8');
    await rm(path);
    await mkdir(path);
    const bench = await left.start();
    expect(onlyLeftover(bench)).toMatchObject({ kind: 'unreadable', actions: ['read-again'] });
    await bench.held.leftovers.readAgain(onlyLeftover(bench));
    expect(onlyLeftover(bench)).toMatchObject({ kind: 'unreadable' });
    await rm(path, { recursive: true });
    await writeFile(path, text);
    expect(await bench.held.leftovers.readAgain(onlyLeftover(bench))).toEqual({ ok: true, value: null });
    expect(onlyLeftover(bench)).toMatchObject({ kind: 'superseded', fingerprint: first });
  });
});

describe('an interrupted sign-in', () => {
  beforeEach(async () => {
    await left.plantInterrupted(name, 1);
  });

  async function startAsked(): Promise<NamespacesBench> {
    const bench = await left.start();
    bench.namespaces.resume();
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
    expect(await bench.held.leftovers.ask(onlyLeftover(bench))).toEqual({ ok: true, value: 'accepted' });
    await expect.poll(() => left.store.text(name)).toBe(sampleText(1));
    expect(list(bench)).toEqual([]);
  });

  it('is gone when Telegram did not accept it', async () => {
    const bench = await startAsked();
    bench.prober.says({ kind: 'unauthorized', reason: 'session-unregistered' });
    expect(await bench.held.leftovers.ask(onlyLeftover(bench))).toEqual({ ok: true, value: 'not-accepted' });
    expect([list(bench), await left.files()]).toEqual([[], []]);
  });

  it('stays, with the reason, when Telegram does not answer again', async () => {
    const bench = await startAsked();
    bench.prober.answer = { ok: false, error: { code: 'api-id-invalid' } };
    expect(await bench.held.leftovers.ask(onlyLeftover(bench))).toMatchObject({
      error: { code: 'api-id-invalid' },
    });
    expect(onlyLeftover(bench)).toMatchObject({ reason: { code: 'api-id-invalid' } });
  });

  it('is never asked about where its key is stored', async () => {
    const bench = await startAsked();
    const asked = bench.prober.asked.length;
    await left.store.overwrite(name, sampleText(1));
    expect(await bench.held.leftovers.ask(onlyLeftover(bench))).toEqual({ ok: true, value: 'known' });
    expect(bench.prober.asked).toHaveLength(asked);
    expect([list(bench), await left.files()]).toEqual([[], []]);
  });

  it('is not discarded while Telegram is asked, and not asked about once it is discarded', async () => {
    const bench = await startAsked();
    let answer = () => {};
    bench.prober.gate = new Promise((resolve) => {
      answer = resolve;
    });
    const shown = onlyLeftover(bench);
    const asking = bench.held.leftovers.ask(shown);
    await expect.poll(() => onlyLeftover(bench)).toMatchObject({ asking: true });
    expect(await discard(bench, shown)).toMatchObject({ error: { code: 'leftover-busy' } });
    expect(await bench.held.leftovers.ask(shown)).toMatchObject({ error: { code: 'leftover-busy' } });
    answer();
    await asking;
    expect(await discard(bench, shown)).toMatchObject({ ok: true });
    expect(await bench.held.leftovers.ask(shown)).toMatchObject({ error: { code: 'leftover-gone' } });
    expect(await left.files()).toEqual([]);
  });
});
