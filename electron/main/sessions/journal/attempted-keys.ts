import type { AppError, Result } from '../../../../shared/result.ts';
import type { Logger } from '../../logging/logger.ts';
import type { SessionProber } from '../namespaces/session-prober.ts';
import { retryDelayMs } from '../pending/retry-delay.ts';
import type { Timers } from '../pending/timers.ts';
import type { JournalEntry, JournalRecord, SessionJournal } from '../session-journal.ts';
import type { WriteCondition } from '../session-store.ts';
import { decodeSessionString, encodeTelethon, type SessionData } from '../session-string/index.ts';

export interface AttemptedKeysParts {
  /** Keys that Telegram was about to be asked to sign in. */
  attempted: SessionJournal;
  /** Sessions that Telegram has accepted. */
  journal: SessionJournal;
  prober: SessionProber;
  /** What the store holds for a namespace. */
  storedFingerprint(namespace: string): Promise<Result<string | null>>;
  timers: Timers;
  logger: Logger;
  /** An accepted session was found and journaled. */
  onAccepted(): void;
}

/** Tries in one run of the app; what is still open then waits for the next start. */
const maxTries = 8;

/**
 * Closes the gap between Telegram's acceptance and its answer. The auth key exists before the sign-in is asked for, so it
 * is journaled then; after a crash in between Telegram itself is asked whether it accepted the key.
 */
export class AttemptedKeys {
  private readonly stopping = new AbortController();

  constructor(private readonly parts: AttemptedKeysParts) {}

  async anticipate(namespace: string, key: SessionData, condition: WriteCondition | null): Promise<void> {
    const text = encodeTelethon(key);
    const known = this.parts.attempted.entries().find((entry) => entry.namespace === namespace);
    if (known?.record?.text === text && !known.unprotected) return;
    await this.parts.attempted.put({ namespace, text, condition, account: null });
  }

  forget(namespace: string): Promise<void> {
    return this.parts.attempted.discard(namespace);
  }

  /** Asks about what an earlier run of the app left behind. No sign-in may be open. */
  resolve(): void {
    for (const entry of this.parts.attempted.entries()) void this.resolveEntry(entry, 1);
  }

  stop(): void {
    this.stopping.abort();
  }

  private async resolveEntry(entry: JournalEntry, tries: number): Promise<void> {
    if (!entry.record || this.stopping.signal.aborted) return;
    const error = await this.settle(entry, entry.record);
    if (error === null || tries === maxTries) return;
    const { timers, logger } = this.parts;
    logger.warn('attempted-key-not-resolved', { namespace: entry.namespace, error });
    timers.after(retryDelayMs(tries, timers.chance()), () => void this.resolveEntry(entry, tries + 1));
  }

  /** Null when nothing is left to ask, else why it could not be asked. */
  private async settle(entry: JournalEntry, record: JournalRecord): Promise<AppError | null> {
    const { attempted, journal, prober, onAccepted } = this.parts;
    const { namespace, text } = record;
    const isKept = journal.entries().some((kept) => kept.record?.text === text);
    const stored = await this.parts.storedFingerprint(namespace);
    if (!stored.ok) return stored.error;
    const decoded = decodeSessionString(text);
    // A stored session may be in use by its connector, and two connections at once end it: it is not asked about.
    if (!isKept && stored.value !== entry.fingerprint && decoded.ok) {
      const probed = await prober.probe(namespace, decoded.session, this.stopping.signal);
      if (!probed.ok && !awaitsPassword(probed.error)) return probed.error;
      if (probed.ok && probed.value.kind === 'authorized') {
        await journal.put({ ...record, account: probed.value.account });
        onAccepted();
      }
    }
    await attempted.clear(namespace, text);
    return null;
  }
}

/** The code was right, but the password was not given: nothing was accepted. */
function awaitsPassword({ code, params }: AppError): boolean {
  return code === 'telegram-unexpected' && params?.message === 'SESSION_PASSWORD_NEEDED';
}
