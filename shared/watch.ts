import type { SessionSide } from './stored-sessions.ts';

/** The watch over an object after a re-authentication. */
export interface ClobberWatchView {
  since: number;
  until: number;
  /** It is no longer checked; the sealed copy is kept until the operator stops the watch. */
  ended: boolean;
  ours: { fingerprint: string };
  /** Null while the object is still ours. Both `side` and `etag` are null if it was deleted. */
  clobbered: { side: SessionSide | null; etag: string | null; noticedAt: number } | null;
  /** Since when every check is answered with 403: deleted or forbidden. Null before there were several in a row. */
  hiddenSince: number | null;
}
