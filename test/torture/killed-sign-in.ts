import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openPlainWorkspace, type PlainWorkspace } from '../fixtures/plain-workspace.ts';
import { cast } from '../practice/cast.ts';
import type { PracticeWorld } from '../practice/world.ts';
import { isLost, type KilledSignIn, recordsCleared, whatItLeft } from './kill-evidence.ts';
import type { ChildSettings } from './sign-in-child.ts';

const childFile = fileURLToPath(new URL('./sign-in-child.ts', import.meta.url));

/** Types a code in a process of its own, kills it after `killAfterMs`, starts again and checks what became of it. */
export async function killSignIn(
  world: PracticeWorld,
  bucket: string,
  killAfterMs: number | null,
): Promise<KilledSignIn> {
  const userDataFolder = await mkdtemp(join(tmpdir(), 'killed-'));
  const { ports, publicKey } = world.telegram;
  const workspace: PlainWorkspace = {
    userDataFolder,
    profile: {
      id: randomUUID(),
      draft: world.profile(bucket),
      secrets: world.secrets(),
      secretKeyClosed: false,
    },
    telegram: { ports: { ...ports }, publicKey },
  };
  const namespace = `bot-${randomUUID()}`;
  try {
    await world.telegram.control.call('clearLog', {});
    const durationMs = await runAndKill({ ...workspace, namespace, ...credentials() }, killAfterMs);
    const died = await whatItLeft({ world, bucket, namespace, userDataFolder }, durationMs);
    await recover(workspace);
    const lost = await isLost({ world, bucket, namespace }, died.accepted);
    return { killedAt: died.killedAt, durationMs, lost };
  } finally {
    await rm(userDataFolder, { recursive: true, force: true });
  }
}

function credentials(): Pick<ChildSettings, 'phone' | 'code'> {
  return { phone: cast.plain.phone, code: cast.plain.code };
}

async function runAndKill(settings: ChildSettings, killAfterMs: number | null): Promise<number | null> {
  const child = spawn(process.execPath, ['--import', 'tsx', childFile, JSON.stringify(settings)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ready = await lines.next();
  if (ready.value !== 'code') throw new Error('the process ended before a code was sent');
  const startedAt = performance.now();
  child.stdin.write('go\n');
  const timer = killAfterMs === null ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  const ended = await lines.next();
  const durationMs = ended.value === 'done' ? performance.now() - startedAt : null;
  clearTimeout(timer);
  child.kill('SIGKILL');
  await exited;
  return durationMs;
}

/** The next start of the app, until it holds nothing any more. */
async function recover(settings: PlainWorkspace): Promise<void> {
  const workspace = await openPlainWorkspace(settings);
  await recordsCleared(settings.userDataFolder);
  await workspace.dispose();
}
