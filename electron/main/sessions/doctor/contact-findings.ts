import type { AppError } from '../../../../shared/result.ts';
import { type Contact, type ContactLine, maxClockSkewMs } from '../s3/first-contact.ts';
import { endpointLabel, type S3StoreConfig } from '../s3/s3-store-config.ts';
import { type Finding, type Findings, failed, limited, meaningOf, passed } from './findings.ts';
import { listRemedy, remedyFor, type Site } from './remedies.ts';

const minuteMs = 60_000;
/** Far from being refused, but no clock that sets itself is ever so wrong. */
const notableSkewMs = 5 * minuteMs;

const unlisted = 'These credentials do not allow s3:ListBucket, so namespaces are opened by their names.';

const meanings: Record<Exclude<ContactLine, 'clock'>, (config: S3StoreConfig) => string> = {
  endpoint: (config) => `${endpointLabel(config)} answers.`,
  region: ({ region }) => `The store accepts ${region}.`,
  credentials: ({ credentials }) =>
    credentials.kind === 'named-profile'
      ? `The store accepts what the AWS profile ${credentials.awsProfile} gives.`
      : 'The store accepts them.',
  bucket: ({ bucket }) => `${bucket} exists.`,
  list: () => 'The bucket’s namespaces can be listed.',
};

/** “20 minutes behind the store’s” for this computer's clock. */
function skewWords(storeAheadMs: number): string {
  const minutes = Math.round(Math.abs(storeAheadMs) / minuteMs);
  const amount = minutes === 1 ? '1 minute' : `${minutes} minutes`;
  return `${amount} ${storeAheadMs > 0 ? 'behind' : 'ahead of'} the store’s`;
}

function clockMeaning(storeAheadMs: number | null): string {
  if (storeAheadMs === null) return 'The store accepts this computer’s time.';
  if (Math.abs(storeAheadMs) < minuteMs)
    return 'This computer’s clock agrees with the store’s to within a minute.';
  return `This computer’s clock is ${skewWords(storeAheadMs)}. The store refuses requests when the difference exceeds 15 minutes.`;
}

function clockFinding(error: AppError | null, storeAheadMs: number | null, site: Site): Finding {
  const skew: AppError = { code: 'store-clock-skew' };
  const known = storeAheadMs !== null && Math.abs(storeAheadMs) > maxClockSkewMs;
  if (error)
    return failed(error, remedyFor(error, site), known ? clockMeaning(storeAheadMs) : meaningOf(error));
  const meaning = clockMeaning(storeAheadMs);
  if (storeAheadMs !== null && Math.abs(storeAheadMs) >= notableSkewMs)
    return limited(meaning, null, remedyFor(skew, site));
  return passed(meaning);
}

/** The lines that the first request decides. */
export function contactFindings({ findings, clockAheadMs }: Contact, site: Site): Findings {
  const { config } = site;
  const found = Object.entries(findings) as [ContactLine, { error: AppError | null }][]; // Object.entries loses the keys
  return Object.fromEntries(
    found.map(([line, { error }]): [ContactLine, Finding] => {
      if (line === 'clock') return [line, clockFinding(error, clockAheadMs, site)];
      if (error === null) return [line, passed(meanings[line](config))];
      if (line === 'list') return [line, limited(unlisted, error, listRemedy(config))];
      return [line, failed(error, remedyFor(error, site))];
    }),
  );
}
