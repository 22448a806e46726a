import { beforeEach, describe, expect, it } from 'vitest';
import { AttemptedKeys } from '../../../../electron/main/sessions/journal/attempted-keys.ts';
import { MemoryJournal } from '../../../../electron/main/sessions/memory-journal.ts';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import { ManualClock } from '../../../fixtures/manual-clock.ts';
import { ScriptedProber, sampleAccount } from '../../../fixtures/namespaces.ts';
import { sampleText } from '../../../fixtures/session-strings.ts';
import { silentLogger } from '../../../fixtures/silent-logger.ts';

const key = { dcId: 2, address: '149.154.167.51', port: 443, authKey: Buffer.alloc(256, 7) };
const name = 'a-bot';
let attempted: MemoryJournal;
let journal: MemoryJournal;
let prober: ScriptedProber;
let clock: ManualClock;
let stored: Result<string | null>;
let accepted: number;
let unsaved: boolean;

beforeEach(() => {
  attempted = new MemoryJournal();
  journal = new MemoryJournal();
  prober = new ScriptedProber();
  clock = new ManualClock();
  stored = ok(null);
  accepted = 0;
  unsaved = false;
});

/** A start of the app over what is kept. */
function start(onChanged = () => {}): AttemptedKeys {
  return new AttemptedKeys({
    attempted,
    journal,
    prober,
    isUnsaved: () => unsaved,
    storedFingerprint: async () => stored,
    timers: clock,
    now: clock.now,
    onChanged,
    logger: silentLogger,
    onAccepted: () => {
      accepted += 1;
    },
  });
}

async function dieWithAnticipatedKey(): Promise<void> {
  await start().anticipate(name, key, { ifMatch: '"e1"' });
}

it('becomes a session to be stored where Telegram had accepted it, with what it may replace', async () => {
  await dieWithAnticipatedKey();
  prober.says({ kind: 'authorized', account: sampleAccount });
  start().resolve();
  await expect.poll(() => accepted).toBe(1);
  expect(journal.entries()).toMatchObject([
    { namespace: name, account: sampleAccount.info, record: { condition: { ifMatch: '"e1"' } } },
  ]);
  await expect.poll(() => attempted.namespaces()).toEqual([]);
});

it.each([
  ['Telegram does not know it', ok({ kind: 'unauthorized', reason: 'session-unregistered' } as const)],
  ['the password was not given', fail('telegram-unexpected', { message: 'SESSION_PASSWORD_NEEDED' })],
])('is forgotten where %s', async (_, answer) => {
  await dieWithAnticipatedKey();
  prober.answer = answer;
  start().resolve();
  await expect.poll(() => attempted.namespaces()).toEqual([]);
  expect([accepted, journal.namespaces()]).toEqual([0, []]);
});

it('is kept and asked about again while Telegram cannot be reached', async () => {
  await dieWithAnticipatedKey();
  start().resolve();
  await expect.poll(() => clock.waiting).toBe(1);
  expect(attempted.entries()).toHaveLength(1);
  prober.says({ kind: 'authorized', account: sampleAccount });
  await clock.advance(10_000, () => expect.poll(() => accepted).toBe(1));
  expect(journal.namespaces()).toEqual([name]);
});

it('is not used while the store is unread, nor when it is stored: its connector may be connected', async () => {
  await dieWithAnticipatedKey();
  stored = fail('store-unreachable');
  start().resolve();
  await expect.poll(() => clock.waiting).toBe(1);
  stored = ok(attempted.entries()[0]?.fingerprint ?? null);
  await clock.advance(10_000, () => expect.poll(() => attempted.namespaces()).toEqual([]));
  expect(prober.asked).toEqual([]);
});

it('is not used when the journal has its session already', async () => {
  await dieWithAnticipatedKey();
  const [entry] = attempted.entries();
  if (entry?.record) await journal.put({ ...entry.record, namespace: name });
  start().resolve();
  await expect.poll(() => attempted.namespaces()).toEqual([]);
  expect(prober.asked).toEqual([]);
});

