import type { SessionSide } from './stored-sessions.ts';

export interface SessionVersion {
  /** An S3 version id, or the id of a sealed copy of the app's own. */
  id: string;
  source: 'bucket' | 'sealed-copy';
  side: SessionSide;
  isCurrent: boolean;
  /** How many equal strings in a row this line stands for, itself included. */
  folded: number;
}

export interface SessionHistory {
  source: 'bucket' | 'sealed-copies';
  versions: SessionVersion[];
  /** Where to go on, or null at the end. */
  continuation: string | null;
}
