import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { Namespaces } from '../../electron/main/sessions/namespaces/namespaces.ts';
import { openPlainWorkspace } from '../fixtures/plain-workspace.ts';
import { sdkClient } from '../fixtures/s3-client.ts';
import type { PracticeWorld } from '../practice/world.ts';
import { crowdSize } from './crowd.ts';
import { type Figure, inTurn, median, ms, noise, timed } from './measure.ts';

const rounds = 9;
const profileId = '3f0b6a52-0d8e-4f0b-9f4e-6a1c2d3e4f51';

/** Every row handed to the window by a profile that was just opened, against the SDK's pages counted. Both in plain Node. */
export async function benchListing(world: PracticeWorld, bucket: string): Promise<Figure> {
  const client = sdkClient(world.s3);
  try {
    const [ours, raw] = await inTurn(
      rounds,
      () => listAllMs(world, bucket),
      () => timed(() => countRaw(client, bucket)),
    );
    const ratio = median(ours) / median(raw);
    return {
      name: 'listing',
      measured: `${ratio.toFixed(2)} × the raw SDK for ${crowdSize} namespaces (${ms(median(ours))} ${noise(ours)} and ${ms(median(raw))} ${noise(raw)})`,
      aim: '≤ 1.10',
      met: ratio <= 1.1,
    };
  } finally {
    client.destroy();
  }
}

async function listAllMs(world: PracticeWorld, bucket: string): Promise<number> {
  const userDataFolder = await mkdtemp(join(tmpdir(), 'bench-listing-'));
  const { ports, publicKey } = world.telegram;
  const workspace = await openPlainWorkspace({
    userDataFolder,
    profile: {
      id: profileId,
      draft: world.profile(bucket),
      secrets: world.secrets(),
      secretKeyClosed: false,
    },
    telegram: { ports, publicKey },
  });
  try {
    return await timed(() => allRows(workspace.namespaces));
  } finally {
    await workspace.dispose();
    await rm(userDataFolder, { recursive: true, force: true });
  }
}

function allRows(namespaces: Namespaces): Promise<void> {
  let rows = 0;
  return new Promise((resolve, reject) => {
    const unsubscribe = namespaces.onChanged(({ listing, upserts }) => {
      rows += upserts.length;
      if (listing.kind === 'loading' || rows < crowdSize) return;
      unsubscribe();
      if (listing.kind === 'complete') resolve();
      else reject(new Error(`the listing ended as ${JSON.stringify(listing)}`));
    });
    namespaces.listing();
  });
}

async function countRaw(client: ReturnType<typeof sdkClient>, bucket: string): Promise<void> {
  let count = 0;
  let token: string | undefined;
  do {
    const page = await client.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: 'telegram/', ContinuationToken: token }),
    );
    count += page.Contents?.length ?? 0;
    token = page.NextContinuationToken;
  } while (token !== undefined);
  if (count !== crowdSize) throw new Error(`the SDK counted ${count} namespaces`);
}
