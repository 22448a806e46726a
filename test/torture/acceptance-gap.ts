import { randomUUID } from 'node:crypto';
import { existsSync, type FSWatcher, readFileSync, watch } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Workspace } from '../../electron/main/app/workspace.ts';
import type { SignInAction } from '../../shared/ipc.ts';
import { openPlainWorkspace } from '../fixtures/plain-workspace.ts';
import { cast } from '../practice/cast.ts';
import type { PracticeWorld } from '../practice/world.ts';

/** A way to sign in: what the operator answers, and the call that Telegram accepts at the end of it. */
export interface Way {
  actions: readonly Exclude<SignInAction, { type: 'back' }>[];
  acceptedBy: 'auth.signIn' | 'auth.importBotAuthorization';
}

export const byPhone: Way = {
  actions: [
    { type: 'choose-method', method: 'phone' },
    { type: 'submit-phone', phoneNumber: cast.plain.phone },
    { type: 'submit-code', code: cast.plain.code },
  ],
  acceptedBy: 'auth.signIn',
};

export function byBotToken(token: string): Way {
  return {
    actions: [
      { type: 'choose-method', method: 'bot-token' },
      { type: 'submit-bot-token', token },
    ],
    acceptedBy: 'auth.importBotAuthorization',
  };
}

/**
 * Milliseconds from the arrival of the call that Telegram accepts to the moment at which its key is held on the disk; 0
 * where it was held before. On a network the way of the answer comes on top of anything above 0.
 */
export async function measureGap(world: PracticeWorld, bucket: string, way: Way): Promise<number> {
  const userDataFolder = await mkdtemp(join(tmpdir(), 'gap-'));
  const { ports, publicKey } = world.telegram;
  const profile = {
    id: randomUUID(),
    draft: world.profile(bucket),
    secrets: world.secrets(),
    secretKeyClosed: false,
  };
  const telegram = { ports: { ...ports }, publicKey };
  await world.telegram.control.call('clearLog', {});
  const workspace = await openPlainWorkspace({ userDataFolder, profile, telegram });
  const records = join(userDataFolder, 'custody', profile.id);
  await mkdir(records, { recursive: true });
  const written: Written[] = [];
  const watcher = watchRecords(records, written);
  try {
    await signIn(workspace, profile.id, way);
  } finally {
    watcher.close();
    await workspace.dispose();
    await rm(userDataFolder, { recursive: true, force: true });
  }
  const accepted = (await world.telegram.control.calls(way.acceptedBy)).find(
    ({ outcome }) => outcome === 'ok',
  );
  if (!accepted) throw new Error('Telegram accepted nothing');
  const record = written.find(({ text }) => text.includes(accepted.fingerprint));
  if (!record) throw new Error('the accepted key was never held on the disk');
  return Math.max(0, record.at - Date.parse(accepted.time));
}

/** A record as it stood under its own name; `at` is epoch ms. */
interface Written {
  at: number;
  text: string;
}

function watchRecords(folder: string, written: Written[]): FSWatcher {
  return watch(folder, (_, name) => {
    const file = join(folder, name ?? '');
    // What is not renamed yet may be half written, and what is gone has been cleared.
    if (file.endsWith('.json') && existsSync(file)) {
      written.push({ at: Date.now(), text: readFileSync(file, 'utf8') });
    }
  });
}

async function signIn(
  { attempts, namespaces }: Workspace,
  profileId: string,
  { actions }: Way,
): Promise<void> {
  const namespace = `gap-${randomUUID()}`;
  const started = await attempts.start({ profileId, namespace }, () =>
    namespaces.prepareSignIn(namespace, false),
  );
  if (!started.ok) throw new Error(started.error.code);
  for (const action of actions) {
    const answered = await attempts.act(started.value.attemptId, action);
    if (!answered.ok) throw new Error(answered.error.code);
  }
}
