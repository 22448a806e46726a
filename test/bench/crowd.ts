import { telethonText } from '../fixtures/session-strings.ts';
import { type PracticeWorld, sessionKey } from '../practice/world.ts';

export const crowdSize = 100_000;
const perCall = 5_000;

/** A namespace whose session can be opened, among the others. */
export const openedNamespace = 'connector-050000';

/** A bucket with 100,000 namespaces. All hold a well-formed session that nobody has signed in. */
export async function crowdedBucket(world: PracticeWorld): Promise<string> {
  const bucket = await world.createBucket();
  const body = telethonText({
    dcId: 2,
    addressBytes: [149, 154, 167, 51],
    port: 443,
    authKey: Buffer.alloc(256, 7),
  });
  for (let first = 0; first < crowdSize; first += perCall) {
    const objects = Array.from({ length: perCall }, (_, offset) => ({
      key: sessionKey(`connector-${String(first + offset).padStart(6, '0')}`),
      body,
    }));
    await world.s3.putObjects(bucket, objects);
  }
  return bucket;
}
