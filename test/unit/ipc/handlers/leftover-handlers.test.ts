import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leftoverHandlers } from '../../../../electron/main/ipc/handlers/leftover-handlers.ts';
import { ok } from '../../../../shared/result.ts';
import { LeftBehind, onlyLeftover } from '../../../fixtures/leftovers.ts';
import { sampleAccount } from '../../../fixtures/namespaces.ts';
import { sampleText } from '../../../fixtures/session-strings.ts';

const name = 'a-bot';
let left: LeftBehind;
let openSignIn: string | null;
let exported: { namespace: string; text: string }[];

beforeEach(async () => {
  left = await LeftBehind.create();
  openSignIn = null;
  exported = [];
});
afterEach(() => left.remove());

async function start() {
  const bench = await left.start();
  const attempts = { isOpenFor: (namespace: string) => namespace === openSignIn };
  const handlers = leftoverHandlers({
    current: async () => ({ namespaces: bench.namespaces, held: bench.held, attempts }),
    exports: {
      toFile: async (namespace, text) => ok(exported.push({ namespace, text }) > 0),
      toClipboard: async (text) => void exported.push({ namespace: 'clipboard', text }),
    },
  });
  const { id, fingerprint } = onlyLeftover(bench);
  return { handlers, bench, shown: { id, fingerprint } };
}

/** Starts while the disk does not give the file at the path, which it gives from then on. */
async function startWithout(path: string) {
  const text = await readFile(path, 'utf8');
  await rm(path);
  await mkdir(path);
  const started = await start();
  await rm(path, { recursive: true });
  await writeFile(path, text);
  return started;
}

describe('beside an open sign-in of its namespace', () => {
  it('an interrupted one is not asked about', async () => {
    await left.plantInterrupted(name, 1);
    const { handlers, bench, shown } = await start();
    bench.prober.says({ kind: 'authorized', account: sampleAccount });
    openSignIn = name;
    expect(await handlers['leftovers:ask'](shown)).toMatchObject({ error: { code: 'attempt-open' } });
    expect(bench.prober.asked).toEqual([]);
    openSignIn = 'another';
    expect(await handlers['leftovers:ask'](shown)).toEqual(ok({ outcome: 'accepted' }));
  });

  it('a session is not brought back', async () => {
    await left.plantSuperseded(name, 1);
    const { handlers, bench, shown } = await start();
    openSignIn = name;
    expect(await handlers['leftovers:bring-back'](shown)).toMatchObject({ error: { code: 'attempt-open' } });
    expect(bench.held.pending.list()).toMatchObject({ sessions: [], leftovers: [{ kind: 'superseded' }] });
  });
});

it('a superseded session is exported by main, to where the operator said', async () => {
  await left.plantSuperseded(name, 1);
  const { handlers, shown } = await start();
  expect(await handlers['leftovers:export']({ ...shown, to: 'file' })).toEqual(ok({ exported: true }));
  expect(await handlers['leftovers:export']({ ...shown, to: 'clipboard' })).toEqual(ok({ exported: true }));
  expect(exported).toEqual([
    { namespace: name, text: sampleText(1) },
    { namespace: 'clipboard', text: sampleText(1) },
  ]);
});

it('the key of an interrupted sign-in is not exported: it may be no session', async () => {
  await left.plantInterrupted(name, 1);
  const { handlers, shown } = await start();
  expect(await handlers['leftovers:export']({ ...shown, to: 'file' })).toMatchObject({ ok: false });
  expect(exported).toEqual([]);
});

it('a file that the disk does not give is read again', async () => {
  const path = await left.plantSuperseded(name, 1);
  const { handlers, bench, shown } = await startWithout(path);
  expect(await handlers['leftovers:read-again'](shown)).toEqual(ok(null));
  expect(onlyLeftover(bench)).toMatchObject({ kind: 'superseded' });
});

it('a session that the disk did not give is stored once it was read again', async () => {
  const path = await left.plantWaiting(name, 1);
  const { handlers, bench, shown } = await startWithout(path);
  expect(await handlers['leftovers:read-again'](shown)).toEqual(ok(null));
  await expect.poll(() => left.store.text(name)).not.toBeNull();
  expect(bench.row(name)).toMatchObject({ unsaved: false, state: 'present' });
});

it('a leftover is discarded after its phrase was typed', async () => {
  await left.plantDamaged();
  const { handlers, shown } = await start();
  const mistyped = await handlers['leftovers:discard']({ ...shown, confirmation: 'discard' });
  expect(mistyped).toMatchObject({ error: { code: 'confirmation-differs' } });
  expect(await left.files()).toHaveLength(1);
  expect(await handlers['leftovers:discard']({ ...shown, confirmation: 'discard this file' })).toEqual(
    ok(null),
  );
  expect(await left.files()).toEqual([]);
});
