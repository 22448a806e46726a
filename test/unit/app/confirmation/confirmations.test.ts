import { beforeEach, describe, expect, it } from 'vitest';
import {
  Confirmations,
  type QuestionEvents,
  type QuestionWindow,
} from '../../../../electron/main/app/confirmation/confirmations.ts';
import type { ConfirmationView, Question } from '../../../../shared/confirmation.ts';
import { fail, ok } from '../../../../shared/result.ts';
import { ManualClock } from '../../../fixtures/manual-clock.ts';
import { silentLogger } from '../../../fixtures/silent-logger.ts';

const profile = { name: 'Production', place: 'a bucket' };
const remove: Question = { kind: 'remove-profile', profile };
const check: Question = { kind: 'check', sessions: [{ namespace: 'a-bot', fingerprint: 'd9c76fa3' }] };
const discard: Question = {
  kind: 'discard-waiting',
  session: { namespace: 'a-bot', fingerprint: 'd9c76fa3' },
};
const yes = { confirmed: true, pledged: false, typed: '' };
const no = { ...yes, confirmed: false };
const notConfirmed = fail('not-confirmed');

interface Opened {
  view: ConfirmationView;
  events: QuestionEvents;
  shownHeights: number[];
  closed: number;
}

let clock: ManualClock;
let opened: Opened[];
let hasParent: boolean;
let mayAsk: boolean;
let confirmations: Confirmations;

beforeEach(() => {
  clock = new ManualClock();
  opened = [];
  hasParent = true;
  mayAsk = true;
  confirmations = new Confirmations({
    open,
    mayAsk: () => mayAsk,
    after: (delayMs, run) => clock.after(delayMs, run),
    logger: silentLogger,
  });
});

function open(view: ConfirmationView, events: QuestionEvents): QuestionWindow | null {
  if (!hasParent) return null;
  const window: Opened = { view, events, shownHeights: [], closed: 0 };
  opened.push(window);
  return {
    show: (heightPx) => void window.shownHeights.push(heightPx),
    close: () => {
      window.closed += 1;
      // As a real window does, from within.
      events.onClosed();
    },
  };
}

function pass(ms: number): Promise<void> {
  return clock.advance(ms, async () => undefined);
}

/** The question's window, drawn, at the time when it may be confirmed. */
async function calm(question: Question = remove) {
  const outcome = confirmations.ask(question, null);
  const window = opened.at(-1);
  if (!window) throw new Error('no window was opened');
  void window.events.onDrawn(300);
  await pass(1_000);
  return { outcome, window };
}

describe('a question', () => {
  it('is confirmed once its page is drawn and the first moment is over', async () => {
    const { outcome, window } = await calm();
    window.events.onAnswer(yes);
    expect(await outcome).toEqual(ok(null));
    expect(window).toMatchObject({ shownHeights: [300], closed: 1 });
  });

  it('is not confirmed by a press that comes at once, which may have been meant for the main window', async () => {
    const outcome = confirmations.ask(remove, null);
    const { events } = opened[0] ?? expect.fail();
    events.onAnswer(yes);
    let mayConfirm = false;
    void events.onDrawn(300).then(() => {
      mayConfirm = true;
    });
    events.onAnswer(yes);
    await pass(600);
    events.onAnswer(yes);
    expect([mayConfirm, opened[0]?.closed]).toEqual([false, 0]);
    events.onAnswer(no);
    expect(await outcome).toEqual(notConfirmed);
  });

  it.each([
    ['was not ticked', check, yes],
    ['was not typed', discard, yes],
    ['was typed wrong', discard, { ...yes, typed: 'A-bot' }],
  ])('is not confirmed where what it asks for %s', async (_, question, answer) => {
    const { outcome, window } = await calm(question);
    window.events.onAnswer(answer);
    expect(window.closed).toBe(0);
    confirmations.dismiss();
    expect(await outcome).toEqual(notConfirmed);
  });

  it.each([
    ['ticked', check, { ...yes, pledged: true }],
    ['typed', discard, { ...yes, typed: 'a-bot' }],
  ])('is confirmed where what it asks for was %s', async (_, question, answer) => {
    const { outcome, window } = await calm(question);
    window.events.onAnswer(answer);
    expect(await outcome).toEqual(ok(null));
  });

  it.each<[string, (window: Opened) => void, unknown]>([
    ['is declined', ({ events }) => events.onAnswer(no), notConfirmed],
    ['is closed', ({ events }) => events.onClosed(), notConfirmed],
    ['dies', ({ events }) => events.onFailed('crashed'), fail('confirmation-failed')],
    ['answers with something else', ({ events }) => events.onAnswer('yes'), fail('confirmation-failed')],
    [
      'answers with more than is asked',
      ({ events }) => events.onAnswer({ ...yes, choice: 'all' }),
      fail('confirmation-failed'),
    ],
    ['is dismissed', () => confirmations.dismiss(), notConfirmed],
  ])('is not confirmed where its window %s', async (_, happens, expected) => {
    const { outcome, window } = await calm();
    happens(window);
    expect(await outcome).toEqual(expected);
  });

  it('is not confirmed where its page is never drawn', async () => {
    const outcome = confirmations.ask(remove, null);
    await pass(15_000);
    expect(await outcome).toEqual(fail('confirmation-failed'));
    expect(opened[0]).toMatchObject({ shownHeights: [], closed: 1 });
  });

  it('is not asked where none may stand, as over the lock', async () => {
    mayAsk = false;
    expect(await confirmations.ask(remove, null)).toEqual(notConfirmed);
    expect(opened).toEqual([]);
  });

  it('is not confirmed where there is no main window', async () => {
    hasParent = false;
    expect(await confirmations.ask(remove, null)).toEqual(notConfirmed);
  });
});

describe('one at a time', () => {
  it('a second question is refused while one stands, and asked afterwards', async () => {
    const { outcome, window } = await calm();
    expect(await confirmations.ask(remove, null)).toEqual(fail('confirmation-open'));
    expect(opened).toHaveLength(1);
    window.events.onAnswer(no);
    await outcome;
    const next = await calm();
    next.window.events.onAnswer(yes);
    expect(await next.outcome).toEqual(ok(null));
  });

  it('an answer counts once: no later one, nor the end of its window, reaches the next question', async () => {
    const first = await calm();
    first.window.events.onAnswer(no);
    first.window.events.onAnswer(yes);
    expect(await first.outcome).toEqual(notConfirmed);
    const second = await calm();
    first.window.events.onAnswer(yes);
    first.window.events.onClosed();
    first.window.events.onFailed('late');
    expect(second.window.closed).toBe(0);
    second.window.events.onAnswer(no);
    expect(await second.outcome).toEqual(notConfirmed);
  });

  it('a page that is drawn after its question has ended shows nothing', async () => {
    const outcome = confirmations.ask(remove, null);
    confirmations.dismiss();
    expect(await outcome).toEqual(notConfirmed);
    void opened[0]?.events.onDrawn(300);
    expect(opened[0]?.shownHeights).toEqual([]);
  });
});

it('the window is told the profile in use, unless the question names one', async () => {
  void confirmations.ask(check, profile);
  expect(opened[0]?.view.facts.slice(0, 2)).toEqual([
    { label: 'Profile', value: 'Production' },
    { label: 'Place', value: 'a bucket' },
  ]);
});
