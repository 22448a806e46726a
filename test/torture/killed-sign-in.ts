import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { ended, inTime } from '../fixtures/in-time.ts';
import { openPlainWorkspace, type PlainWorkspace } from '../fixtures/plain-workspace.ts';
import { cast } from '../practice/cast.ts';
import type { PracticeWorld } from '../practice/world.ts';
import { type BundledChild, bundleChild } from './bundled-child.ts';
import { isLost, type KilledSignIn, recordsCleared, whatItLeft } from './kill-evidence.ts';
import type { ChildSettings } from './sign-in-child.ts';

type Child = ChildProcessByStdio<Writable, Readable, null>;

/** Processes in which somebody signs in, each killed at a moment of its own. */
export class SignInKills {
  private constructor(
    private readonly world: PracticeWorld,
    private readonly child: BundledChild,
  ) {}

  static async start(world: PracticeWorld): Promise<SignInKills> {
    return new SignInKills(world, await bundleChild('sign-in-child'));
  }

  stop(): Promise<void> {
    return this.child.remove();
  }

  /** Types a code in a process of its own, kills it after `killAfterMs`, starts again and checks what became of it. */
  async kill(bucket: string, killAfterMs: number | null): Promise<KilledSignIn> {
    const { world } = this;
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
    const { phone, code } = cast.plain;
    try {
      await inTime('Telegram forgets earlier calls', world.telegram.control.call('clearLog', {}));
      const child = this.#spawn({ ...workspace, namespace, phone, code });
      const durationMs = await signInAndKill(child, killAfterMs);
      const died = await whatItLeft({ world, bucket, namespace, userDataFolder }, durationMs);
      await recover(workspace);
      const lost = await isLost({ world, bucket, namespace }, died.accepted);
      return { killedAt: died.killedAt, durationMs, lost };
    } finally {
      await rm(userDataFolder, { recursive: true, force: true });
    }
  }

  #spawn(settings: ChildSettings): Child {
    return spawn(process.execPath, [this.child.path, JSON.stringify(settings)], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, NODE_NO_WARNINGS: '1' },
    });
  }
}

async function signInAndKill(child: Child, killAfterMs: number | null): Promise<number | null> {
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