describe('beside another session of its namespace', () => {
  const newer = { namespace: name, text: sampleText(2), condition: null, account: sampleAccount };

  it('waits while the newer one is not stored, and is not asked about', async () => {
    await dieWithAnticipatedKey();
    await journal.put(newer);
    prober.says({ kind: 'authorized', account: sampleAccount });
    start().resolve();
    await expect.poll(() => clock.waiting).toBe(1);
    expect(journal.entries()[0]?.record?.text).toBe(newer.text);
    expect(prober.asked).toEqual([]);
    await journal.clear(name, newer.text);
    await clock.advance(10_000, () => expect.poll(() => accepted).toBe(1));
  });

  it('does not replace one that came while Telegram was asked', async () => {
    await dieWithAnticipatedKey();
    prober.says({ kind: 'authorized', account: sampleAccount });
    let answer = () => {};
    prober.gate = new Promise((resolve) => {
      answer = resolve;
    });
    start().resolve();
    await expect.poll(() => prober.asked).toHaveLength(1);
    await journal.put(newer);
    answer();
    await expect.poll(() => clock.waiting).toBe(1);
    expect(journal.entries()[0]?.record?.text).toBe(newer.text);
    expect(attempted.entries()).toHaveLength(1);
  });

  it('waits while one is unsaved that is not journaled yet', async () => {
    await dieWithAnticipatedKey();
    unsaved = true;
    start().resolve();
    await expect.poll(() => clock.waiting).toBe(1);
    expect([prober.asked, attempted.entries().length]).toEqual([[], 1]);
  });

  it('is kept when another key of the namespace is tried and given up', async () => {
    await dieWithAnticipatedKey();
    const keys = start();
    await keys.anticipate(name, { ...key, authKey: Buffer.alloc(256, 8) }, null);
    expect(attempted.entries()).toHaveLength(2);
    await keys.forget(name);
    expect(attempted.entries().map(({ record }) => record?.condition)).toEqual([{ ifMatch: '"e1"' }]);
  });
});

it('is asked about again where the sign-in was left, since the request may arrive after the question', async () => {
  const keys = start();
  await keys.anticipate(name, key, null);
  prober.says({ kind: 'unauthorized', reason: 'session-unregistered' });
  keys.resolveLeft(name);
  await expect.poll(() => clock.waiting).toBe(1);
  prober.says({ kind: 'authorized', account: sampleAccount });
  await clock.advance(10_000, () => expect.poll(() => accepted).toBe(1));
  await expect.poll(() => attempted.namespaces()).toEqual([]);
});

it('is kept when the operator asks while its request may still arrive', async () => {
  const keys = start();
  await keys.anticipate(name, key, null);
  prober.says({ kind: 'unauthorized', reason: 'session-unregistered' });
  keys.resolveLeft(name);
  await expect.poll(() => clock.waiting).toBe(1);
  const [slot = ''] = attempted.namespaces();
  expect(await keys.askNow(slot)).toMatchObject({ error: { code: 'sign-in-interrupted' } });
  expect(clock.waiting).toBe(1);
  await clock.advance(10_000, () => expect.poll(() => attempted.namespaces()).toEqual([]));
});

it('is not told as left over while its sign-in drops it', async () => {
  const told: number[] = [];
  const keys = start(() => told.push(keys.interrupted().length));
  await keys.anticipate(name, key, null);
  const forgetting = keys.forget(name);
  expect(keys.interrupted()).toEqual([]);
  await forgetting;
  expect(told).toEqual([0]);
});

it('is asked about no more once it was discarded', async () => {
  await dieWithAnticipatedKey();
  const keys = start();
  keys.resolve();
  await expect.poll(() => clock.waiting).toBe(1);
  const [slot = ''] = attempted.namespaces();
  expect(await keys.discard(slot)).toBeNull();
  expect([clock.waiting, attempted.namespaces()]).toEqual([0, []]);
});

it('waits for the operator or the next start when it was asked about often enough', async () => {
  await dieWithAnticipatedKey();
  const keys = start();
  keys.resolve();
  await expect.poll(() => clock.waiting).toBe(1);
  await clock.advance(3_600_000, () => expect.poll(() => keys.interrupted()[0]?.asking).toBe(false));
  expect(prober.asked).toHaveLength(8);
  expect(keys.interrupted()).toMatchObject([{ nextAskAt: null, error: { code: 'telegram-unreachable' } }]);
});

it('is not asked about while its sign-in is under way', async () => {
  const keys = start();
  await keys.anticipate(name, key, null);
  prober.says({ kind: 'unauthorized', reason: 'session-unregistered' });
  keys.resolve();
  keys.resolveLeft(name);
  // Only what was left just now is asked about again.
  await expect.poll(() => clock.waiting).toBe(1);
});
