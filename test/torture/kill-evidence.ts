import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { inTime } from '../fixtures/in-time.ts';
import { fingerprintOfText } from '../fixtures/session-strings.ts';
import type { PracticeWorld } from '../practice/world.ts';
import type { CallRecord } from '../servers/telegram-dc/call-log.ts';

const recoveryLimitMs = 20_000;
const pauseMs = 10;

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

export interface KilledPlace {
  world: PracticeWorld;
  bucket: string;
  namespace: string;
  userDataFolder: string;
}

/** Looks at what a killed process left behind, before anything is started again. `accepted` is the fingerprint, if any. */
export async function whatItLeft(
  place: KilledPlace,
  durationMs: number | null,
): Promise<{ accepted: string | null; killedAt: KilledAt }> {
  const accepted = await acceptedFingerprint(place.world);
  const onDisk = await textOfHeld(place.userDataFolder);
  const killedAt = whereKilled(accepted, onDisk, await storedFingerprint(place), durationMs);
  return { accepted, killedAt };
}

export async function isLost(
  place: Omit<KilledPlace, 'userDataFolder'>,
  accepted: string | null,
): Promise<boolean> {
  return accepted !== null && (await storedFingerprint(place)) !== accepted;
}

/** Waits until the started app has nothing left to bring back; whether it succeeded shows in the store. */
export async function recordsCleared(userDataFolder: string): Promise<void> {
  const limit = performance.now() + recoveryLimitMs;
  while (performance.now() < limit && (await textOfHeld(userDataFolder)) !== '') {
    await wait(pauseMs);
  }
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
  return onDisk.includes('"kind": "accepted"') ? 'session-on-disk' : 'key-on-disk';
}

async function acceptedFingerprint(world: PracticeWorld): Promise<string | null> {
  const signIns = await inTime('Telegram answers every sign-in', answeredSignIns(world));
  return signIns.find(({ outcome }) => outcome === 'ok')?.fingerprint ?? null;
}

/** Also those that were still on their way when their process died: a connection closes after it was read. */
async function answeredSignIns({ telegram: { control } }: PracticeWorld): Promise<CallRecord[]> {
  for (;;) {
    const open = await control.openConnections();
    const calls = await control.calls('auth.signIn');
    if (open.length === 0 && calls.every(({ outcome }) => outcome !== undefined)) return calls;
    await wait(pauseMs);
  }
}

async function storedFingerprint({ world, bucket, namespace }: Omit<KilledPlace, 'userDataFolder'>) {
  const text = await inTime('the bucket is looked at', world.storedText(bucket, namespace));
  return text === null ? null : fingerprintOfText(text);
}

/** The records of custody, and what a former version of the app would have left. */
async function textOfHeld(userDataFolder: string): Promise<string> {
  const folders = ['custody', 'journal'].map((name) => join(userDataFolder, name));
  return (await Promise.all(folders.map(textUnder))).join('');
}

async function textUnder(folder: string): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  // A file may go between the listing and the reading.
  const read = ({ parentPath, name }: Dirent) => readFile(join(parentPath, name), 'utf8').catch(() => '');
  return (await Promise.all(files.map(read))).join('\n');
}
