import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fail } from '../../../../shared/result.ts';
import { BenchFolder } from '../../../fixtures/bench-folder.ts';
import type { FaultyStore } from '../../../fixtures/faulty-store.ts';
import { type NamespacesBench, sampleAccount } from '../../../fixtures/namespaces.ts';
import { fingerprintOfText, sampleSession, sampleText } from '../../../fixtures/session-strings.ts';

const name = 'wrong-name';
const target = 'right-name';
const shown = fingerprintOfText(sampleText(1));
let folder: BenchFolder;
let store: FaultyStore;
let bench: NamespacesBench;

/** Session 1 is unsaved under the wrong name, and the store would take it now. */
beforeEach(async () => {
  folder = await BenchFolder.create();
  store = folder.store;
  bench = await folder.start();
  await signInUnsaved(name, 1);
  store.calls.length = 0;
});

afterEach(() => folder.remove());

async function signInUnsaved(namespace: string, seed: number): Promise<void> {
  store.writeError = 'store-unavailable';
  await bench.signIn(namespace, sampleSession(seed));
  store.writeError = null;
}

function move() {
  return bench.namespaces.saveAs(name, shown, target);
}

/** Where the session is now: stored, unsaved in this run, and sealed for the next one. */
async function whereabouts() {
  const names = [name, target];
  const texts = await Promise.all(names.map((namespace) => store.text(namespace)));
  return {
    stored: names.filter((_, index) => texts[index] === sampleText(1)),
    unsaved: bench.unsaved(),
    sealed: (await bench.onDisk()).map(({ namespace }) => namespace),
  };
}

describe('a session that is being stored under another name', () => {
  it('is not stored under its own by a try that comes meanwhile', async () => {
    const release = store.hold();
    const moving = move();
    await expect.poll(() => store.calls).toContain(`read ${name}`);
    const retrying = bench.namespaces.save(name);
    release();
    await Promise.all([moving, retrying]);
    const { stored, unsaved, sealed } = await whereabouts();
    expect([stored.length, unsaved, sealed]).toEqual([1, [], []]);
  });

  it('is stored there alone where a try comes once it is under the other name', async () => {
    store.afterWrite = async () => void bench.namespaces.save(name);
    expect(await move()).toMatchObject({ ok: true });
    expect(await whereabouts()).toEqual({ stored: [target], unsaved: [], sealed: [] });
  });

  it('is not moved any more once a try that was under way has stored it', async () => {
    const release = store.hold();
    const retrying = bench.namespaces.save(name);
    await expect.poll(() => store.calls).toContain(`write ${name}`);
    const moving = move();
    release();
    expect(await retrying).toMatchObject({ ok: true });
    expect(await moving).toMatchObject({ error: { code: 'pending-gone' } });
    expect(await whereabouts()).toEqual({ stored: [name], unsaved: [], sealed: [] });
  });

  it('is sealed in one place alone before anything is written there, and counts as sealed', async () => {
    const seen: unknown[] = [];
    store.afterWrite = async () => {
      seen.push((await whereabouts()).sealed, bench.exposed());
    };
    expect(await move()).toMatchObject({ ok: true });
    expect(seen).toEqual([[target], []]);
  });

  it('is stored under its own where the answer to an earlier write was lost', async () => {
    await store.overwrite(name, sampleText(1));
    expect(await move()).toMatchObject({ ok: true });
    expect(await whereabouts()).toEqual({ stored: [name], unsaved: [], sealed: [] });
  });
});

