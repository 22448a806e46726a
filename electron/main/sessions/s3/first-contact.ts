import type { StoreErrorCode } from '../../../../shared/error-words/store.ts';
import type { AppError } from '../../../../shared/result.ts';
import { sessionKeyPrefix } from '../../../../shared/session-keys.ts';
import { notAsked } from '../store/store-faults.ts';
import { storeError } from './s3-errors.ts';
import { answerTime, readFailure } from './s3-failure.ts';
import type { StoreUnderTest } from './scratch-object.ts';

/** The order in which a store finds fault; what stands behind a failed line was not learned. */
const contactLines = ['endpoint', 'clock', 'region', 'credentials', 'bucket', 'list'] as const;

export type ContactLine = (typeof contactLines)[number];

export interface ContactFinding {
  outcome: 'passed' | 'failed' | 'limited';
  error: AppError<StoreErrorCode> | null;
}

export interface Contact {
  /** Without the lines that nothing was learned about. */
  findings: Partial<Record<ContactLine, ContactFinding>>;
  /** Time by which the store's clock is ahead of this computer's; null where the store did not say. */
  clockAheadMs: number | null;
}

/** S3 refuses requests whose time is off by more than this (S3 API reference, RequestTimeTooSkewed). */
export const maxClockSkewMs = 15 * 60 * 1000;

const passed: ContactFinding = { outcome: 'passed', error: null };

/** The line that an error of the first request belongs to. */
function lineOf(error: AppError<StoreErrorCode>): ContactLine {
  switch (error.code) {
    case 'store-clock-skew':
      return 'clock';
    case 'store-region-wrong':
      return 'region';
    case 'store-no-credentials':
    case 'store-secret-missing':
    case 'store-secret-closed':
    case 'store-place-unconfirmed':
    case 'store-access-key-unknown':
    case 'store-secret-key-wrong':
    case 'store-token-expired':
      return 'credentials';
    case 'store-bucket-missing':
      return 'bucket';
    case 'store-list-forbidden':
      return 'list';
    default:
      return 'endpoint';
  }
}

function passedBefore(line: ContactLine): Contact['findings'] {
  const before = contactLines.slice(0, contactLines.indexOf(line));
  return Object.fromEntries(before.map((name) => [name, passed]));
}

function clockAhead(answeredAt: number | null): number | null {
  return answeredAt === null ? null : answeredAt - Date.now();
}

/** Reads from the first request's failure what it tells of the lines up to the one that it stopped at. */
function contactOf(thrown: unknown, error: AppError<StoreErrorCode>): Contact {
  const line = lineOf(error);
  // Without credentials nothing was sent, so nothing before them was learned.
  if (notAsked.has(error.code) || error.code === 'store-no-credentials')
    return { findings: { credentials: { outcome: 'failed', error } }, clockAheadMs: null };
  const outcome = line === 'list' ? 'limited' : 'failed';
  const findings = { ...passedBefore(line), [line]: { outcome, error } };
  // A store may find fault with the key before it looks at the time.
  const clockAheadMs = clockAhead(readFailure(thrown).answeredAt);
  if (clockAheadMs !== null && Math.abs(clockAheadMs) > maxClockSkewMs) {
    findings.clock = { outcome: 'failed', error: { code: 'store-clock-skew' } };
  }
  return { findings, clockAheadMs };
}

/**
 * Lists one key, and tells from the answer what stands between a profile and its bucket. The access must not repeat
 * requests: that would hide a wrong clock, which the SDK corrects by itself after the first refusal.
 */
export async function contactStore({ access, config }: StoreUnderTest, stop?: AbortSignal): Promise<Contact> {
  let answeredAt: number | null = null;
  try {
    await access.call(({ sdk, client }, signal) => {
      const command = new sdk.ListObjectsV2Command({
        Bucket: config.bucket,
        Prefix: sessionKeyPrefix,
        MaxKeys: 1,
      });
      command.middlewareStack.add(
        (next) => async (args) => {
          const result = await next(args);
          answeredAt = answerTime(result.response);
          return result;
        },
        { step: 'deserialize', name: 'answer-time' },
      );
      return client.send(command, { abortSignal: signal });
    }, stop);
    return { findings: { ...passedBefore('list'), list: passed }, clockAheadMs: clockAhead(answeredAt) };
  } catch (error) {
    return contactOf(error, storeError(error, { config, action: 's3:ListBucket' }));
  }
}
