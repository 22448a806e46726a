import { createHash } from 'node:crypto';
import type { AccountInfo } from '../../../../shared/accounts.ts';
import type { AppError } from '../../../../shared/result.ts';
import type { SignedInAccount } from '../session-prober.ts';
import {
  decodeSessionString,
  encodeTelethon,
  fingerprint,
  type SessionData,
} from '../session-string/index.ts';
import type { WriteCondition } from '../store/session-store.ts';
import type { HeldConflict } from './held-conflict.ts';

/** A session that exists, or may exist, and is not known to be stored. Never changed, only replaced by {@link Custody}. */
export interface HeldSession {
  /** Names the record, in memory and on the disk: of the key, so that no session is held twice. */
  readonly id: string;
  readonly namespace: string;
  readonly fingerprint: string;
  readonly dcId: number;
  readonly secret: HeldSecret;
  readonly account: AccountInfo | null;
  /** The account that was to sign in; null where any may. */
  readonly expectedAccountId: string | null;
  /** When Telegram accepted the session or, before that, when its key was offered; epoch ms. */
  readonly since: number;
  /** The object that its write may replace: pinned when the sign-in began, and changed by a decision alone. */
  readonly condition: WriteCondition;
  readonly stage: Stage;
  /** Why it would not survive the app, or null where it would. */
  readonly unprotected: AppError | null;
}

/** The session string and the complete phone number, or what is on the disk of them while their seal cannot be opened. */
export type HeldSecret =
  | { readonly kind: 'open'; readonly text: string; readonly phoneNumber: string | null }
  | { readonly kind: 'closed'; readonly sealed: string; readonly sealedPhone: string | null };

export type OpenSession = HeldSession & { readonly secret: Extract<HeldSecret, { kind: 'open' }> };

export type Stage =
  /** The key is kept; Telegram has not answered for certain whether it accepts it. */
  | { readonly kind: 'offered'; readonly underWay: boolean; readonly question: Question }
  /** Accepted, and its sign-in is still connected: stored now, a connector's second connection would end it. */
  | { readonly kind: 'connected' }
  /** Accepted, and tried until the store has it. */
  | { readonly kind: 'waiting'; readonly attempt: StoreAttempt }
  /** Accepted, and something else stands where it was meant to go: the operator decides. */
  | { readonly kind: 'conflict'; readonly conflict: HeldConflict; readonly attempt: StoreAttempt }
  /** Accepted as somebody else than was expected: no retry, question, rename or bring-back leads to the store. */
  | { readonly kind: 'wrong-account'; readonly foundAccountId: string }
  /** Accepted, and a newer session took its place in the namespace: the operator brings it back or discards it. */
  | { readonly kind: 'superseded' };

/** How storing goes. */
interface StoreAttempt {
  readonly running: 'writing' | 'verifying' | null;
  /** Why the last try failed, or null before the first one. */
  readonly failure: AppError | null;
  /** When the next try comes by itself, epoch ms; null where none will. */
  readonly retryAt: number | null;
}

/** How asking Telegram about an offered key goes. */
export interface Question {
  readonly asking: boolean;
  readonly failure: AppError | null;
  /** When it is asked about again, epoch ms; null where it will not be in this run. */
  readonly nextAskAt: number | null;
  /** A request that was sent before the connection was closed may reach Telegram after the question. */
  readonly mayStillLand: boolean;
}

export const untried: StoreAttempt = { running: null, failure: null, retryAt: null };
export const unasked: Question = { asking: false, failure: null, nextAskAt: null, mayStillLand: false };

interface NewSession {
  namespace: string;
  session: SessionData;
  account: SignedInAccount | null;
  expectedAccountId: string | null;
  since: number;
  condition: WriteCondition;
  stage: Stage;
}

/** Copies the session through the codec, never keeping a reference to it. */
export function newSession({ session, account, ...facts }: NewSession): OpenSession {
  const text = encodeTelethon(session);
  const copy = decodeSessionString(text);
  if (!copy.ok) throw new RangeError(`a signed-in session is ${copy.reason}`);
  const { dcId, authKey } = copy.session;
  return {
    ...facts,
    id: idOfKey(authKey),
    fingerprint: fingerprint(authKey),
    dcId,
    secret: { kind: 'open', text, phoneNumber: account?.phoneNumber ?? null },
    account: account?.info ?? null,
    unprotected: null,
  };
}

