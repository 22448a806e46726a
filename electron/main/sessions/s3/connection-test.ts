import type { ConnectionCheck, ConnectionCheckName, ConnectionReport } from '../../../../shared/profiles.ts';
import type { StoreResult } from '../store/session-store.ts';
import { type ContactFinding, contactStore } from './first-contact.ts';
import { S3Access } from './s3-access.ts';
import { defaultS3Limits, type S3Limits, type S3StoreConfig } from './s3-store-config.ts';
import { readScratch } from './scratch-object.ts';

const order: readonly ConnectionCheckName[] = [
  'endpoint',
  'clock',
  'region',
  'credentials',
  'bucket',
  'list',
  'read',
];

function report(findings: Partial<Record<ConnectionCheckName, ContactFinding>>): ConnectionReport {
  const checks = order.map((name): ConnectionCheck => {
    return { name, ...(findings[name] ?? { outcome: 'skipped', error: null }) };
  });
  return { usable: checks.every(({ outcome }) => outcome === 'passed' || outcome === 'limited'), checks };
}

function readFinding(read: StoreResult<null>): ContactFinding {
  if (read.ok) return { outcome: 'passed', error: null };
  const { error } = read;
  return { outcome: error.code === 'store-read-unproved' ? 'limited' : 'failed', error };
}

/** Tells what stands between the profile and its bucket, writing nothing. One attempt for each request. */
export async function testConnection(
  config: S3StoreConfig,
  limits: S3Limits = defaultS3Limits,
): Promise<ConnectionReport> {
  const access = new S3Access(config, { ...limits, maxAttempts: 1 });
  try {
    const store = { access, config };
    const { findings } = await contactStore(store);
    if (!findings.list) return report(findings);
    const mayList = findings.list.outcome === 'passed';
    return report({ ...findings, read: readFinding(await readScratch(store, mayList)) });
  } finally {
    access.close();
  }
}
