import { OverwriteProtection } from '../../electron/main/sessions/s3/overwrite-protection.ts';
import { S3SessionStore } from '../../electron/main/sessions/s3/s3-session-store.ts';
import type { S3StoreConfig } from '../../electron/main/sessions/s3/s3-store-config.ts';
import { FaultyStore } from '../fixtures/faulty-store.ts';
import { testLimits } from '../fixtures/session-store.ts';

/** A bucket that outlives the processes, and is known to compare before it overwrites. */
export function bucketOf(config: S3StoreConfig): FaultyStore {
  const memory = { recall: () => ({ found: 'on', testedAt: Date.now() }) as const, remember: () => {} };
  const protection = new OverwriteProtection(memory, Date.now);
  return new FaultyStore([], new S3SessionStore(config, testLimits, protection));
}
