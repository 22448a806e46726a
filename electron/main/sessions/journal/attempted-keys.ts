import type { InterruptedOutcome } from '../../../../shared/held-sessions.ts';
import { type AppError, fail, type Result } from '../../../../shared/result.ts';
import { retryDelayMs } from '../../async/retry-delay.ts';
import type { Timers } from '../../async/timers.ts';
import type { Logger } from '../../logging/logger.ts';
import type { JournalEntry, SessionJournal } from '../session-journal.ts';
import { encodeTelethon, fingerprint, type SessionData } from '../session-string/index.ts';
import type { WriteCondition } from '../store/session-store.ts';
import { type AttemptedKey, KeyResolver, type KeyResolverParts } from './key-resolver.ts';

export interface AttemptedKeysParts extends KeyResolverParts {
  /** Keys that Telegram was about to be asked to sign in. */
  attempted: SessionJournal;
  timers: Timers;
  /** Epoch ms. */
  now: () => number;
  logger: Logger;
  /** What is told by {@link AttemptedKeys.interrupted} may be different now. */
  onChanged(): void;
}

/** What is known of a key whose sign-in is not under way any more. */
export interface InterruptedKey {
  entry: JournalEntry;
  asking: boolean;
  /** Why the last question was not answered, or null. */
  error: AppError | null;
  /** When it is asked about again, epoch ms; null where it will not be in this run. */
  nextAskAt: number | null;
}

interface Question extends Omit<InterruptedKey, 'entry'> {
  mayStillLand: boolean;
  cancel(): void;
}

/** Tries in one run of the app; what is still open then waits for the next start, or for the operator. */
const maxTries = 8;

const unasked: Question = {
  asking: false,
  error: null,
  nextAskAt: null,
  mayStillLand: false,
  cancel: () => {},
};

/**
 * Closes the gap between Telegram's acceptance and its answer. The auth key exists before the sign-in is asked for, so it
 * is journaled then; where the answer never came, Telegram itself is asked whether it accepted the key.
 */
export class AttemptedKeys {
  private readonly stopping = new AbortController();
  /** Slots whose sign-in is under way, by namespace. */
  private readonly underWay = new Map<string, Set<string>>();
  /** Slots whose key is being removed. */
  private readonly dropping = new Set<string>();
  private readonly questions = new Map<string, Question>();
  private readonly lookers = new Set<() => void>();
  private readonly resolver: KeyResolver;

  constructor(private readonly parts: AttemptedKeysParts) {
    this.resolver = new KeyResolver(parts);
  }

  async anticipate(namespace: string, key: SessionData, condition: WriteCondition | null): Promise<void> {
    const text = encodeTelethon(key);
    const slot = slotOf(namespace, fingerprint(key.authKey));
    this.underWay.set(namespace, (this.underWay.get(namespace) ?? new Set()).add(slot));
    const known = this.entry(slot);
    if (known?.record?.text === text && !known.unprotected) return;
    await this.parts.attempted.put({ namespace: slot, text, condition, account: null });
  }

  /** Drops the keys of the sign-in that is under way. Those of earlier ones stay until they are resolved. */
  async forget(namespace: string): Promise<void> {
    await Promise.all(this.end(namespace).map((slot) => this.drop(slot)));
  }

  /** Asks about a sign-in that was left before Telegram answered. Its connection must be closed: two at once end a key. */
  resolveLeft(namespace: string): void {
    const left = this.end(namespace);
    this.askAll((slot) => left.includes(slot), true);
  }

  /** Asks about all that earlier sign-ins left behind. */
  resolve(): void {
    this.askAll((slot) => !this.isUnderWay(slot), false);
  }

  /** After the seal was unlocked: asks about keys that could not be read before. */
  async unseal(): Promise<void> {
    await this.parts.attempted.unseal();
    this.resolve();
  }

  interrupted(): InterruptedKey[] {
    return this.parts.attempted
      .entries()
      .filter(({ namespace: slot }) => !this.isUnderWay(slot) && !this.dropping.has(slot))
      .map((entry) => {
        const { asking, error, nextAskAt } = this.questions.get(entry.namespace) ?? unasked;
        return { entry, asking, error, nextAskAt };
      });
  }

  /** Asks at once. Fails with `leftover-gone`, `leftover-busy`, `pending-unreadable`, or with why it was not answered. */
  async askNow(slot: string): Promise<Result<InterruptedOutcome>> {
    const entry = this.isUnderWay(slot) ? undefined : this.entry(slot);
    if (!entry) return fail('leftover-gone');
    if (!entry.record) return fail('pending-unreadable');
    const question = this.questions.get(slot);
    if (question?.asking || this.dropping.has(slot)) return fail('leftover-busy');
    return this.ask(slot, question?.mayStillLand ?? false, 1);
  }

  /** Resolves with why the key is still there, or null. While Telegram is asked about it, it is not discarded. */
  async discard(slot: string): Promise<AppError | null> {
    const question = this.questions.get(slot);
    if (question?.asking) return { code: 'leftover-busy' };
    question?.cancel();
    this.questions.delete(slot);
    return this.drop(slot);
  }

  /** Keys of sign-ins that were left, and that would not survive the app. */
  exposed(): InterruptedKey[] {
    return this.interrupted().filter(({ entry }) => entry.unprotected !== null);
  }

