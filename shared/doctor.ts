import type { AppError } from './result.ts';

/** In the order in which they are examined: what stands behind a failed line was not learned. */
export const doctorLines = [
  'endpoint',
  'clock',
  'region',
  'credentials',
  'bucket',
  'list',
  'put-object',
  'get-object',
  'public-access',
  'conditional-writes',
  'versioning',
  'checksums',
  'api-id',
] as const;

export type DoctorLineName = (typeof doctorLines)[number];

export const doctorLineTitles: Record<DoctorLineName, string> = {
  endpoint: 'Endpoint',
  clock: 'Clock',
  region: 'Region',
  credentials: 'Credentials',
  bucket: 'Bucket',
  list: 'List namespaces',
  'put-object': 'Write sessions',
  'get-object': 'Read sessions',
  'public-access': 'Public access',
  'conditional-writes': 'Overwrite protection',
  versioning: 'Versioning',
  checksums: 'Checksums',
  'api-id': 'Telegram API ID',
};

/**
 * `limited`: works with a restriction; `information`: neither good nor bad; `skipped`: an earlier line failed, or
 * nobody asked.
 */
export type DoctorOutcome =
  | 'waiting'
  | 'running'
  | 'passed'
  | 'failed'
  | 'limited'
  | 'information'
  | 'skipped';

export const doctorOutcomeWords: Record<DoctorOutcome, string> = {
  waiting: 'Waiting',
  running: 'Checking',
  passed: 'Passed',
  failed: 'Failed',
  limited: 'Limited',
  information: 'Information',
  skipped: 'Not checked',
};

/** The smallest exact fix. */
export interface DoctorRemedy {
  /** Says what to do, in a sentence. */
  action: string;
  /** Text to paste or type for it, such as a policy for this bucket or a command; null if words are enough. */
  code: string | null;
}

export interface DoctorLine {
  name: DoctorLineName;
  outcome: DoctorOutcome;
  /** The meaning of the result, in a sentence; empty until it is known. */
  meaning: string;
  error: AppError | null;
  remedy: DoctorRemedy | null;
}

export interface DoctorReport {
  profileId: string;
  /** Epoch ms. */
  startedAt: number;
  /** Null while it runs. */
  endedAt: number | null;
  /** Ended by the operator before every line was known. */
  cancelled: boolean;
  /** None for API_ID 0, since there is nothing to examine. */
  lines: DoctorLine[];
}

/** The report in a few words. */
export function doctorVerdict({ endedAt, cancelled, lines }: DoctorReport): string {
  const count = (outcome: DoctorOutcome) => lines.filter((line) => line.outcome === outcome).length;
  const failed = count('failed');
  const limited = count('limited');
  if (endedAt === null)
    return `Checking: ${lines.length - count('waiting') - count('running')} of ${lines.length}`;
  if (failed > 0) return `${failed} of ${lines.length} failed`;
  if (cancelled) return 'Cancelled';
  if (limited === 0) return 'Everything works';
  return `Works, with ${limited === 1 ? '1 limit' : `${limited} limits`}`;
}
