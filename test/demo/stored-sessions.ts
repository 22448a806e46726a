import { createHash } from 'node:crypto';
import { readTelethonText } from '../fixtures/session-strings.ts';
import type { PracticeWorld } from '../practice/world.ts';

/** The text of every namespace's object, by namespace. */
export async function storedTexts(world: PracticeWorld, bucket: string): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const key of await world.s3.listKeys(bucket)) {
    const namespace = /^telegram\/([^/]+)\/session\.txt$/.exec(key)?.[1];
    if (namespace !== undefined) texts.set(namespace, (await world.storedText(bucket, namespace)) ?? '');
  }
  return texts;
}

export interface StoredReport {
  /** Whether every object that changed since `before` decodes. */
  allDecode: boolean;
  /** How many objects changed. */
  storedCount: number;
}

/**
 * Prints one line per stored session, decoded as Telethon would. The ones that were prepared as damaged do not count while nobody has touched them.
 */
export async function printStoredSessions(
  world: PracticeWorld,
  bucket: string,
  before: ReadonlyMap<string, string>,
): Promise<StoredReport> {
  let allDecode = true;
  let storedCount = 0;
  console.log();
  for (const [namespace, text] of await storedTexts(world, bucket)) {
    const uri = `s3://${bucket}/telegram/${namespace}/session.txt`;
    const description = describe(text);
    if (before.get(namespace) !== text) storedCount += 1;
    if (description !== null) console.log(`${uri}  ${description}`);
    else if (before.get(namespace) !== text) {
      console.error(`${uri}  was stored but does not decode`);
      allDecode = false;
    }
  }
  return { allDecode, storedCount };
}

/** Null for what Telethon would not read. */
function describe(text: string): string | null {
  try {
    const { dcId, authKey } = readTelethonText(text);
    const fingerprint = createHash('sha256').update(authKey).digest('hex').slice(0, 8);
    return `telethon  DC ${dcId}  ${fingerprint}`;
  } catch {
    return null;
  }
}
