import type { AppError } from '../../../../shared/result.ts';
import type { SignedInAccount } from '../session-prober.ts';
import type { SessionData } from '../session-string/index.ts';
import type { WriteCondition } from '../store/session-store.ts';
import type { Asking } from './asking.ts';
import type { Custody, HeldChange } from './custody.ts';
import { accepted, attemptOf, left, newSession, released, unasked, untried } from './held-session.ts';
import type { Storing } from './storing.ts';

/** How far a session that a sign-in handed over has come. */
export type HandoverProgress =
  | { kind: 'storing'; running: 'writing' | 'verifying' | null; error: AppError | null }
  | { kind: 'stored'; uri: string }
  /** It goes on without the sign-in, or not at all: `error` says what became of it. */
  | { kind: 'ended'; error: AppError };

interface SignInCustodyParts {
  custody: Custody;
  asking: Asking;
  storing: Storing;
  /** Epoch ms. */
  now: () => number;
  uriOf: (namespace: string) => string;
}

/** Permission of one sign-in, given when it began; what the store holds later never widens it. */
interface SignInPermit {
  namespace: string;
  condition: WriteCondition;
  expectedAccountId: string | null;
}

/** The way of one sign-in's keys into custody. It hands its session over once, and then knows its id alone. */
export class SignInCustody {
  readonly #offered = new Set<string>();
  #heldId: string | null = null;

  constructor(
    private readonly parts: SignInCustodyParts,
    private readonly permit: SignInPermit,
  ) {}

  /** Keeps a key that Telegram is about to be asked to accept. */
  async offer(key: SessionData): Promise<void> {
    const { custody, now } = this.parts;
    const stage = { kind: 'offered', underWay: true, question: unasked } as const;
    const session = newSession({ ...this.permit, session: key, account: null, since: now(), stage });
    const known = custody.get(session.id);
    this.#offered.add(session.id);
    if (known?.stage.kind === 'offered' && known.stage.underWay) await custody.protect(session.id);
    else await custody.put(session);
  }

  /** The sign-in was left, and Telegram has not accepted it. */
  async withdraw(): Promise<void> {
    const { custody } = this.parts;
    for (const id of this.#takeOffered()) {
      const given = await custody.giveUp(id, 'not-accepted');
      // The disk would bring it back: it is listed, so that it can be asked about or discarded.
      if (!given.ok) custody.touch(id, left);
    }
  }

  /** The sign-in was left before Telegram answered, and its connection is closed: Telegram is asked what became of it. */
  leave(): void {
    const { custody, asking } = this.parts;
    for (const id of this.#takeOffered()) {
      custody.touch(id, left);
      void asking.ask(id, true);
    }
  }

  /**
   * Takes a session over that Telegram has just accepted, and resolves with its fingerprint when it is as safe as this
   * computer can make it. It is not stored before {@link release}.
   */
  async accept(authorization: SessionData, account: SignedInAccount): Promise<string> {
    const { custody, now } = this.parts;
    const stage = { kind: 'connected' } as const;
    const session = newSession({ ...this.permit, session: authorization, account, since: now(), stage });
    this.#heldId = session.id;
    this.#offered.delete(session.id);
    // In the place of the offered key: one record, rewritten at once.
    await custody.put(accepted(session, account));
    // Keys of other data centres, on the way to this one.
    await this.withdraw();
    return session.fingerprint;
  }

  /** The connection is closed: the session may be stored. `account` is the better answer, or null where there is none. */
  async release(account: SignedInAccount | null): Promise<void> {
    const id = this.#heldId;
    if (id === null) return;
    await this.parts.custody.change(id, (session) => released(session, account));
    await this.store();
  }

  /** Tries to store it now; `onProgress` tells what comes of it. */
  async store(): Promise<void> {
    if (this.#heldId !== null) await this.parts.storing.save(this.#heldId);
  }

  /** Tells how the session fares until it is stored or gone; returns the unsubscribe. */
  onProgress(listener: (progress: HandoverProgress) => void): () => void {
    return this.parts.custody.changed.add((change) => {
      if (change.id !== this.#heldId) return;
      const progress = this.#progressOf(change);
      if (progress) listener(progress);
    });
  }

  #progressOf({ session, namespaces, end }: HeldChange): HandoverProgress | null {
    const { namespace } = this.permit;
    if (end === 'stored') return { kind: 'stored', uri: this.parts.uriOf(namespaces[0] ?? namespace) };
    if (!session) return ended(end === 'kept-theirs' ? 'sign-in-kept-theirs' : 'sign-in-discarded');
    if (session.namespace !== namespace) return ended('sign-in-moved', session.namespace);
    if (session.stage.kind === 'superseded') return ended('sign-in-superseded');
    if (session.stage.kind === 'wrong-account') return ended('session-wrong-account');
    const { running, failure } = attemptOf(session) ?? untried;
    return attemptOf(session) && { kind: 'storing', running, error: failure };
  }

  #takeOffered(): string[] {
    const ids = [...this.#offered];
    this.#offered.clear();
    return ids;
  }
}

function ended(code: AppError['code'], namespace?: string): HandoverProgress {
  return { kind: 'ended', error: namespace === undefined ? { code } : { code, params: { namespace } } };
}