/** The label makes it another digest than the one whose beginning is shown as the fingerprint. */
function idOfKey(authKey: Uint8Array): string {
  return createHash('sha256').update('held session ').update(authKey).digest('hex').slice(0, 32);
}

export function isOpen(session: HeldSession): session is OpenSession {
  return session.secret.kind === 'open';
}

/** Where a seal is closed, the fingerprint must do. */
export function isSameKey(one: HeldSession, other: HeldSession): boolean {
  if (one.fingerprint !== other.fingerprint) return false;
  return !isOpen(one) || !isOpen(other) || one.secret.text === other.secret.text;
}

/** Whether it is the one session of its namespace that is on its way to the store. */
export function isAccepted({ stage: { kind } }: HeldSession): boolean {
  return kind === 'connected' || kind === 'waiting' || kind === 'conflict';
}

/** How storing goes; null in a stage from which nothing is stored. */
export function attemptOf({ stage }: HeldSession): StoreAttempt | null {
  return stage.kind === 'waiting' || stage.kind === 'conflict' ? stage.attempt : null;
}

export function accepted(session: HeldSession, account: SignedInAccount): HeldSession {
  return { ...known(session, account), stage: orWrongAccount(session, account, { kind: 'connected' }) };
}

/** Found to be accepted after its sign-in was left: nothing is connected any longer. */
export function foundAccepted(session: HeldSession, account: SignedInAccount): HeldSession {
  const waiting: Stage = { kind: 'waiting', attempt: untried };
  return { ...known(session, account), stage: orWrongAccount(session, account, waiting) };
}

/** Its sign-in has closed its connection. `account` is the better answer of the two, where there is one. */
export function released(session: HeldSession, account: SignedInAccount | null): HeldSession {
  const isConnected = session.stage.kind === 'connected';
  const stage: Stage = isConnected ? { kind: 'waiting', attempt: untried } : session.stage;
  return account
    ? { ...known(session, account), stage: orWrongAccount(session, account, stage) }
    : { ...session, stage };
}

export function superseded(session: HeldSession): HeldSession {
  return { ...session, stage: { kind: 'superseded' } };
}

/** It may replace nothing without a decision: what it was once allowed to replace was seen before another came. */
export function broughtBack(session: HeldSession): HeldSession {
  return { ...session, condition: { ifNoneMatch: '*' }, stage: { kind: 'waiting', attempt: untried } };
}

export function renamed(session: HeldSession, namespace: string): HeldSession {
  return { ...broughtBack(session), namespace };
}

export function decided(session: HeldSession, condition: WriteCondition): HeldSession {
  return { ...session, condition, stage: { kind: 'waiting', attempt: untried } };
}

/** Changes how storing goes, in a stage that can be stored. */
export function trying(session: HeldSession, attempt: Partial<StoreAttempt>): HeldSession {
  const { stage } = session;
  if (stage.kind !== 'waiting' && stage.kind !== 'conflict') return session;
  return { ...session, stage: { ...stage, attempt: { ...stage.attempt, ...attempt } } };
}

/** A try has failed; `conflict` is what the operator must decide about, if that is why. */
export function failed(session: HeldSession, failure: AppError, conflict: HeldConflict | null): HeldSession {
  if (!attemptOf(session)) return session;
  const attempt = { ...untried, failure };
  const stage: Stage = conflict ? { kind: 'conflict', conflict, attempt } : { kind: 'waiting', attempt };
  return { ...session, stage };
}

/** Changes how asking goes, while it is not answered. */
export function questioned(session: HeldSession, question: Partial<Question>): HeldSession {
  const { stage } = session;
  if (stage.kind !== 'offered') return session;
  return { ...session, stage: { ...stage, question: { ...stage.question, ...question } } };
}

export function left(session: HeldSession): HeldSession {
  const { stage } = session;
  return stage.kind === 'offered' ? { ...session, stage: { ...stage, underWay: false } } : session;
}

function known(session: HeldSession, { info, phoneNumber }: SignedInAccount): HeldSession {
  const { secret } = session;
  return { ...session, account: info, secret: secret.kind === 'open' ? { ...secret, phoneNumber } : secret };
}

function orWrongAccount({ expectedAccountId }: HeldSession, { info }: SignedInAccount, stage: Stage): Stage {
  if (expectedAccountId === null || expectedAccountId === info.id) return stage;
  return { kind: 'wrong-account', foundAccountId: info.id };
}
