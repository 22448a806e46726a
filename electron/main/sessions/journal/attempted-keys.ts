import type { AppError, Result } from '../../../../shared/result.ts';
import type { Logger } from '../../logging/logger.ts';
import type { SessionProber } from '../namespaces/session-prober.ts';
import { retryDelayMs } from '../pending/retry-delay.ts';
import type { Timers } from '../pending/timers.ts';
import type { JournalEntry, JournalRecord, SessionJournal } from '../session-journal.ts';
import type { WriteCondition } from '../session-store.ts';
import {
  decodeSessionString,
  encodeTelethon,
  fingerprint,
  type SessionData,
} from '../session-string/index.ts';

export interface AttemptedKeysParts {
  /** Keys that Telegram was about to be asked to sign in. */
  attempted: SessionJournal;
  /** Sessions that Telegram has accepted. */
  journal: SessionJournal;
  prober: SessionProber;
  /** Whether a session of the namespace waits to be stored. */
  isUnsaved(namespace: string): boolean;
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
 * is journaled then; where the answer never came, Telegram itself is asked whether it accepted the key.
 */
export class AttemptedKeys {
  private readonly stopping = new AbortController();
  /** Slots whose sign-in is under way, by namespace. */
  private readonly underWay = new Map<string, Set<string>>();
  /** Slots that are being asked about. */
  private readonly resolving = new Set<string>();

  constructor(private readonly parts: AttemptedKeysParts) {}

  async anticipate(namespace: string, key: SessionData, condition: WriteCondition | null): Promise<void> {
    const text = encodeTelethon(key);
    const slot = slotOf(namespace, fingerprint(key.authKey));
    this.underWay.set(namespace, (this.underWay.get(namespace) ?? new Set()).add(slot));
    const known = this.parts.attempted.entries().find((entry) => entry.namespace === slot);
    if (known?.record?.text === text && !known.unprotected) return;
    await this.parts.attempted.put({ namespace: slot, text, condition, account: null });
  }

  /** Drops the keys of the sign-in that is under way. Those of earlier ones stay until they are resolved. */
  async forget(namespace: string): Promise<void> {
    await Promise.all(
      this.end(namespace).map((slot) => this.parts.attempted.discard(slot, fingerprintIn(slot))),
    );
  }

  /** Asks about a sign-in that was left before Telegram answered. Its connection must be closed: two at once end a key. */
  resolveLeft(namespace: string): void {
    const left = this.end(namespace);
    this.ask((slot) => left.includes(slot), true);
  }

  /** Asks about all that earlier sign-ins left behind. */
  resolve(): void {
    const underWay = [...this.underWay.values()];
    this.ask((slot) => !underWay.some((slots) => slots.has(slot)), false);
  }

  /** After the seal was unlocked: asks about keys that could not be read before. */
  async unseal(): Promise<void> {
    await this.parts.attempted.unseal();
    this.resolve();
  }

  stop(): void {
    this.stopping.abort();
  }

  /** The slots of the sign-in that was under way. */
  private end(namespace: string): string[] {
    const slots = [...(this.underWay.get(namespace) ?? [])];
    this.underWay.delete(namespace);
    return slots;
  }

  private ask(isMeant: (slot: string) => boolean, mayStillLand: boolean): void {
    for (const { namespace: slot, record, fingerprint } of this.parts.attempted.entries()) {
      if (!record || !isMeant(slot) || this.resolving.has(slot)) continue;
      this.resolving.add(slot);
      const key = { slot, fingerprint, record: { ...record, namespace: namespaceOf(slot) } };
      void this.resolveKey(key, mayStillLand, 1);
    }
  }

  private async resolveKey(key: Key, mayStillLand: boolean, tries: number): Promise<void> {
    if (this.stopping.signal.aborted) return;
    const { slot, record } = key;
    const error = await this.settle(key, mayStillLand);
    if (error === null) await this.parts.attempted.clear(slot, record.text);
    if (error === null || tries === maxTries) return void this.resolving.delete(slot);
    const { timers, logger } = this.parts;
    logger.warn('attempted-key-not-resolved', { namespace: record.namespace, error });
    timers.after(retryDelayMs(tries, timers.chance()), () => void this.resolveKey(key, false, tries + 1));
  }

  /** Null when nothing is left to ask, else why the key must be kept. */
  private async settle({ record, fingerprint }: Key, mayStillLand: boolean): Promise<AppError | null> {
    const { namespace } = record;
    const stored = await this.parts.storedFingerprint(namespace);
    if (!stored.ok) return stored.error;
    // A stored session may be in use by its connector, and two connections at once end it: it is not asked about.
    if (stored.value === fingerprint || this.isJournaled(namespace, fingerprint)) return null;
    if (this.isOccupied(namespace, fingerprint)) return occupied(namespace);
    const decoded = decodeSessionString(record.text);
    if (!decoded.ok) return null;
    const probed = await this.parts.prober.probe(namespace, decoded.session, this.stopping.signal);
    if (!probed.ok) return awaitsPassword(probed.error) && !mayStillLand ? null : probed.error;
    if (probed.value.kind === 'authorized') {
      return this.hand({ ...record, account: probed.value.account }, fingerprint);
    }
    // What was sent before the connection was closed may reach Telegram after this question.
    return mayStillLand ? { code: probed.value.reason } : null;
  }

  /** Leaves an accepted session to be stored, never in the place of another one, which came later. */
  private async hand(record: JournalRecord, fingerprint: string): Promise<AppError | null> {
    const { namespace } = record;
    if (this.isOccupied(namespace, fingerprint)) return occupied(namespace);
    const unprotected = await this.parts.journal.put(record);
    // One that came meanwhile is journaled over this one.
    if (this.parts.isUnsaved(namespace)) return occupied(namespace);
    this.parts.onAccepted();
    return unprotected;
  }

  private isJournaled(namespace: string, fingerprint: string): boolean {
    const entry = this.parts.journal.entries().find((kept) => kept.namespace === namespace);
    return entry?.fingerprint === fingerprint && !entry.unprotected;
  }

  private isOccupied(namespace: string, fingerprint: string): boolean {
    const { journal, isUnsaved } = this.parts;
    const isOther = (entry: JournalEntry) =>
      entry.namespace === namespace && entry.fingerprint !== fingerprint;
    return isUnsaved(namespace) || journal.entries().some(isOther);
  }
}

interface Key {
  slot: string;
  fingerprint: string;
  record: JournalRecord;
}

/** Under which a key is kept: a namespace may have several, and its name holds no slash. */
function slotOf(namespace: string, fingerprint: string): string {
  return `${namespace}/${fingerprint}`;
}

function namespaceOf(slot: string): string {
  return slot.split('/', 1)[0] ?? slot;
}

function fingerprintIn(slot: string): string {
  return slot.split('/', 2)[1] ?? '';
}

function occupied(namespace: string): AppError {
  return { code: 'namespace-unsaved', params: { namespace } };
}

/** The code was right, but the password was not given: nothing was accepted. */
function awaitsPassword({ code, params }: AppError): boolean {
  return code === 'telegram-unexpected' && params?.message === 'SESSION_PASSWORD_NEEDED';
}
