import { z } from 'zod';
import {
  type ConfirmationView,
  isPhrase,
  type NotConfirmed,
  type ProfileFacts,
  type Question,
} from '../../../../shared/confirmation.ts';
import { confirmationView } from '../../../../shared/confirmation-words.ts';
import { type Failure, fail, ok, type Result } from '../../../../shared/result.ts';
import type { Logger } from '../../logging/logger.ts';

/** A key press or a click that was meant for the main window confirms nothing. */
const calmMs = 700;
/** Longest time that a page of our own takes to be drawn. */
const drawingLimitMs = 15_000;

/** The window of one question. It tells what becomes of it, and is closed when the question has ended. */
export interface QuestionWindow {
  show(heightPx: number): void;
  close(): void;
}

export interface QuestionEvents {
  /** The page is drawn, and needs this height; resolves once the question may be confirmed. */
  onDrawn(heightPx: number): Promise<void>;
  /** Whatever the page says the operator did. */
  onAnswer(answer: unknown): void;
  /** The operator closed it, or the window before which it stands. */
  onClosed(): void;
  /** Its page could not be loaded, or died. */
  onFailed(reason: string): void;
}

interface ConfirmationsParts {
  /** Null where there is no main window to stand before. */
  open(view: ConfirmationView, events: QuestionEvents): QuestionWindow | null;
  /** False where it would stand over the lock, or before the question about quitting. */
  mayAsk(kind: Question['kind']): boolean;
  after(delayMs: number, run: () => void): () => void;
  logger: Logger;
}

const answerSchema = z.strictObject({
  confirmed: z.boolean(),
  pledged: z.boolean(),
  typed: z.string().max(16_384),
});

/**
 * Asks the operator in a window that nothing in the main window can answer. One question at a time; each is answered once,
 * and whatever else becomes of its window confirms nothing.
 */
export class Confirmations {
  /** Ends the question that stands. */
  #end: ((outcome: Result<null, NotConfirmed>) => void) | null = null;

  constructor(private readonly parts: ConfirmationsParts) {}

  /** @param inUse the profile that the question is about, where it names none itself */
  ask(question: Question, inUse: ProfileFacts | null): Promise<Result<null, NotConfirmed>> {
    if (!this.parts.mayAsk(question.kind)) return Promise.resolve(fail('not-confirmed'));
    if (this.#end) return Promise.resolve(fail('confirmation-open'));
    return new Promise((resolve) => this.#open(confirmationView(question, inUse), resolve));
  }

  /** The question that stands is not answered any more. */
  dismiss(): void {
    this.#end?.(fail('not-confirmed'));
  }

  #open(view: ConfirmationView, resolve: (outcome: Result<null, NotConfirmed>) => void): void {
    const { open, after } = this.parts;
    let window: QuestionWindow | null = null;
    let mayConfirm = false;
    const end = (outcome: Result<null, NotConfirmed>) => {
      // What comes after the end counts for nothing, and ends no later question.
      if (this.#end !== end) return;
      this.#end = null;
      cancelLimit();
      window?.close();
      resolve(outcome);
    };
    this.#end = end;
    const cancelLimit = after(drawingLimitMs, () => end(this.#failed('the page was not drawn in time')));
    window = open(view, {
      onDrawn: (heightPx) => {
        cancelLimit();
        if (this.#end === end) window?.show(heightPx);
        return new Promise((calm) => {
          after(calmMs, () => {
            mayConfirm = true;
            calm();
          });
        });
      },
      onAnswer: (answer) => {
        const read = answerSchema.safeParse(answer);
        if (!read.success) return end(this.#failed('the page gave an answer of another shape'));
        const { confirmed, pledged, typed } = read.data;
        if (!confirmed) return end(fail('not-confirmed'));
        const isComplete =
          (view.pledge === null || pledged) && (view.phrase === null || isPhrase(typed, view.phrase.text));
        if (mayConfirm && isComplete) end(ok(null));
      },
      onClosed: () => end(fail('not-confirmed')),
      onFailed: (reason) => end(this.#failed(reason)),
    });
    if (!window) end(fail('not-confirmed'));
  }

  #failed(reason: string): Failure<'confirmation-failed'> {
    this.parts.logger.error('confirmation window failed', { reason });
    return fail('confirmation-failed');
  }
}
