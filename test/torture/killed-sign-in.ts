import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Dirent } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openPlainWorkspace, type PlainWorkspace } from '../fixtures/plain-workspace.ts';
import { fingerprintOfText } from '../fixtures/session-strings.ts';
import { cast } from '../practice/cast.ts';
import type { PracticeWorld } from '../practice/world.ts';
import type { CallRecord } from '../servers/telegram-dc/call-log.ts';
import type { ChildSettings } from './sign-in-child.ts';

const childFile = fileURLToPath(new URL('./sign-in-child.ts', import.meta.url));
const recoveryLimitMs = 20_000;

/** Where the process stood when it was killed. */
export type KilledAt =
  | 'before-accepted'
  | 'nothing-on-disk'
  | 'key-on-disk'
  | 'session-on-disk'
  | 'stored'
  | 'done';

export interface KilledSignIn {
  killedAt: KilledAt;
  /** From typing the code to the end, where the process reached it. */
  durationMs: number | null;
  /** Telegram accepted the sign-in, and a restart did not bring its session to the store. */
  lost: boolean;
}

/** Types a code in a process of its own, kills it after `killAfterMs`, starts again and looks what became of it. */
export async function killSignIn(
  world: PracticeWorld,
  bucket: string,
  killAfterMs: number | null,
): Promise<KilledSignIn> {
  const userDataFolder = await mkdtemp(join(tmpdir(), 'killed-'));
  const { ports, publicKey } = world.telegram;
  const workspace: PlainWorkspace = {
    userDataFolder,
    profile: { id: randomUUID(), draft: world.profile(bucket), secrets: world.secrets() },
    telegram: { ports: { ...ports }, publicKey },
  };
  const namespace = `bot-${randomUUID()}`;
  try {
    await world.telegram.control.call('clearLog', {});
    const durationMs = await runAndKill({ ...workspace, namespace, ...credentials() }, killAfterMs);
    const accepted = await acceptedFingerprint(world);
    const onDisk = await filesUnder(join(userDataFolder, 'journal'));
    const storedBefore = await storedFingerprint(world, bucket, namespace);
    const killedAt = whereKilled(accepted, onDisk, storedBefore, durationMs);
    await recover(workspace);
    const lost = accepted !== null && (await storedFingerprint(world, bucket, namespace)) !== accepted;
    return { killedAt, durationMs, lost };
  } finally {
    await rm(userDataFolder, { recursive: true, force: true });
  }
}

function credentials(): Pick<ChildSettings, 'phone' | 'code'> {
  return { phone: cast.plain.phone, code: cast.plain.code };
}

function whereKilled(
  accepted: string | null,
  onDisk: string,
  stored: string | null,
  durationMs: number | null,
): KilledAt {
  if (accepted === null) return 'before-accepted';
  if (durationMs !== null) return 'done';
  if (stored === accepted) return 'stored';
  if (!onDisk.includes(`"fingerprint": "${accepted}"`)) return 'nothing-on-disk';
  return onDisk.includes('"account": null') ? 'key-on-disk' : 'session-on-disk';
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

async function acceptedFingerprint({ telegram }: PracticeWorld): Promise<string | null> {
  const isRunning = ({ outcome }: CallRecord) => outcome === undefined;
  let calls = await telegram.control.calls('auth.signIn');
  while (calls.some(isRunning)) calls = await telegram.control.calls('auth.signIn');
  return calls.find(({ outcome }) => outcome === 'ok')?.fingerprint ?? null;
}

async function storedFingerprint(world: PracticeWorld, bucket: string, namespace: string) {
  const text = await world.storedText(bucket, namespace);
  return text === null ? null : fingerprintOfText(text);
}

async function filesUnder(folder: string): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  // A file may go between the listing and the reading.
  const read = ({ parentPath, name }: Dirent) => readFile(join(parentPath, name), 'utf8').catch(() => '');
  return (await Promise.all(files.map(read))).join('\n');
}

/** The next start of the app, until its journal is empty. */
async function recover(settings: PlainWorkspace): Promise<void> {
  const workspace = await openPlainWorkspace(settings);
  const limit = performance.now() + recoveryLimitMs;
  const journal = join(settings.userDataFolder, 'journal');
  while (performance.now() < limit && (await filesUnder(journal)) !== '') {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await workspace.dispose();
}
