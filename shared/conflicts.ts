import type { SessionSide } from './stored-sessions.ts';

/** Of our own session, which can always be read. */
export type OurSide = SessionSide & { fingerprint: string };

/**
 * The object is not the one that our write was meant to replace. `etag` names the object that the operator saw, so
 * that a decision cannot hit a third one.
 */
export type SessionConflict =
  | { kind: 'changed'; ours: OurSide; theirs: SessionSide; etag: string }
  | { kind: 'deleted'; ours: OurSide; etag: null }
  /** Something is there that may not be read: 403 for reading it, 412 for creating it. */
  | { kind: 'unreadable'; ours: OurSide; etag: null };

/** The operator's decision. `save-as` keeps both: ours goes to a namespace that holds nothing yet. */
export type ConflictChoice =
  | { kind: 'keep-theirs' }
  | { kind: 'put-ours' }
  | { kind: 'save-as'; target: string };
