import type { AppError } from './result.ts';

export const doctorLines = [
  'endpoint',
  'clock',
  'credentials',
  'region',
  'bucket',
  'get-object',
  'put-object',
  'conditional-writes',
  'list',
  'versioning',
  'checksums',
  'api-id',
] as const;

export type DoctorLineName = (typeof doctorLines)[number];

/** `limited`: works with a restriction; `information`: neither good nor bad; `skipped`: an earlier line failed. */
export type DoctorOutcome =
  | 'waiting'
  | 'running'
  | 'passed'
  | 'failed'
  | 'limited'
  | 'information'
  | 'skipped';

export interface DoctorLine {
  name: DoctorLineName;
  outcome: DoctorOutcome;
  /** What the result means, in a sentence. */
  meaning: string;
  error: AppError | null;
  /** The smallest exact remedy, such as a policy for this bucket; null where nothing is to be done. */
  remedy: string | null;
}

export interface DoctorReport {
  profileId: string;
  startedAt: number;
  /** Null while it runs. */
  endedAt: number | null;
  lines: DoctorLine[];
}