  /** Asks about every exposed key once more; resolves when all the questions have been answered, or could not be. */
  async askAboutExposed(): Promise<void> {
    await Promise.all(
      this.exposed().map(({ entry: { namespace: slot } }) => {
        if (!this.isOpen(slot)) void this.askNow(slot);
        return this.answered(slot);
      }),
    );
  }

  /**
   * Drops the key of a session that is given up or moved, which it would bring back. What Telegram is being asked about it is
   * not waited for. Resolves with why the key is still there, or null.
   */
  async giveUp(namespace: string, fingerprint: string): Promise<AppError | null> {
    const slot = slotOf(namespace, fingerprint);
    this.underWay.get(namespace)?.delete(slot);
    this.questions.get(slot)?.cancel();
    this.questions.delete(slot);
    return this.entry(slot) ? this.drop(slot) : null;
  }

  stop(): void {
    this.stopping.abort();
    for (const { cancel } of this.questions.values()) cancel();
  }

  /** The slots of the sign-in that was under way. */
  private end(namespace: string): string[] {
    const slots = [...(this.underWay.get(namespace) ?? [])];
    this.underWay.delete(namespace);
    return slots;
  }

  private async drop(slot: string): Promise<AppError | null> {
    this.dropping.add(slot);
    const failure = await this.parts.attempted.discard(slot, fingerprintIn(slot));
    this.dropping.delete(slot);
    this.changed();
    return failure;
  }

  private askAll(isMeant: (slot: string) => boolean, mayStillLand: boolean): void {
    for (const { namespace: slot } of this.parts.attempted.entries()) {
      const { asking, nextAskAt } = this.questions.get(slot) ?? unasked;
      if (isMeant(slot) && !asking && nextAskAt === null) void this.ask(slot, mayStillLand, 1);
    }
  }

  private async ask(slot: string, mayStillLand: boolean, tries: number): Promise<Result<InterruptedOutcome>> {
    const key = this.key(slot);
    if (!key || this.dropping.has(slot)) return fail('leftover-gone');
    const earlier = this.questions.get(slot) ?? unasked;
    earlier.cancel();
    const ending = new AbortController();
    const cancel = () => ending.abort();
    this.tell(slot, { asking: true, error: earlier.error, nextAskAt: null, mayStillLand, cancel });
    const signal = AbortSignal.any([this.stopping.signal, ending.signal]);
    const settled = await this.settle(slot, key, mayStillLand, signal);
    if (signal.aborted) return settled;
    if (settled.ok) this.questions.delete(slot);
    else this.askLater(slot, settled.error, mayStillLand, tries);
    this.changed();
    return settled;
  }

  /** Drops the key once nothing is left to ask. */
  private async settle(
    slot: string,
    key: AttemptedKey,
    mayStillLand: boolean,
    signal: AbortSignal,
  ): Promise<Result<InterruptedOutcome>> {
    const resolved = await this.resolver.resolve(key, mayStillLand, signal);
    if (!resolved.ok) return resolved;
    const failure = await this.parts.attempted.clear(slot, key.record.text);
    return failure ? { ok: false, error: failure } : resolved;
  }

  private askLater(slot: string, error: AppError, mayStillLand: boolean, tries: number): void {
    const { timers, logger, now } = this.parts;
    logger.warn('attempted-key-not-resolved', { namespace: namespaceOf(slot), error });
    if (tries === maxTries) {
      this.tell(slot, { ...unasked, error });
      return;
    }
    const delayMs = retryDelayMs(tries, timers.chance());
    const cancel = timers.after(delayMs, () => void this.ask(slot, false, tries + 1));
    this.tell(slot, { asking: false, error, nextAskAt: now() + delayMs, mayStillLand, cancel });
  }

  private tell(slot: string, question: Question): void {
    this.questions.set(slot, question);
    this.changed();
  }

  /** A request that may still land makes the first answer no answer: the second question is waited for too. */
  private isOpen(slot: string): boolean {
    const { asking, mayStillLand, nextAskAt } = this.questions.get(slot) ?? unasked;
    return asking || (mayStillLand && nextAskAt !== null);
  }

  private answered(slot: string): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (this.isOpen(slot)) return;
        this.lookers.delete(look);
        resolve();
      };
      this.lookers.add(look);
      look();
    });
  }

  private changed(): void {
    this.parts.onChanged();
    for (const look of [...this.lookers]) look();
  }

  private isUnderWay(slot: string): boolean {
    return this.underWay.get(namespaceOf(slot))?.has(slot) ?? false;
  }

  private entry(slot: string): JournalEntry | undefined {
    return this.parts.attempted.entries().find(({ namespace }) => namespace === slot);
  }

  private key(slot: string): AttemptedKey | null {
    const entry = this.entry(slot);
    if (!entry?.record) return null;
    const { fingerprint, record, unprotected } = entry;
    return { fingerprint, unprotected, record: { ...record, namespace: namespaceOf(slot) } };
  }
}

/** Under which a key is kept: a namespace may have several, and its name holds no slash. */
function slotOf(namespace: string, fingerprint: string): string {
  return `${namespace}/${fingerprint}`;
}

export function namespaceOf(slot: string): string {
  return slot.split('/', 1)[0] ?? slot;
}

function fingerprintIn(slot: string): string {
  return slot.split('/', 2)[1] ?? '';
}
