import type { InterruptedOutcome } from '../../../../shared/held-sessions.ts';
import { type AppError, fail, ok, type Result } from '../../../../shared/result.ts';
import type { JournalEntry, JournalRecord, SessionJournal } from '../session-journal.ts';
import type { SessionProber } from '../session-prober.ts';
import { decodeSessionString } from '../session-string/index.ts';

export interface KeyResolverParts {
  /** Sessions that Telegram has accepted. */
  journal: SessionJournal;
  prober: SessionProber;
  /** Whether a session of the namespace waits to be stored. */
  isUnsaved(namespace: string): boolean;
  /** What the store holds for a namespace. */
  storedFingerprint(namespace: string): Promise<Result<string | null>>;
  /** An accepted session was found and journaled. */
  onAccepted(): void;
}

/** A key that Telegram may have accepted. */
export interface AttemptedKey {
  fingerprint: string;
  record: JournalRecord;
  /** Why the key would not survive the app, or null where it would. */
  unprotected: AppError | null;
}

/** Finds out what became of a key whose sign-in was never answered. */
export class KeyResolver {
  constructor(private readonly parts: KeyResolverParts) {}

  /**
   * Leaves an accepted session in the journal. Fails with why the key must be kept. `mayStillLand`: what was sent before the
   * connection was closed may reach Telegram after this question, so that a refusal is not final.
   */
  async resolve(
    { record, fingerprint, unprotected }: AttemptedKey,
    mayStillLand: boolean,
    signal: AbortSignal,
  ): Promise<Result<InterruptedOutcome>> {
    const { namespace } = record;
    const stored = await this.parts.storedFingerprint(namespace);
    if (!stored.ok) return stored;
    // A stored session may be in use by its connector, and two connections at once end it: it is not asked about.
    if (stored.value === fingerprint || this.isJournaled(namespace, fingerprint)) return ok('known');
    if (this.isOccupied(namespace, fingerprint)) return occupied(namespace);
    const decoded = decodeSessionString(record.text);
    if (!decoded.ok) return ok('not-accepted');
    const probed = await this.parts.prober.probe(namespace, decoded.session, signal);
    if (signal.aborted) return fail('sign-in-cancelled');
    if (!probed.ok && !awaitsPassword(probed.error)) return probed;
    if (probed.ok && probed.value.kind === 'authorized') {
      const session = { ...record, account: probed.value.account };
      return this.hand({ record: session, fingerprint, unprotected });
    }
    return mayStillLand ? fail('sign-in-interrupted') : ok('not-accepted');
  }

  /** Leaves an accepted session to be stored, never in the place of another one, which came later. */
  private async hand({
    record,
    fingerprint,
    unprotected,
  }: AttemptedKey): Promise<Result<InterruptedOutcome>> {
    const { namespace } = record;
    if (this.isOccupied(namespace, fingerprint)) return occupied(namespace);
    const problem = await this.parts.journal.add(record);
    // One that came meanwhile is journaled over this one.
    if (problem?.code === 'namespace-unsaved' || this.parts.isUnsaved(namespace)) return occupied(namespace);
    this.parts.onAccepted();
    // A key on the disk stays until its session is there too; one in memory is worth no more than the session.
    return problem && !unprotected ? { ok: false, error: problem } : ok('accepted');
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

function occupied(namespace: string): { ok: false; error: AppError } {
  return fail('namespace-unsaved', { namespace });
}

/** The code was right, but the password was not given: nothing was accepted. */
function awaitsPassword({ code, params }: AppError): boolean {
  return code === 'telegram-unexpected' && params?.message === 'SESSION_PASSWORD_NEEDED';
}
