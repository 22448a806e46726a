import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BenchFolder } from '../../../fixtures/bench-folder.ts';
import { FaultyStore } from '../../../fixtures/faulty-store.ts';
import { type NamespacesBench, sampleAccount } from '../../../fixtures/namespaces.ts';
import { sampleSession, sampleText } from '../../../fixtures/session-strings.ts';

let folder: BenchFolder;
let store: FaultyStore;
let bench: NamespacesBench;

beforeEach(async () => {
  store = new FaultyStore([
    ['a-bot', sampleText(1)],
    ['empty-bot', ''],
    ['garbage', 'not a session'],
  ]);
  folder = await BenchFolder.create({ store });
  bench = await folder.start();
});

afterEach(() => folder.remove());

describe('preparing a sign-in', () => {
  it.each(['nobody', 'empty-bot'])('is simply permitted where no session is: %s', async (name) => {
    expect(await bench.namespaces.prepareSignIn(name, false)).toMatchObject({
      ok: true,
      value: { purpose: 'sign-in', knownPhoneNumber: null },
    });
  });

  it.each(['a-bot', 'garbage'])(
    'needs a confirmation where something would be replaced: %s',
    async (name) => {
      expect(await bench.namespaces.prepareSignIn(name, false)).toEqual({
        ok: false,
        error: { code: 'namespace-occupied', params: { namespace: name } },
      });
      expect(await bench.namespaces.prepareSignIn(name, true)).toMatchObject({
        ok: true,
        value: { purpose: 're-authenticate' },
      });
    },
  );

  it('is refused while the object cannot be read', async () => {
    store.readError = 'store-unreachable';
    expect(await bench.namespaces.prepareSignIn('a-bot', true)).toEqual({
      ok: false,
      error: { code: 'saving-blocked' },
    });
  });

  it('needs a confirmation where a session waits, also where it came while the object was read', async () => {
    const sink = await bench.begin('nobody');
    let release = () => {};
    store.gate = new Promise((resolve) => {
      release = resolve;
    });
    const preparing = bench.namespaces.prepareSignIn('nobody', false);
    await sink.accept(sampleSession(2), sampleAccount);
    release();
    const refusal = { error: { code: 'namespace-unsaved', params: { namespace: 'nobody' } } };
    expect(await preparing).toMatchObject(refusal);
    expect(await bench.namespaces.prepareSignIn('nobody', false)).toMatchObject(refusal);
    expect(await bench.namespaces.prepareSignIn('nobody', true)).toMatchObject({ ok: true });
  });
});
