import { reservedNamespace, sessionKeyPrefix } from '../../../../shared/namespaces.ts';
import type { ConnectionCheck, ConnectionCheckName, ConnectionReport } from '../../../../shared/profiles.ts';
import type { AppError } from '../../../../shared/result.ts';
import { S3Access } from './s3-access.ts';
import { storeError } from './s3-errors.ts';
import { readFailure } from './s3-failure.ts';
import { defaultS3Limits, type S3Limits, type S3StoreConfig } from './s3-store-config.ts';

/** The order in which a store finds fault; what stands behind a failed line was not learned. */
const order: readonly ConnectionCheckName[] = [
  'endpoint',
  'clock',
  'region',
  'credentials',
  'bucket',
  'list',
  'read',
];

/** S3 refuses requests whose time is off by more than this (S3 API reference, RequestTimeTooSkewed). */
const maxSkewMs = 15 * 60 * 1000;

/** Nothing is ever stored under this key; reading it tells whether reading is permitted at all. */
const scratchKey = `${sessionKeyPrefix}${reservedNamespace}/connection-test.txt`;

type Findings = Partial<Record<ConnectionCheckName, ConnectionCheck>>;

/** The line of the report that an error of the first request belongs to. */
function lineOf(error: AppError): ConnectionCheckName {
  switch (error.code) {
    case 'store-clock-skew':
      return 'clock';
    case 'store-region-wrong':
      return 'region';
    case 'store-no-credentials':
    case 'store-secret-missing':
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

function check(
  name: ConnectionCheckName,
  outcome: ConnectionCheck['outcome'],
  error: AppError | null = null,
): ConnectionCheck {
  return {
    name,
    outcome,
    error: error && { code: error.code, ...(error.params && { params: error.params }) },
  };
}

function report(findings: Findings): ConnectionReport {
  const checks = order.map((name) => findings[name] ?? check(name, 'skipped'));
  return { usable: checks.every(({ outcome }) => outcome === 'passed' || outcome === 'limited'), checks };
}

function passedBefore(line: ConnectionCheckName): Findings {
  return Object.fromEntries(order.slice(0, order.indexOf(line)).map((name) => [name, check(name, 'passed')]));
}

/** What the first request's failure tells of the lines up to the one that it stopped at. */
function findingsOf(thrown: unknown, error: AppError): Findings {
  const line = lineOf(error);
  // Without credentials nothing was sent, so nothing before them was learned.
  if (error.code === 'store-no-credentials' || error.code === 'store-secret-missing')
    return { credentials: check('credentials', 'failed', error) };
  const outcome = line === 'list' ? 'limited' : 'failed';
  const findings: Findings = { ...passedBefore(line), [line]: check(line, outcome, error) };
  // A store may find fault with the key before it looks at the time.
  const { answeredAt } = readFailure(thrown);
  if (answeredAt !== null && Math.abs(answeredAt - Date.now()) > maxSkewMs) {
    findings.clock = check('clock', 'failed', { code: 'store-clock-skew' });
  }
  return findings;
}

async function checkList(access: S3Access, config: S3StoreConfig): Promise<Findings> {
  try {
    await access.call(({ sdk, client }, signal) => {
      const command = new sdk.ListObjectsV2Command({
        Bucket: config.bucket,
        Prefix: sessionKeyPrefix,
        MaxKeys: 1,
      });
      return client.send(command, { abortSignal: signal });
    });
    return { ...passedBefore('list'), list: check('list', 'passed') };
  } catch (error) {
    return findingsOf(error, storeError(error, { config, action: 's3:ListBucket' }));
  }
}

/**
 * Reads a key that does not exist. 404 proves that reading is permitted. 403 proves that it is not where listing
 * is permitted; without listing S3 answers 403 for every missing key, so it proves nothing and is no failure.
 */
async function checkRead(
  access: S3Access,
  config: S3StoreConfig,
  mayList: boolean,
): Promise<ConnectionCheck> {
  try {
    await access.call(({ sdk, client }, signal) => {
      const command = new sdk.GetObjectCommand({
        Bucket: config.bucket,
        Key: scratchKey,
        Range: 'bytes=0-0',
      });
      return client.send(command, { abortSignal: signal });
    });
    return check('read', 'passed');
  } catch (error) {
    const { name } = readFailure(error);
    if (name === 'NoSuchKey') return check('read', 'passed');
    if (name === 'AccessDenied' && !mayList) return check('read', 'limited', { code: 'store-read-unproved' });
    return check('read', 'failed', storeError(error, { config, action: 's3:GetObject' }));
  }
}

/**
 * Tells what stands between the profile and its bucket, writing nothing. One attempt for each request: a repetition
 * would hide a wrong clock, which the SDK corrects by itself after the first refusal.
 */
export async function testConnection(
  config: S3StoreConfig,
  limits: S3Limits = defaultS3Limits,
): Promise<ConnectionReport> {
  const access = new S3Access(config, { ...limits, maxAttempts: 1 });
  try {
    const findings = await checkList(access, config);
    const mayList = findings.list?.outcome === 'passed';
    if (findings.list) findings.read = await checkRead(access, config, mayList);
    return report(findings);
  } finally {
    access.close();
  }
}
