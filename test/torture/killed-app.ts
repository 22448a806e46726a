import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LaunchedApp, launchApp } from '../fixtures/electron.ts';
import { inTime } from '../fixtures/in-time.ts';
import { Operator } from '../fixtures/operator.ts';
import { cast } from '../practice/cast.ts';
import type { PracticeWorld } from '../practice/world.ts';
import { isLost, type KilledPlace, type KilledSignIn, recordsCleared, whatItLeft } from './kill-evidence.ts';

/** An operator signs in with the real app, which is killed `killAfterMs` after the code is given, and opened again. */
export async function killApp(
  world: PracticeWorld,
  bucket: string,
  killAfterMs: number | null,
): Promise<KilledSignIn> {
  const userDataFolder = await mkdtemp(join(tmpdir(), 'killed-app-'));
  const place = { world, bucket, namespace: `killed-${randomUUID()}`, userDataFolder };
  try {
    await inTime('Telegram forgets earlier calls', world.telegram.control.call('clearLog', {}));
    const durationMs = await signInAndKill(place, killAfterMs);
    const { accepted, killedAt } = await whatItLeft(place, durationMs);
    await restart(place);
    return { killedAt, durationMs, lost: await isLost(place, accepted) };
  } finally {
    await rm(userDataFolder, { recursive: true, force: true });
  }
}

function start({ world, bucket, userDataFolder }: KilledPlace): Promise<LaunchedApp> {
  const profile = { draft: world.profile(bucket), secrets: world.secrets() };
  return launchApp({ userDataDir: userDataFolder, env: world.environment(profile) });
}

/** From giving the code to the stored session, where the app lived so long. */
async function signInAndKill(place: KilledPlace, killAfterMs: number | null): Promise<number | null> {
  const app = await start(place);
  let timer: NodeJS.Timeout | undefined;
  try {
    const operator = new Operator(app.page);
    await operator.beginSignIn(place.namespace, 'Phone number');
    await operator.sendPhone(cast.plain.phone);
    await operator.fillCode(cast.plain.code);
    const startedAt = performance.now();
    if (killAfterMs !== null) timer = setTimeout(() => void app.kill9(), killAfterMs);
    // The window goes with the app, at any moment.
    const stored = storedAfter(operator, startedAt).catch(() => null);
    return await inTime('the app stores its session or is killed', stored);
  } finally {
    clearTimeout(timer);
    await app.kill9();
  }
}

async function storedAfter(operator: Operator, startedAt: number): Promise<number> {
  await operator.submitCode();
  await operator.seesStored();
  return performance.now() - startedAt;
}

/** The next start of the app, until it has nothing left to bring back. */
async function restart(place: KilledPlace): Promise<void> {
  const app = await start(place);
  await recordsCleared(place.userDataFolder);
  await app.close();
}
