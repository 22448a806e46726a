import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leftoverHandlers } from '../../../../electron/main/ipc/handlers/leftover-handlers.ts';
import { fail, ok } from '../../../../shared/result.ts';
import { LeftBehind, onlyLeftover } from '../../../fixtures/leftovers.ts';
import { sampleAccount } from '../../../fixtures/namespaces.ts';
import { ScriptedConfirmation } from '../../../fixtures/scripted-confirmation.ts';
import { sampleText } from '../../../fixtures/session-strings.ts';

const name = 'a-bot';
let left: LeftBehind;
let openSignIn: string | null;
let exported: { namespace: string; text: string }[];
let operator: ScriptedConfirmation;

beforeEach(async () => {
  left = await LeftBehind.create();
  openSignIn = null;
  exported = [];
  operator = new ScriptedConfirmation();
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
    confirm: operator.confirm,
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
  // Written, and then read back.
  await expect.poll(() => bench.row(name)).toMatchObject({ unsaved: false, state: 'present' });
});

it('a leftover is discarded once the operator has confirmed it, and only then', async () => {
  await left.plantDamaged();
  const { handlers, shown } = await start();
  operator.says = 'no';
  expect(await handlers['leftovers:discard'](shown)).toEqual(fail('not-confirmed'));
  expect(await left.files()).toHaveLength(1);
  operator.says = 'yes';
  expect(await handlers['leftovers:discard'](shown)).toEqual(ok(null));
  expect(await left.files()).toEqual([]);
  const leftover = { kind: 'damaged', namespace: null, fingerprint: null };
  expect(operator.asked).toMatchObject([1, 2].map(() => ({ kind: 'discard-leftover', leftover })));
});

it('a superseded session is not exported where the operator says no', async () => {
  await left.plantSuperseded(name, 1);
  const { handlers, shown } = await start();
  operator.says = 'no';
  expect(await handlers['leftovers:export']({ ...shown, to: 'file' })).toEqual(fail('not-confirmed'));
  expect([exported, operator.asked]).toMatchObject([
    [],
    [{ kind: 'export', to: 'file', namespace: name, fingerprint: shown.fingerprint }],
  ]);
});

it('nobody is asked about a leftover that is not the one that was shown', async () => {
  await left.plantSuperseded(name, 1);
  const { handlers, shown } = await start();
  const other = { ...shown, fingerprint: '00000000' };
  expect(await handlers['leftovers:discard'](other)).toEqual(fail('conflict-changed'));
  expect(await handlers['leftovers:export']({ ...other, to: 'file' })).toEqual(fail('conflict-changed'));
  expect([operator.asked, exported]).toEqual([[], []]);
});

it('a superseded session that is brought back while the operator is asked is not exported', async () => {
  await left.plantSuperseded(name, 1);
  const { handlers, shown } = await start();
  operator.meanwhile = () => handlers['leftovers:bring-back'](shown);
  const exporting = await handlers['leftovers:export']({ ...shown, to: 'clipboard' });
  expect(exporting).toEqual(fail('leftover-gone'));
  expect(exported).toEqual([]);
});
