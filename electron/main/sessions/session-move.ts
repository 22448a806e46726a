import type { Result } from '../../../shared/result.ts';

/** How a session is brought to where another manager keeps it. */
export interface SessionMove {
  /** Has it unsaved and journaled there. */
  take(): Promise<Result<null>>;
  store(): Promise<MoveOutcome>;
  /** Has it there no more. */
  giveBack(): Promise<void>;
}

export interface MoveOutcome {
  /** Also where it may be there. */
  isThere: boolean;
  result: Result<null>;
}