describe('a session that the store did not take under the other name', () => {
  it('waits there alone where the write may have arrived, and is stored there in the end', async () => {
    store.writeError = 'store-timeout';
    expect(await move()).toMatchObject({
      error: { code: 'save-as-unconfirmed', params: { namespace: target } },
    });
    expect(await whereabouts()).toEqual({ stored: [], unsaved: [target], sealed: [target] });
    const { pending } = bench.held;
    expect(pending.list().sessions).toMatchObject([{ namespace: target, error: { code: 'store-timeout' } }]);
    // The first write arrives late.
    await store.overwrite(target, sampleText(1));
    store.writeError = null;
    expect(await pending.retry(target)).toEqual({ ok: true, value: null });
    expect(await whereabouts()).toEqual({ stored: [target], unsaved: [], sealed: [] });
  });

  it('waits there where it was written and cannot be read back', async () => {
    store.afterWrite = async () => {
      store.readError = 'store-token-expired';
    };
    expect(await move()).toMatchObject({ error: { code: 'save-as-unconfirmed' } });
    expect(await whereabouts()).toEqual({ stored: [target], unsaved: [target], sealed: [target] });
  });

  it('stays where it was where the store has refused it', async () => {
    store.writeError = 'store-forbidden';
    expect(await move()).toMatchObject({ error: { code: 'store-forbidden' } });
    expect(await whereabouts()).toEqual({ stored: [], unsaved: [name], sealed: [name] });
  });

  it('stays where it was where somebody else was quicker', async () => {
    const release = store.hold();
    const moving = move();
    await expect.poll(() => store.calls).toContain(`read ${name}`);
    const write = store.inner.write.bind(store.inner);
    store.inner.write = async (namespace, text, condition) => {
      store.inner.write = write;
      await store.overwrite(namespace, sampleText(5));
      return write(namespace, text, condition);
    };
    release();
    expect(await moving).toMatchObject({ error: { code: 'target-occupied' } });
    expect(await whereabouts()).toEqual({ stored: [], unsaved: [name], sealed: [name] });
  });

  it('may replace at its own name again what its sign-in was allowed to replace', async () => {
    await store.overwrite('replaced', sampleText(8));
    await signInUnsaved('replaced', 2);
    store.writeError = 'store-forbidden';
    await bench.namespaces.saveAs('replaced', fingerprintOfText(sampleText(2)), target);
    store.writeError = null;
    expect(await bench.namespaces.save('replaced')).toMatchObject({ ok: true });
    expect(await store.text('replaced')).toBe(sampleText(2));
  });

  it('is kept for a decision where a newer one was signed in under its name meanwhile', async () => {
    const sink = await bench.begin(name);
    const write = store.inner.write.bind(store.inner);
    store.inner.write = async () => {
      store.inner.write = write;
      await sink.accept(sampleSession(2), sampleAccount);
      return fail('store-forbidden');
    };
    expect(await move()).toMatchObject({ error: { code: 'store-forbidden' } });
    expect(bench.unsaved()).toEqual([name]);
    expect(bench.held.pending.list().leftovers).toMatchObject([{ kind: 'superseded', fingerprint: shown }]);
  });
});

it('a session whose sign-in is still connected is not stored under another name', async () => {
  const sink = await bench.begin('connected-bot');
  await sink.accept(sampleSession(2), sampleAccount);
  const moved = await bench.namespaces.saveAs('connected-bot', fingerprintOfText(sampleText(2)), target);
  expect(moved).toMatchObject({ error: { code: 'attempt-open', params: { namespace: 'connected-bot' } } });
  expect(await store.text(target)).toBeNull();
});

it('a session that waits under the other name is not joined by another one', async () => {
  await signInUnsaved(target, 2);
  expect(await move()).toMatchObject({ error: { code: 'namespace-unsaved', params: { namespace: target } } });
  expect(bench.unsaved()).toEqual([name, target]);
});

it('a session in memory only is stored under the other name alone, though a try came meanwhile', async () => {
  folder.sealer.isAvailable = false;
  await signInUnsaved('memory-bot', 2);
  const retries: Promise<unknown>[] = [];
  store.afterWrite = async () => void retries.push(bench.namespaces.save('memory-bot'));
  const moved = await bench.namespaces.saveAs('memory-bot', fingerprintOfText(sampleText(2)), target);
  expect(moved).toMatchObject({ ok: true });
  await Promise.all(retries);
  folder.sealer.isAvailable = true;
  await bench.namespaces.unseal();
  expect(await bench.onDisk()).toMatchObject([{ namespace: name }]);
  expect([await store.text('memory-bot'), await store.text(target)]).toEqual([null, sampleText(2)]);
});
