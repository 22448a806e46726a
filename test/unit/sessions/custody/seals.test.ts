import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Custody } from '../../../../electron/main/sessions/custody/custody.ts';
import { failed, newSession, untried } from '../../../../electron/main/sessions/custody/held-session.ts';
import { FaultyStore } from '../../../fixtures/faulty-store.ts';
import { quietProblems } from '../../../fixtures/file-problems.ts';
import {
  benchProfileId,
  NamespacesBench,
  recordsIn,
  sampleAccount,
  silentLogger,
  temporaryDirectory,
} from '../../../fixtures/namespaces.ts';
import { MemorySealer } from '../../../fixtures/sealer.ts';
import { sampleSession } from '../../../fixtures/session-strings.ts';

const name = 'a-bot';
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let sealer: MemorySealer;

beforeEach(async () => {
  folder = await temporaryDirectory();
  sealer = new MemorySealer();
});
afterEach(() => folder.remove());

/** As a keyring does that was taken away, though it still says that it can seal. */
function refuseToSeal(): void {
  sealer.seal = () => {
    throw new Error('the keyring is gone');
  };
}

describe('a keyring that refuses to seal', () => {
  let store: FaultyStore;
  let bench: NamespacesBench;

  beforeEach(async () => {
    store = new FaultyStore();
    store.writeError = 'store-unavailable';
    bench = await NamespacesBench.open(store, folder.path, sealer);
  });
  afterEach(() => bench.namespaces.dispose());

  it('keeps no session from being held, which is said to be in memory only', async () => {
    const sink = await bench.begin(name);
    refuseToSeal();
    await sink.offer(sampleSession(1));
    await sink.accept(sampleSession(1), sampleAccount);
    expect(bench.held.custody.list()).toMatchObject([
      {
        stage: { kind: 'connected' },
        unprotected: { code: 'held-not-written', params: { reason: expect.stringContaining('keyring') } },
      },
    ]);
  });

  it('keeps no session from being tried, which then waits for its next try', async () => {
    sealer.isAvailable = false;
    await bench.signIn(name, sampleSession(1));
    sealer.isAvailable = true;
    refuseToSeal();
    expect(await bench.namespaces.save(name)).toMatchObject({ error: { code: 'store-unavailable' } });
    expect(bench.held.custody.list()).toMatchObject([
      { stage: { kind: 'waiting', attempt: { running: null, failure: { code: 'store-unavailable' } } } },
    ]);
    store.writeError = null;
    expect(await bench.namespaces.save(name)).toMatchObject({ ok: true, value: { unsaved: false } });
    expect(bench.held.custody.list()).toEqual([]);
  });
});

describe('a vault that is unlocked', () => {
  it('makes nothing forgotten that a retry learns while the session is being sealed', async () => {
    const records = recordsIn(folder.path, sealer);
    const custody = await Custody.open({
      profileId: benchProfileId,
      records,
      directory: join(folder.path, 'custody', benchProfileId),
      logger: silentLogger,
      problems: quietProblems(),
    });
    const session = newSession({
      namespace: name,
      session: sampleSession(1),
      account: sampleAccount,
      expectedAccountId: null,
      since: 1_000,
      condition: { ifNoneMatch: '*' },
      stage: { kind: 'waiting', attempt: untried },
    });
    sealer.isAvailable = false;
    await custody.put(session);
    sealer.isAvailable = true;
    const { write } = records;
    records.write = async (written) => {
      const conflict = { kind: 'deleted', etag: null } as const;
      custody.touch(session.id, (held) => failed(held, { code: 'store-conflict' }, conflict));
      return write.call(records, written);
    };
    await custody.unseal();
    expect(custody.get(session.id)).toMatchObject({
      stage: { kind: 'conflict', conflict: { kind: 'deleted' } },
      unprotected: null,
    });
    await custody.close();
  });
});
