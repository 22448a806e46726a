import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { ended, inTime } from '../fixtures/in-time.ts';
import { openPlainWorkspace, type PlainWorkspace } from '../fixtures/plain-workspace.ts';
import { cast } from '../practice/cast.ts';
import type { PracticeWorld } from '../practice/world.ts';
import { isLost, type KilledSignIn, recordsCleared, whatItLeft } from './kill-evidence.ts';
import type { ChildSettings } from './sign-in-child.ts';

const childFile = fileURLToPath(new URL('./sign-in-child.ts', import.meta.url));

type Child = ChildProcessByStdio<Writable, Readable, null>;

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
    await inTime('Telegram forgets earlier calls', world.telegram.control.call('clearLog', {}));
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
  const child: Child = spawn(process.execPath, ['--import', 'tsx', childFile, JSON.stringify(settings)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  // The code may be typed into a process that is dead already.
  child.stdin.on('error', () => undefined);
  let timer: NodeJS.Timeout | undefined;
  try {
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const ready = await inTime('a process has a code sent', lines.next());
    if (ready.value !== 'code') throw new Error('the process ended before a code was sent');
    const startedAt = performance.now();
    child.stdin.write('go\n');
    if (killAfterMs !== null) timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    const last = await inTime('a process signs in or is killed', lines.next());
    return last.value === 'done' ? performance.now() - startedAt : null;
  } finally {
    clearTimeout(timer);
    child.kill('SIGKILL');
    await ended('a killed process', child);
  }
}

/** The next start of the app, until it holds nothing any more. */
async function recover(settings: PlainWorkspace): Promise<void> {
  const workspace = await inTime('the app starts anew', openPlainWorkspace(settings));
  await recordsCleared(settings.userDataFolder);
  await inTime('the app leaves the profile', workspace.dispose());
}
